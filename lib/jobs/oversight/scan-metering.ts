/** Rules 1, 2 and 5 over the plants and units whose readings are new. */

import { groupedBy } from "@/lib/jobs/grouped";
import type { ScanResult } from "@/lib/jobs/oversight/result";
import type { ObjectMonth, Touched } from "@/lib/jobs/oversight/touched";
import type { MeterRow, PlantRow, UnitRow } from "@/lib/market/state";
import { dayAboveCapacity, type PlantDay, refusedAboveCapacity } from "@/lib/oversight/above-capacity";
import { dayJump, monthJump, type UnitDay, type UnitMonth } from "@/lib/oversight/consumption-jump";
import { solarAtNight } from "@/lib/oversight/solar-night";
import { CONSUMPTION_JUMP } from "@/lib/oversight/thresholds";
import { daysOfMeters, type MeterDayWh, meters, refusedDays } from "@/lib/store/queries/anomalies-metering";
import type { Directory } from "@/lib/store/queries/directory";
import type { Store } from "@/lib/store/store";
import { addDays, type DayNumber, daysOfMonth } from "@/lib/units/day";
import { addMonths, type Month } from "@/lib/units/interval";

/** Assets whose days are in memory at once. */
const ASSETS_AT_ONCE = 100;

/** A plant or unit, its meters, and the months of it that are new. */
interface Asset {
  readonly code: string;
  readonly meters: readonly MeterRow[];
  readonly months: readonly Month[];
}

export async function scanMetering(
  store: Store,
  directory: Directory,
  touched: Touched,
): Promise<ScanResult> {
  const known = await meters(store);
  const result: ScanResult = { scopes: [], findings: [] };
  for (const some of chunked(assetsOf(known, touched.meterMonths, "production"))) {
    await scanPlants(store, directory, some, result);
  }
  for (const some of chunked(assetsOf(known, touched.meterMonths, "consumption"))) {
    await scanUnits(store, directory, some, result);
  }
  return result;
}

function assetsOf(
  known: ReadonlyMap<string, MeterRow>,
  touched: readonly ObjectMonth[],
  role: MeterRow["role"],
): Asset[] {
  const months = new Map<string, Set<Month>>();
  for (const { code, month } of touched) {
    const meter = known.get(code);
    if (meter?.role === role) months.set(meter.of, (months.get(meter.of) ?? new Set()).add(month));
  }
  const byAsset = groupedBy([...known.values()], ({ of }) => of);
  return [...months].map(([code, set]) => ({ code, months: [...set], meters: byAsset.get(code) ?? [] }));
}

function chunked(assets: readonly Asset[]): Asset[][] {
  const chunks: Asset[][] = [];
  for (let at = 0; at < assets.length; at += ASSETS_AT_ONCE)
    chunks.push(assets.slice(at, at + ASSETS_AT_ONCE));
  return chunks;
}

async function scanPlants(
  store: Store,
  { plants }: Directory,
  assets: readonly Asset[],
  { scopes, findings }: ScanResult,
): Promise<void> {
  const codes = assets.flatMap(({ meters: own }) => own.map(({ code }) => code));
  const days = assets.flatMap(({ months }) => months.flatMap(daysOfMonth));
  const [read, refused] = await Promise.all([
    daysOfMeters(store, codes, days),
    refusedDays(store, codes, days),
  ]);
  for (const asset of assets) {
    const plant = plants.get(asset.code);
    if (plant === undefined) continue;
    for (const month of asset.months) {
      const objects = [asset.code, ...asset.meters.map(({ code }) => code)];
      scopes.push(...objects.map((object) => ({ rule: "above-capacity", object, month }) as const));
      scopes.push({ rule: "solar-night", object: asset.code, month });
    }
    const found = [
      ...asset.meters.flatMap(({ code }) => refusedOf(plant, code)),
      ...plantDays(asset, read).flatMap((day) => [dayAboveCapacity(plant, day), solarAtNight(plant, day)]),
    ];
    findings.push(...found.filter((finding) => finding !== undefined));
  }
  function refusedOf(plant: PlantRow, meter: string) {
    return (refused.get(meter) ?? []).map((first) =>
      refusedAboveCapacity(plant, first, read.get(meter)?.get(first.day)),
    );
  }
}

