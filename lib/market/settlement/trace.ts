import { fromHex, toHex } from "@/lib/crypto/bytes";
import type { Context } from "@/lib/market/context";
import { accept, type Refused, refuse } from "@/lib/market/refusal";
import { defineRule } from "@/lib/market/rule";
import { traceLeaf } from "@/lib/market/settlement/line-leaf";
import { assetCurve, contractRow } from "@/lib/market/settlement/model";
import {
  frozenUnit,
  type PlantMonth,
  plantMonthPayload,
  requireFrozen,
  requireFrozenPlant,
} from "@/lib/market/settlement/plant-month";
import { type LeafPair, tracesRoot } from "@/lib/market/settlement/roots";
import { protocolBytes, traceRoot } from "@/lib/market/settlement/segment-leaf";
import { type UnitDemand, UnitShares } from "@/lib/market/settlement/unit-shares";
import { requireExchange } from "@/lib/market/signers";
import {
  type FrozenPlantRow,
  type LineRow,
  lines,
  type MonthRow,
  months,
  type SettledPlantRow,
  segments as segmentTable,
  settledPlants,
  traces,
  versionId,
} from "@/lib/market/state";
import { packSegments } from "@/lib/tracing/pack";
import { type TracedLine, traceLine } from "@/lib/tracing/pair";
import { plantCurves } from "@/lib/tracing/share";

/** As many readings of units' shares as a node keeps between two commands: 64 MB. */
const KEPT_VALUES = 8_000_000;
const MEMO = "settlement/unit-shares";

/** One plant's month: every settled Wh of every line led from its quarter-hour to the one it was consumed in. */
export const trace = defineRule<PlantMonth>({
  type: "settlement.trace",
  payload: plantMonthPayload,
  apply(context, payload) {
    const { state, index } = context;
    const signed = requireExchange(context);
    if (!signed.ok) return signed;
    const month = requireFrozen(state, payload);
    if (!month.ok) return month;
    if (month.value.stage === "frozen") return refuse("not-settled", { field: "month" });
    const plant = requireFrozenPlant(state, payload);
    if (!plant.ok) return plant;
    const at = [payload.month, versionId(payload.version), payload.plant];
    const settled = settledPlants.get(state, ...at);
    if (!settled) throw new Error(`${payload.plant} is not settled in a settled month`);
    if (settled.traceEntry !== undefined) return alreadyTraced();
    const root = toHex(tracesRoot(tracePlant(context, payload, plant.value)));
    const traced: SettledPlantRow = { ...settled, traceEntry: index, tracesRoot: root };
    settledPlants.put(state, at, traced);
    months.put(state, [payload.month], countTraced(month.value));
    return accept({ tracesRoot: root, count: plant.value.lines.length });
  },
});

function alreadyTraced(): Refused {
  return refuse("already-traced", { field: "plant" });
}

function countTraced(month: MonthRow): MonthRow {
  return { ...month, traced: month.traced + 1 };
}

/** Domain §4 for all of a plant's lines; their leaves come back in contract-number order. */
function tracePlant(context: Context, payload: PlantMonth, plant: FrozenPlantRow): LeafPair[] {
  const { state } = context;
  const rows = plant.lines.map((code) => lineRow(context, payload, code));
  const curves = plantCurves({
    G: plant.G,
    readings: assetCurve(state, payload.plant, payload.month),
    sentByLine: rows.map(({ values }) => values.sentWh),
  });
  return rows.map((row, at) => {
    const [x, offsetStarts] = [curves.lines[at], curves.offsetStarts[at]];
    if (x === undefined || offsetStarts === undefined) throw new Error(`no curve of ${row.values.contract}`);
    const y = consumed(context, payload, row);
    const { sentWh, landedWh } = row.values;
    return keep(context, payload, row, traceLine({ x, y, sentWh, landedWh, offsetStarts }));
  });
}

function lineRow({ state }: Context, { month, version }: PlantMonth, contract: string): LineRow {
  const row = lines.get(state, month, versionId(version), contract);
  if (!row) throw new Error(`no line of ${contract} in ${month}`);
  return row;
}

/** y of a line: its part of what its unit consumed. A unit's shares are computed once, not once per plant. */
function consumed(context: Context, payload: PlantMonth, { values }: LineRow): Float64Array {
  const frozen = frozenUnit(context.state, payload, values.unit);
  const demand = (): UnitDemand => ({
    U: frozen.U,
    readings: assetCurve(context.state, values.unit, payload.month),
    landedByLine: frozen.lines.map((code) => lineRow(context, payload, code).values.landedWh),
  });
  const place = frozen.lines.indexOf(values.contract);
  return unitShares(context, payload).share(values.unit, place, demand);
}

/** The cache of the month under way. It belongs to one freeze: another month or version starts a new one. */
function unitShares({ state, memo }: Context, { month }: PlantMonth): UnitShares {
  const freezeEntry = months.get(state, month)?.freezeEntry;
  const kept = memo.get(MEMO);
  if (isKept(kept) && kept.freezeEntry === freezeEntry) return kept.shares;
  const shares = new UnitShares(KEPT_VALUES);
  memo.set(MEMO, { freezeEntry, shares });
  return shares;
}

function isKept(value: unknown): value is { freezeEntry: number; shares: UnitShares } {
  return (
    typeof value === "object" && value !== null && "shares" in value && value.shares instanceof UnitShares
  );
}

function keep(context: Context, payload: PlantMonth, row: LineRow, traced: TracedLine): LeafPair {
  const { state, market } = context;
  const { segments, coincidentWh } = traced;
  const { contract } = row.values;
  const contractSecret = fromHex(contractRow(state, contract).secret);
  const source = { market: market.origin, month: payload.month, contractSecret };
  const root = traceRoot(protocolBytes(segments), source);
  const lineHash = fromHex(row.leafHash);
  const leaf = traceLeaf({ lineHash, traceRoot: root, coincidentWh }, source);
  const at = [payload.month, versionId(payload.version), contract];
  const { count } = segments;
  traces.put(state, at, { traceRoot: toHex(root), coincidentWh, leafHash: toHex(leaf.hash), count });
  segmentTable.put(state, at, packSegments(segments));
  return { lineHash, traceHash: leaf.hash };
}
