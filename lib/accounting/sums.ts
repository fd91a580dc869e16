import type { LimitedBy } from "@/lib/market/settlement/rules";

/** What adding contracts up needs of each. kWh and 分; what is not settled yet counts as contracted only. */
export interface Summed {
  readonly contractKwh: number;
  readonly settled?:
    | {
        readonly settledKwh: number;
        readonly deviationKwh: number;
        readonly limitedBy: LimitedBy;
        readonly energyFen: number;
        readonly environmentFen: number;
      }
    | undefined;
}

export interface ContractSums {
  readonly contractKwh: number;
  readonly settledKwh: number;
  readonly deviationKwh: number;
  readonly energyFen: number;
  readonly environmentFen: number;
  /** The deviation by its reason: together they are all of it. */
  readonly byGenerationKwh: number;
  readonly byConsumptionKwh: number;
}

/** Sums of the figures shown, so that a column added by hand gives what stands under it. */
export function sumsOf(contracts: readonly Summed[]): ContractSums {
  const sum = (value: (one: Summed) => number) => contracts.reduce((all, one) => all + value(one), 0);
  const short = (side: LimitedBy) =>
    sum(({ settled }) => (settled?.limitedBy === side ? settled.deviationKwh : 0));
  return {
    contractKwh: sum(({ contractKwh }) => contractKwh),
    settledKwh: sum(({ settled }) => settled?.settledKwh ?? 0),
    deviationKwh: sum(({ settled }) => settled?.deviationKwh ?? 0),
    energyFen: sum(({ settled }) => settled?.energyFen ?? 0),
    environmentFen: sum(({ settled }) => settled?.environmentFen ?? 0),
    byGenerationKwh: short("generation"),
    byConsumptionKwh: short("consumption"),
  };
}

/** How many settled contracts each of the three bounds limited; those not settled yet are none of them. */
export function limitCounts(contracts: readonly Summed[]): Record<LimitedBy, number> {
  const counts = { contract: 0, generation: 0, consumption: 0 };
  for (const { settled } of contracts) if (settled !== undefined) counts[settled.limitedBy]++;
  return counts;
}

/** Sums of sums. */
export function addedUp(parts: readonly ContractSums[]): ContractSums {
  const sum = (value: (one: ContractSums) => number) => parts.reduce((all, one) => all + value(one), 0);
  return {
    contractKwh: sum(({ contractKwh }) => contractKwh),
    settledKwh: sum(({ settledKwh }) => settledKwh),
    deviationKwh: sum(({ deviationKwh }) => deviationKwh),
    energyFen: sum(({ energyFen }) => energyFen),
    environmentFen: sum(({ environmentFen }) => environmentFen),
    byGenerationKwh: sum(({ byGenerationKwh }) => byGenerationKwh),
    byConsumptionKwh: sum(({ byConsumptionKwh }) => byConsumptionKwh),
  };
}
