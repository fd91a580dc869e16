/** What a reading may be (domain §4, last paragraph). Wh per quarter-hour; index 0–95 in the civil day, UTC+8. */
import { isPhotovoltaic } from "@/lib/identifiers/energy-types";

export type ReadingRefusal = "above-capacity" | "night";

/** What the rules need to know of a production meter's plant; a consumption meter has no such bounds. */
export interface PlantFacts {
  readonly type: string;
  readonly capacityKw: number;
}

/** The most a plant can generate in a quarter of an hour: capacity × 250 Wh per kW. */
export function ceilingWh(capacityKw: number): number {
  return capacityKw * 250;
}

/** Intervals in which photovoltaics generate nothing: 00:00–02:00 and 23:00–24:00. */
export function isNight(index: number): boolean {
  return index < 8 || index >= 92;
}

/** Why a production meter's reading cannot be, or undefined. Both rules broken: the capacity is named. */
export function refusedReading(plant: PlantFacts, index: number, wh: number): ReadingRefusal | undefined {
  if (wh > ceilingWh(plant.capacityKw)) return "above-capacity";
  return wh > 0 && isNight(index) && isPhotovoltaic(plant.type) ? "night" : undefined;
}

/** The first reading of a day that cannot be, or undefined. */
export function refusedCurve(
  plant: PlantFacts,
  wh: Float64Array,
): { readonly index: number; readonly code: ReadingRefusal } | undefined {
  for (let index = 0; index < wh.length; index++) {
    const code = refusedReading(plant, index, wh[index] ?? 0);
    if (code !== undefined) return { index, code };
  }
  return undefined;
}
