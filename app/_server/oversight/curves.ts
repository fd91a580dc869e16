import "server-only";
import type { Evidence } from "@/lib/oversight/finding";
import { daysOfMeters, refusedDays } from "@/lib/store/queries/anomalies-metering";
import type { AnomalyRecord } from "@/lib/store/queries/anomaly-rows";
import type { Store } from "@/lib/store/store";
import type { DayNumber } from "@/lib/units/day";
import { daylight } from "@/lib/units/daylight";
import { INTERVALS_PER_DAY } from "@/lib/units/interval";
import { metersOfAnomaly, type Naming } from "./names";

export interface DayCurves {
  readonly anchored: Float64Array | undefined;
  readonly first: Float64Array | undefined;
}

/** The curve of the day an anomaly is about: as anchored, all its meters added up, and as first refused. */
export async function dayCurves(
  store: Store,
  record: AnomalyRecord,
  naming: Naming,
  day: DayNumber,
): Promise<DayCurves> {
  const codes = metersOfAnomaly(naming, record);
  const [read, refused] = await Promise.all([
    daysOfMeters(store, codes, [day]),
    refusedDays(store, codes, [day]),
  ]);
  const parts = codes.flatMap((code) => read.get(code)?.get(day)?.wh ?? []);
  const first = codes.flatMap((code) => refused.get(code) ?? [])[0]?.wh;
  return { anchored: parts.length === 0 ? undefined : added(parts), first };
}

function added(parts: readonly Float64Array[]): Float64Array {
  const wh = new Float64Array(INTERVALS_PER_DAY);
  for (const part of parts) {
    part.forEach((reading, slot) => {
      wh[slot] = (wh[slot] ?? 0) + reading;
    });
  }
  return wh;
}

/** Wh of each of these days, all meters of the object added up; undefined where one is missing. */
export async function dayTotals(
  store: Store,
  record: AnomalyRecord,
  naming: Naming,
  days: readonly DayNumber[],
): Promise<Map<DayNumber, number>> {
  const codes = metersOfAnomaly(naming, record);
  const read = await daysOfMeters(store, codes, days);
  const totals = new Map<DayNumber, number>();
  for (const day of days) {
    const parts = codes.map((code) => read.get(code)?.get(day)?.wh);
    if (parts.some((part) => part === undefined)) continue;
    totals.set(
      day,
      parts.reduce((sum, part) => sum + (part?.reduce((all, one) => all + one, 0) ?? 0), 0),
    );
  }
  return totals;
}

const MINUTES = 15;

/** Slots of the day during which the sun is down at the plant: [from, to) before sunrise and after sunset. */
export function darkSlots(
  evidence: Extract<Evidence, { plant: string; day: DayNumber }>,
  { directory }: Naming,
): [number, number][] {
  const plant = directory.plants.get(evidence.plant);
  const light = plant && daylight(plant.latE6, plant.lonE6, evidence.day);
  if (light === undefined) return [];
  return [
    [0, Math.max(0, light.sunrise / MINUTES)],
    [Math.min(INTERVALS_PER_DAY, light.sunset / MINUTES), INTERVALS_PER_DAY],
  ];
}
