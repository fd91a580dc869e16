import { describe, expect, it } from "vitest";
import { centreOf, placeIn, provinceByCode } from "./cartogram";
import { discPlaces } from "./disc-places";

/** Inner Mongolia, two plants at one place and one elsewhere; a plant of Guangdong by itself. */
const plants = [
  { province: "15", lonE6: 116_100_000, latE6: 43_900_000 },
  { province: "15", lonE6: 116_100_000, latE6: 43_900_000 },
  { province: "15", lonE6: 111_000_000, latE6: 41_000_000 },
  { province: "44", lonE6: 111_900_000, latE6: 21_600_000 },
  { province: "99", lonE6: 0, latE6: 0 },
];

describe("discs of plants", () => {
  const places = discPlaces(plants);

  it("do not lie over each other, and stay in their cell", () => {
    const mongolia = provinceByCode("15");
    if (mongolia === undefined) throw new Error("no such province");
    const centre = centreOf(mongolia);
    const own = places.slice(0, 3);
    for (const [at, one] of own.entries()) {
      if (one === undefined) throw new Error("no place");
      expect(Math.hypot(one.x - centre.x, one.y - centre.y)).toBeLessThan(46);
      for (const other of own.slice(at + 1))
        expect(Math.hypot(one.x - (other?.x ?? 0), one.y - (other?.y ?? 0))).toBeGreaterThan(15);
    }
  });
  it("stand on their bearing where nothing is in the way, and nowhere without a cell", () => {
    const guangdong = provinceByCode("44");
    if (guangdong === undefined) throw new Error("no such province");
    const { x, y } = placeIn(guangdong, 111.9, 21.6);
    expect(places[3]?.x).toBeCloseTo(x);
    expect(places[3]?.y).toBeCloseTo(y);
    expect(places[4]).toBeUndefined();
  });
  it("are set the same way every time, a cell full of them too", () => {
    const many = Array.from({ length: 40 }, (_, at) => ({
      province: "63",
      lonE6: 96_000_000 + at * 9_000,
      latE6: 36_000_000,
    }));
    expect(discPlaces(many)).toEqual(discPlaces(many));
    for (const place of discPlaces(many)) expect(Number.isFinite(place?.x)).toBe(true);
  });
});
