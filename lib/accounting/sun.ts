/** Sunrise and sunset in the market's clock (UTC+8), for drawing: NOAA's low-accuracy formulas, good to a minute or two. */
import { daysInMonth, daysSinceEpoch, type Month, yearMonth } from "@/lib/units/interval";

const RADIANS = Math.PI / 180;
/** The sun's upper edge on the horizon, with refraction. */
const ZENITH = 90.833 * RADIANS;
const CLOCK_MERIDIAN = 120;

export interface SunHours {
  /** Hours from 0 to 24. */
  readonly rise: number;
  readonly set: number;
}

/** Every day of the month at a place; latitudes of China only, where the sun rises every day. */
export function sunOf(month: Month, lat: number, lon: number): SunHours[] {
  const { year, month: number } = yearMonth(month);
  const first = daysSinceEpoch(year, number, 1) - daysSinceEpoch(year, 1, 1);
  return Array.from({ length: daysInMonth(month) }, (_, day) => sunAt(first + day, lat, lon));
}

function sunAt(dayOfYear: number, lat: number, lon: number): SunHours {
  const g = (2 * Math.PI * dayOfYear) / 365;
  const equation =
    229.18 *
    (0.000075 +
      0.001868 * Math.cos(g) -
      0.032077 * Math.sin(g) -
      0.014615 * Math.cos(2 * g) -
      0.040849 * Math.sin(2 * g));
  const declination =
    0.006918 -
    0.399912 * Math.cos(g) +
    0.070257 * Math.sin(g) -
    0.006758 * Math.cos(2 * g) +
    0.000907 * Math.sin(2 * g);
  const phi = lat * RADIANS;
  const cosine =
    Math.cos(ZENITH) / (Math.cos(phi) * Math.cos(declination)) - Math.tan(phi) * Math.tan(declination);
  const half = Math.acos(Math.min(1, Math.max(-1, cosine))) / RADIANS / 15;
  const noon = 12 + (CLOCK_MERIDIAN - lon) / 15 - equation / 60;
  return { rise: noon - half, set: noon + half };
}
