/** Rule 2: photovoltaics generate nothing while the sun is below the horizon of their own place. */
import { isPhotovoltaic } from "@/lib/identifiers/energy-types";
import { monthOfDay } from "@/lib/units/day";
import { daylight } from "@/lib/units/daylight";
import { type PlantDay, type PlantOf, slotsWhere, total } from "./above-capacity";
import type { Finding } from "./finding";
import { TWILIGHT_INTERVALS } from "./thresholds";

export interface PlantPlace extends PlantOf {
  readonly latE6: number;
  readonly lonE6: number;
}

const MINUTES = 15;

/**
 * A quarter-hour counts as night when all of it lies before sunrise or after sunset, twilight let pass. Finds what the
 * import's fixed night (23:00–02:00) does not refuse.
 */
export function solarAtNight(plant: PlantPlace, { day, wh, entries }: PlantDay): Finding | undefined {
  if (!isPhotovoltaic(plant.type)) return undefined;
  const light = daylight(plant.latE6, plant.lonE6, day);
  if (light === undefined) return undefined;
  const readings = slotsWhere(
    wh,
    (reading, slot) => reading > 0 && isDark(slot, light.sunrise, light.sunset),
  );
  if (readings.length === 0) return undefined;
  return {
    ...{ rule: "solar-night", object: plant.code, period: String(day) },
    ...{ month: monthOfDay(day), provinces: [plant.province], severity: "high" },
    evidence: {
      kind: "solar-night",
      plant: plant.code,
      day,
      ...light,
      readings,
      wh: total(readings),
      entries,
    },
  };
}

/** Whether interval `slot` lies wholly in the dark. */
export function isDark(slot: number, sunrise: number, sunset: number): boolean {
  const [from, to] = [slot * MINUTES, (slot + 1) * MINUTES];
  const twilight = TWILIGHT_INTERVALS * MINUTES;
  return to <= sunrise - twilight || from >= sunset + twilight;
}