/** The readings of all meters of a plant, added up day by day; days of the months asked for only. */
function plantDays(
  { meters: own, months }: Asset,
  read: ReadonlyMap<string, ReadonlyMap<DayNumber, MeterDayWh>>,
): PlantDay[] {
  return months.flatMap(daysOfMonth).flatMap((day) => {
    const parts = own.flatMap(({ code }) => read.get(code)?.get(day) ?? []);
    if (parts.length === 0) return [];
    const wh = new Float64Array(96);
    for (const part of parts)
      part.wh.forEach((reading, slot) => {
        wh[slot] = (wh[slot] ?? 0) + reading;
      });
    return [{ day, wh, entries: [...new Set(parts.map(({ entry }) => entry))] }];
  });
}

async function scanUnits(
  store: Store,
  { units }: Directory,
  assets: readonly Asset[],
  { scopes, findings }: ScanResult,
): Promise<void> {
  const codes = assets.flatMap(({ meters: own }) => own.map(({ code }) => code));
  const months = [...new Set(assets.flatMap((asset) => asset.months.flatMap(compared)))];
  const read = await daysOfMeters(store, codes, months.flatMap(daysOfMonth));
  for (const asset of assets) {
    const unit = units.get(asset.code);
    if (unit === undefined) continue;
    const totals = unitDays(asset, read);
    for (const month of new Set(asset.months.flatMap(affected))) {
      scopes.push({ rule: "consumption-jump", object: asset.code, month });
      findings.push(...unitFindings(unit, month, totals));
    }
  }
}

/** A month changes what the three after it are compared with. */
function affected(month: Month): Month[] {
  return Array.from({ length: CONSUMPTION_JUMP.months + 1 }, (_, ahead) => addMonths(month, ahead));
}

function compared(month: Month): Month[] {
  const before = Array.from({ length: CONSUMPTION_JUMP.months }, (_, back) =>
    addMonths(month, back - CONSUMPTION_JUMP.months),
  );
  return [...before, ...affected(month)];
}

/** Wh of a unit by day; days on which one of its meters has no anchor are left out. */
function unitDays(
  { meters: own }: Asset,
  read: ReadonlyMap<string, ReadonlyMap<DayNumber, MeterDayWh>>,
): Map<DayNumber, UnitDay> {
  const totals = new Map<DayNumber, UnitDay & { readonly meters: number }>();
  for (const { code } of own) {
    for (const [day, { wh, entry }] of read.get(code) ?? []) {
      const known = totals.get(day);
      const sum = wh.reduce((all, one) => all + one, known?.wh ?? 0);
      totals.set(day, { day, wh: sum, entry, meters: (known?.meters ?? 0) + 1 });
    }
  }
  return new Map([...totals].filter(([, one]) => one.meters === own.length));
}

function unitFindings(unit: UnitRow, month: Month, totals: ReadonlyMap<DayNumber, UnitDay>) {
  const whole = monthTotal(month, totals);
  const before: UnitMonth[] = [];
  for (let back = 1; back <= CONSUMPTION_JUMP.months; back++) {
    const earlier = monthTotal(addMonths(month, -back), totals);
    if (earlier === undefined) break;
    before.push(earlier);
  }
  const found = [
    whole && monthJump(unit, whole, before),
    ...daysOfMonth(month).map((day) => {
      const own = totals.get(day);
      return own && dayJump(unit, own, sameWeekday(day, totals));
    }),
  ];
  return found.filter((finding) => finding !== undefined);
}

function monthTotal(month: Month, totals: ReadonlyMap<DayNumber, UnitDay>): UnitMonth | undefined {
  let wh = 0;
  for (const day of daysOfMonth(month)) {
    const own = totals.get(day);
    if (own === undefined) return undefined;
    wh += own.wh;
  }
  return { month, wh };
}

function sameWeekday(day: DayNumber, totals: ReadonlyMap<DayNumber, UnitDay>): number[] {
  return Array.from(
    { length: CONSUMPTION_JUMP.weeks },
    (_, back) => totals.get(addDays(day, -7 * (back + 1)))?.wh,
  ).filter((wh) => wh !== undefined);
}
