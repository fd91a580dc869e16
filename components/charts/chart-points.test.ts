import { describe, expect, it } from "vitest";
import { daySums, pointsOf } from "./chart-points";
import { claimedCurves } from "./claimed-curves";

const hex = (value: number, bytes: number): string => value.toString(16).padStart(2 * bytes, "0");
const segment = (production: number, consumption: number, landedEnd: number, sentEnd: number): string =>
  hex(production, 2) + hex(consumption, 2) + hex(landedEnd, 6) + hex(sentEnd, 6) + hex(7, 6) + hex(0, 2);

// The worked example of domain §4: 1 kWh over two channels, matched 800 of 1000.
const segments = [
  segment(0, 0, 0, 1),
  segment(1, 1, 300, 328),
  segment(1, 3, 458, 501),
  segment(2, 2, 958, 1047),
  segment(2, 3, 1000, 1093),
];
const bundle = (from: number): string =>
  JSON.stringify({ month: { ranges: [{ line: 0, from, size: 5, segments }] } });

describe("curves of an unchecked bundle", () => {
  it("add the segments up by interval", () => {
    const [curve] = claimedCurves(bundle(0), 96);
    expect(curve?.sentWh.slice(0, 4)).toEqual([1, 500, 592, 0]);
    expect(curve?.coincidentWh.slice(0, 4)).toEqual([0, 300, 500, 0]);
    expect(curve?.consumedWh.slice(0, 4)).toEqual([0, 300, 500, 200]);
  });
  it("are none when segments are missing or the text is no bundle", () => {
    expect(claimedCurves(bundle(1), 96)).toEqual([]);
    expect(claimedCurves("{", 96)).toEqual([]);
    expect(claimedCurves("{}", 96)).toEqual([]);
  });
  it("keep their sum by day and their mean when drawn coarser", () => {
    const [curve] = claimedCurves(bundle(0), 96);
    if (curve === undefined) throw new Error("no curve");
    expect(daySums(curve)).toEqual([{ day: 1, sentWh: 1093, matchedWh: 800, usedWh: 1000 }]);
    const points = pointsOf(curve, 0, 96, 4);
    expect(points).toHaveLength(25);
    expect(points[0]?.sent).toBeCloseTo(1093 / 4 / 1000);
    expect(points.at(-1)?.at).toBe(96);
  });
});
