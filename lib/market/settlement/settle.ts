import { fromHex, toHex } from "@/lib/crypto/bytes";
import type { Context } from "@/lib/market/context";
import { accept, refuse } from "@/lib/market/refusal";
import { defineRule } from "@/lib/market/rule";
import { type LineValues, lineLeaf } from "@/lib/market/settlement/line-leaf";
import { contractRow, pathOf } from "@/lib/market/settlement/model";
import {
  frozenUnit,
  type PlantMonth,
  plantMonthPayload,
  requireFrozen,
  requireFrozenPlant,
} from "@/lib/market/settlement/plant-month";
import { linesRoot, sumRoot } from "@/lib/market/settlement/roots";
import { settleLine } from "@/lib/market/settlement/rules";
import { requireExchange } from "@/lib/market/signers";
import {
  type FrozenPlantRow,
  lines,
  type MonthRow,
  months,
  type SettleResult,
  settledPlants,
  versionId,
} from "@/lib/market/state";

interface SettledContract {
  readonly values: LineValues;
  readonly hash: Uint8Array;
  readonly sentWh: number;
}

/** One plant's month: every line settled, sealed in a leaf, summed (domain §3, protocol §4). */
export const settle = defineRule<PlantMonth>({
  type: "settlement.settle",
  payload: plantMonthPayload,
  apply(context, payload) {
    const { state, index } = context;
    const signed = requireExchange(context);
    if (!signed.ok) return signed;
    const month = requireFrozen(state, payload);
    if (!month.ok) return month;
    const plant = requireFrozenPlant(state, payload);
    if (!plant.ok) return plant;
    const at = [payload.month, versionId(payload.version)];
    if (settledPlants.has(state, ...at, payload.plant)) return refuse("already-settled", { field: "plant" });
    const settled = plant.value.lines.map((code) => settleContract(context, payload, plant.value, code));
    const result = resultOf(plant.value, settled);
    for (const { values, hash } of settled) {
      lines.put(state, [...at, values.contract], { values, leafHash: toHex(hash), entry: index });
    }
    settledPlants.put(state, [...at, payload.plant], { result, entry: index });
    months.put(state, [payload.month], countSettled(month.value));
    return accept({ ...result });
  },
});

function settleContract(
  { state, market }: Context,
  payload: PlantMonth,
  { G, C }: FrozenPlantRow,
  code: string,
): SettledContract {
  const contract = contractRow(state, code);
  const { U, D } = frozenUnit(state, payload, contract.unit);
  const path = pathOf(state, contract);
  const line = settleLine({ contractKwh: contract.contractKwh, path, G, C, U, D });
  const { settledKwh, limitedBy, allowanceWh, sentWh, landedWh } = line;
  const values: LineValues = {
    ...{ contract: code, plant: payload.plant, unit: contract.unit, contractKwh: contract.contractKwh },
    ...{ settledKwh, limitedBy, U, D, allowanceWh, sentWh, landedWh, path },
  };
  const contractSecret = fromHex(contract.secret);
  const { hash } = lineLeaf(values, { market: market.origin, month: payload.month, contractSecret });
  return { values, hash, sentWh };
}

function resultOf({ G, C }: FrozenPlantRow, settled: readonly SettledContract[]): SettleResult {
  const sums = sumRoot(settled);
  return {
    G,
    C,
    settledWh: settled.reduce((sum, { values }) => sum + values.landedWh, 0),
    sentWh: sums.sum,
    unsoldWh: G - sums.sum,
    linesRoot: toHex(linesRoot(settled.map(({ hash }) => hash))),
    sumRoot: toHex(sums.root),
    count: settled.length,
  };
}

function countSettled(month: MonthRow): MonthRow {
  const settled = month.settled + 1;
  return { ...month, settled, stage: settled === month.plants ? "settled" : month.stage };
}
