import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOfYear, daysOfMonth } from "@/lib/units/day";
import { daylight } from "./daylight";

/** UTC+8 minutes of `HH:MM`. */
function at(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return hour * 60 + minute;
}

// Almanac figures of cities, to the minute.
const almanac: readonly (readonly [string, number, number, number, string, string])[] = [
  ["Beijing, midsummer", 39.9, 116.4, 20260621, "04:46", "19:46"],
  ["Beijing, midwinter", 39.9, 116.4, 20261222, "07:32", "16:53"],
  ["Shanghai, equinox", 31.23, 121.47, 20260923, "05:45", "17:51"],
  ["Ürümqi, midsummer", 43.83, 87.62, 20260621, "06:27", "21:58"],
];

describe("daylight", () => {
  it.each(almanac)("%s", (_, lat, lon, day, sunrise, sunset) => {
    const light = daylight(lat * 1e6, lon * 1e6, day);
    expect(Math.abs((light?.sunrise ?? 0) - at(sunrise))).toBeLessThanOrEqual(4);
    expect(Math.abs((light?.sunset ?? 0) - at(sunset))).toBeLessThanOrEqual(4);
  });
  it("is none where the sun stays down or up", () => {
    expect(daylight(80e6, 100e6, 20261222)).toBeUndefined();
    expect(daylight(80e6, 100e6, 20260621)).toBeUndefined();
  });
  it("agrees with the sun's height worked out minute by minute", () => {
    const place = fc.record({
      lat: fc.integer({ min: 18_000_000, max: 53_000_000 }),
      lon: fc.integer({ min: 74_000_000, max: 135_000_000 }),
      day: fc.constantFrom(...["2026-01", "2026-04", "2026-07", "2026-10"].flatMap(daysOfMonth)),
    });
    fc.assert(
      fc.property(place, ({ lat, lon, day }) => {
        const light = daylight(lat, lon, day);
        const up = minutesUp(lat / 1e6, day);
        expect(Math.abs((light?.sunset ?? 0) - (light?.sunrise ?? 0) - up)).toBeLessThanOrEqual(20);
      }),
    );
  });
});

/** Minutes the sun stands above −50′, with Cooper's declination: another formula altogether, a degree off at most. */
function minutesUp(lat: number, day: number): number {
  const radians = Math.PI / 180;
  const declination = 23.45 * radians * Math.sin(((284 + dayOfYear(day)) / 365) * 2 * Math.PI);
  let up = 0;
  for (let minute = 0; minute < 1440; minute++) {
    const angle = ((minute - 720) / 4) * radians;
    const height =
      Math.sin(lat * radians) * Math.sin(declination) +
      Math.cos(lat * radians) * Math.cos(declination) * Math.cos(angle);
    if (height > Math.sin(-0.833 * radians)) up++;
  }
  return up;
}
