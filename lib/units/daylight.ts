/** When the sun is up at a place, by the market's clock: what a rule judges by and what a chart draws is one sun. */
import { type DayNumber, dayOfYear } from "@/lib/units/day";

const radians = Math.PI / 180;
/** The sun's upper edge on the horizon, the air's refraction counted: 90° 50′ from the zenith. */
const ZENITH = 90.833;
const UTC_PLUS_8_MINUTES = 480;
const NOON_MINUTES = 720;

export interface Daylight {
  /** Minutes after the civil day's midnight, UTC+8; below 0 and above 1440 where the clock is far from the sun. */
  readonly sunrise: number;
  readonly sunset: number;
}

/**
 * Sunrise and sunset at a place, to a few minutes, after NOAA's "General Solar Position Calculations" (declination and
 * equation of time as Fourier series of the day of the year). Undefined where the sun does not rise or set that day.
 */
export function daylight(latE6: number, lonE6: number, day: DayNumber): Daylight | undefined {
  const { declination, equationMinutes } = sunOn(day);
  const lat = (latE6 / 1e6) * radians;
  const cosine =
    Math.cos(ZENITH * radians) / (Math.cos(lat) * Math.cos(declination)) -
    Math.tan(lat) * Math.tan(declination);
  if (!(cosine >= -1 && cosine <= 1)) return undefined;
  const half = Math.acos(cosine) / radians;
  const noon = NOON_MINUTES - 4 * (lonE6 / 1e6) - equationMinutes + UTC_PLUS_8_MINUTES;
  return { sunrise: Math.round(noon - 4 * half), sunset: Math.round(noon + 4 * half) };
}

function sunOn(day: DayNumber): { declination: number; equationMinutes: number } {
  const angle = (2 * Math.PI * (dayOfYear(day) - 1)) / 365;
  const wave = (k: number) => ({ cos: Math.cos(k * angle), sin: Math.sin(k * angle) });
  const [one, two, three] = [wave(1), wave(2), wave(3)];
  return {
    declination:
      0.006918 -
      0.399912 * one.cos +
      0.070257 * one.sin -
      0.006758 * two.cos +
      0.000907 * two.sin -
      0.002697 * three.cos +
      0.00148 * three.sin,
    equationMinutes:
      229.18 * (0.000075 + 0.001868 * one.cos - 0.032077 * one.sin - 0.014615 * two.cos - 0.040849 * two.sin),
  };
}
