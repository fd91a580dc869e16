import type { MeterRow } from "@/lib/market/state";
import { unpackDay } from "@/lib/store/rows/day-pack";
import { openState } from "@/lib/store/rows/open-state";
import { openRow } from "@/lib/store/rows/table";
import { meterDayTable, meterTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { INTERVALS_PER_DAY } from "@/lib/units/interval";

/** A meter's anchored day: 96 readings in Wh, and the entry that anchored it. */
export interface MeterDayWh {
  readonly wh: Float64Array;
  readonly entry: number;
}

/** All meters, by trace code. */
export async function meters(store: Store): Promise<Map<string, MeterRow>> {
  const rows = await store.prisma.meter.findMany({ orderBy: { code: "asc" } });
  return new Map(rows.map((row) => [row.code, openState<MeterRow>(store, meterTable, row)]));
}

/** The anchored days of these meters among those asked for: by meter, then by day. */
export async function daysOfMeters(
  store: Store,
  codes: readonly string[],
  days: readonly number[],
): Promise<Map<string, Map<number, MeterDayWh>>> {
  const rows = await store.prisma.meterDay.findMany({
    where: { meter: { in: [...codes] }, day: { in: [...new Set(days)] } },
  });
  const found = new Map<string, Map<number, MeterDayWh>>();
  for (const row of rows) {
    const { wh } = unpackDay(openRow(store.vault, meterDayTable, row));
    const own = found.get(row.meter) ?? new Map<number, MeterDayWh>();
    found.set(row.meter, own.set(row.day, { wh, entry: row.entry }));
  }
  return found;
}

/** A day that an import refused for readings above the ceiling; readings that were none are NaN. */
export interface RefusedDayWh {
  readonly meter: string;
  readonly day: number;
  readonly wh: Float64Array;
  readonly job: string;
  readonly line: number;
  /** Unix seconds. */
  readonly at: number;
}

/** By meter; of several refusals of a day the first. */
export async function refusedDays(
  store: Store,
  codes: readonly string[],
  days: readonly number[],
): Promise<Map<string, RefusedDayWh[]>> {
  const rows = await store.prisma.refusedDay.findMany({
    where: { meter: { in: [...codes] }, day: { in: [...new Set(days)] } },
    orderBy: { id: "desc" },
  });
  const first = new Map(rows.map((row) => [`${row.meter}/${row.day}`, row]));
  const found = new Map<string, RefusedDayWh[]>();
  for (const { meter, day, job, line, at, sealed } of first.values()) {
    const opened = store.open(sealed, `refused_day/${meter}/${day}`);
    const wh = new Float64Array(opened.buffer, opened.byteOffset, INTERVALS_PER_DAY);
    const one = { meter, day, wh, job, line, at: Math.floor(at.getTime() / 1000) };
    found.set(meter, [...(found.get(meter) ?? []), one]);
  }
  return found;
}
