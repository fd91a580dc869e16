import type { FrozenPlantRow, MeterRow, SettledPlantRow } from "@/lib/market/state";
import { unpackDay } from "@/lib/store/rows/day-pack";
import { openState } from "@/lib/store/rows/open-state";
import { openRow } from "@/lib/store/rows/table";
import * as tables from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { unpackSegments } from "@/lib/tracing/pack";
import { portion } from "@/lib/tracing/portion";
import type { Segments } from "@/lib/tracing/segments";
import { daysInMonth, INTERVALS_PER_DAY, intervalsInMonth, type Month } from "@/lib/units/interval";
import { type OwnScope, ownContractsOf, ownMeters } from "./dashboard";
import { ledgerRows } from "./row-batches";

/** Segments of one's own contracts of a month, by contract code. */
export async function ownSegments(
  store: Store,
  scope: OwnScope,
  month: Month,
  version: number,
): Promise<Map<string, Segments>> {
  const own = ownContractsOf(store, scope);
  const contracts = `SELECT code FROM contract WHERE ${own.where} AND month = $2`;
  const where = `WHERE contract IN (${contracts}) AND version = $3`;
  const rows = await ledgerRows(store, tables.segmentsTable, where, [own.value, month, version]);
  return new Map(
    rows.map((row) => [
      String(row.contract),
      unpackSegments(openRow(store.vault, tables.segmentsTable, row)),
    ]),
  );
}

/** What one's own units used, interval by interval, Wh, by unit code. */
export async function ownReadings(
  store: Store,
  scope: OwnScope,
  month: Month,
): Promise<Map<string, Float64Array>> {
  return readingsOf(store, await ownMeters(store, scope), month);
}

async function readingsOf(
  store: Store,
  meters: readonly MeterRow[],
  month: Month,
): Promise<Map<string, Float64Array>> {
  const first = Number(month.replace("-", "")) * 100 + 1;
  const rows = await store.prisma.meterDay.findMany({
    where: {
      meter: { in: meters.map(({ code }) => code) },
      day: { gte: first, lt: first + daysInMonth(month) },
    },
  });
  const assetOf = new Map(meters.map(({ code, of }) => [code, of]));
  const curves = new Map<string, Float64Array>();
  for (const row of rows) {
    const asset = assetOf.get(row.meter) ?? "";
    const curve = curves.get(asset) ?? new Float64Array(intervalsInMonth(month));
    curves.set(asset, curve);
    const at = (row.day - first) * INTERVALS_PER_DAY;
    unpackDay(openRow(store.vault, tables.meterDayTable, row)).wh.forEach((wh, i) => {
      curve[at + i] = (curve[at + i] ?? 0) + wh;
    });
  }
  return curves;
}

/** What a plant could sell and did not in a month, interval by interval, Wh; undefined where it is not settled. */
export async function unsoldCurve(
  store: Store,
  plant: string,
  month: Month,
  version: number,
): Promise<Float64Array | undefined> {
  const where = { month_version_plant: { month, version, plant } };
  const assetIndex = store.vault.blind("meter.of", plant);
  const [frozen, settled, meters] = await Promise.all([
    store.prisma.frozenPlant.findUnique({ where }),
    store.prisma.settledPlant.findUnique({ where }),
    store.prisma.meter.findMany({ where: { assetIndex } }),
  ]);
  if (frozen === null || settled === null) return undefined;
  const { G, onGridWh } = openState<FrozenPlantRow>(store, tables.frozenPlantTable, frozen);
  const { result } = openState<SettledPlantRow>(store, tables.settledPlantTable, settled);
  const rows = meters.map((row) => openState<MeterRow>(store, tables.meterTable, row));
  const readings = (await readingsOf(store, rows, month)).get(plant);
  if (readings === undefined) return undefined;
  const sellable = portion(G, onGridWh, readings);
  const sold = portion(result.sentWh, G, sellable);
  return sellable.map((wh, t) => wh - (sold[t] ?? 0));
}

/** A plant that had energy left in the month. */
export interface UnsoldPlant {
  readonly plant: string;
  readonly unsoldWh: number;
}

/** Which plants had at least so much left, most first. Public figures of `settlement.settle`. */
export async function plantsWithUnsold(
  store: Store,
  month: Month,
  version: number,
  leastWh: number,
): Promise<UnsoldPlant[]> {
  const rows = await store.prisma.settledPlant.findMany({
    where: { month, version, unsoldWh: { gte: BigInt(Math.ceil(leastWh)) } },
    orderBy: [{ unsoldWh: "desc" }, { plant: "asc" }],
    select: { plant: true, unsoldWh: true },
  });
  return rows.map(({ plant, unsoldWh }) => ({ plant, unsoldWh: Number(unsoldWh) }));
}
