import { daysOfMonth } from "@/lib/units/day";
import { daylight } from "@/lib/units/daylight";
import type { Month } from "@/lib/units/interval";

export interface SunHours {
  /** Hours from 0 to 24 in the market's clock (UTC+8), to the minute. */
  readonly rise: number;
  readonly set: number;
}

/** Sunrise and sunset of every day of the month, for drawing. Degrees; latitudes of China only, where the sun rises every day. */
export function sunOf(month: Month, lat: number, lon: number): SunHours[] {
  return daysOfMonth(month).flatMap((day) => {
    const light = daylight(lat * 1e6, lon * 1e6, day);
    return light === undefined ? [] : [{ rise: light.sunrise / 60, set: light.sunset / 60 }];
  });
}
