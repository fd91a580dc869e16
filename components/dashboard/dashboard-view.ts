import type { LimitedBy } from "@/lib/market/settlement/rules";

export type Side = "consumption" | "generation" | "via";
export type Stage = "open" | "frozen" | "settled" | "finished";

/** A month of the year strip; kWh. `settledKwh` is missing until it is finished. */
export interface YearMonthMark {
  readonly month: string;
  readonly stage: Stage;
  readonly contracts: number;
  readonly contractKwh: number;
  readonly settledKwh?: number;
}

export interface PathStep {
  readonly name: string;
  readonly lossPpm: number;
}

/** What one contract came to: the twelve values of its line and the money; Wh unless the name says kWh. */
export interface SettledView {
  readonly settledKwh: number;
  readonly deviationKwh: number;
  readonly limitedBy: LimitedBy;
  readonly sentWh: number;
  readonly landedWh: number;
  readonly coincidentWh?: number;
  readonly quotaWh: number;
  readonly allowanceWh: number;
  readonly G: number;
  readonly C: number;
  /** The user's own; absent for whoever is not the user. */
  readonly U?: number;
  readonly D?: number;
  /** Lengths of the three rulers, as shares of the contract; capped for drawing. */
  readonly rulers: { readonly generation: number; readonly consumption: number };
  /** 分. */
  readonly energyFen: number;
  readonly environmentFen: number;
  readonly settleEntry: number;
}

/** One contract as its own party sees it. */
export interface ContractView {
  readonly code: string;
  readonly number: string;
  readonly month: string;
  readonly stage: Stage;
  readonly plant: string;
  readonly plantName: string;
  readonly plantType: string;
  readonly plantProvince: string;
  readonly unit: string;
  readonly unitName: string;
  readonly unitProvince: string;
  readonly viaName?: string;
  readonly path: readonly PathStep[];
  readonly mode: string;
  readonly term: string;
  readonly scope: string;
  readonly contractKwh: number;
  /** 0.001 元/MWh. */
  readonly energyPrice: number;
  readonly environmentPrice: number;
  readonly entry: number;
  readonly settled?: SettledView;
}

export interface Sums {
  readonly contractKwh: number;
  readonly settledKwh: number;
  readonly deviationKwh: number;
  readonly energyFen: number;
  readonly environmentFen: number;
  readonly byGenerationKwh: number;
  readonly byConsumptionKwh: number;
}

/** The contracts of one unit, or of one plant where the reader generates. */
export interface GroupView {
  readonly id: string;
  readonly name: string;
  readonly province: string;
  /** What the unit used in all; absent while a meter is open, and for plants. */
  readonly consumedWh?: number;
  readonly contracts: readonly ContractView[];
  readonly sums: Sums;
  readonly certificate?: { readonly code: string; readonly status: string };
}

export interface MonthView {
  readonly month: string;
  readonly stage: Stage;
  readonly side: Side;
  readonly groups: readonly GroupView[];
  readonly sums: Sums;
  readonly consumedWh?: number;
  /** Contracts by what limited them. */
  readonly limits: Readonly<Record<LimitedBy, number>>;
  readonly coincidentWh: number;
  readonly landedWh: number;
}
