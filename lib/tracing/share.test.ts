import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naivePortion, naiveShareOut } from "@/lib/tracing/naive";
import { plantCurves, shareOut, unitCurves } from "@/lib/tracing/share";
import { spread, testMarkets, traceTestMarket } from "@/lib/tracing/test-market";

const sum = (curve: Float64Array) => curve.reduce((total, wh) => total + wh, 0);
const big = (curve: Float64Array) => Array.from(curve, BigInt);

describe("plantCurves", () => {
  it("gives the worked numbers of domain §4", () => {
    const readings = Float64Array.of(999, 1501, 0, 1500);
    const curves = plantCurves({ G: 4000, readings, sentByLine: [1000, 1000, 1000] });
    expect([...curves.sellable]).toEqual([999, 1501, 0, 1500]);
    expect([...curves.sold]).toEqual([749, 1126, 0, 1125]);
    expect(curves.lines.map((line) => [...line])).toEqual([
      [249, 376, 0, 375],
      [250, 375, 0, 375],
      [250, 375, 0, 375],
    ]);
    expect(curves.offsetStarts.map((start) => [...start])).toEqual([
      [0, 0, 0, 0],
      [249, 376, 0, 375],
      [499, 751, 0, 750],
    ]);
  });

  it("keeps mechanism energy out of what may be sold", () => {
    const curves = plantCurves({ G: 50, readings: Float64Array.of(60, 0, 40), sentByLine: [50] });
    expect([...curves.sellable]).toEqual([30, 0, 20]);
    expect([...(curves.lines[0] ?? [])]).toEqual([30, 0, 20]);
  });

  it("has nothing to share when nothing was generated, or nobody buys", () => {
    const idle = plantCurves({ G: 0, readings: new Float64Array(3), sentByLine: [0, 0] });
    expect(idle.lines.map(sum)).toEqual([0, 0]);
    expect(plantCurves({ G: 7, readings: Float64Array.of(3, 4), sentByLine: [] }).lines).toEqual([]);
  });

  it("refuses to sell more than there is", () => {
    const readings = Float64Array.of(3, 4);
    expect(() => plantCurves({ G: 7, readings, sentByLine: [5, 3] })).toThrow(RangeError);
    expect(() => plantCurves({ G: 8, readings, sentByLine: [5] })).toThrow(RangeError);
    expect(() => unitCurves({ U: 7, readings, landedByLine: [8] })).toThrow(RangeError);
    expect(() => unitCurves({ U: 9, readings, landedByLine: [8] })).toThrow(RangeError);
  });

  it("equals the definition, oversells no interval and gives every line its total", () => {
    fc.assert(
      fc.property(testMarkets(6, 5000), (market) => {
        for (const [at, plant] of market.plants.entries()) {
          const sentByLine = market.lines.filter((line) => line.plant === at).map((line) => line.sentWh);
          const { sellable, sold, lines, offsetStarts } = plantCurves({ ...plant, sentByLine });
          const onGrid = BigInt(sum(plant.readings));
          expect(big(sellable)).toEqual(naivePortion(BigInt(plant.G), onGrid, big(plant.readings)));
          const soldWh = BigInt(sentByLine.reduce((a, b) => a + b, 0));
          expect(big(sold)).toEqual(naivePortion(soldWh, BigInt(plant.G), big(sellable)));
          expect(lines.map(big)).toEqual(naiveShareOut(sentByLine.map(BigInt), big(sold)));
          expect(lines.map(sum)).toEqual(sentByLine);
          for (let t = 0; t < plant.readings.length; t++) {
            expect(sold[t]).toBeLessThanOrEqual(sellable[t] ?? 0);
            expect(sellable[t]).toBeLessThanOrEqual(plant.readings[t] ?? 0);
            let top = 0;
            for (const [k, line] of lines.entries()) {
              expect(offsetStarts[k]?.[t]).toBe(top);
              expect(line[t]).toBeGreaterThanOrEqual(0);
              top += line[t] ?? 0;
            }
            if (lines.length > 0) expect(top).toBe(sold[t]);
          }
        }
      }),
    );
  });
});

describe("unitCurves", () => {
  it("shares what a unit consumed among its lines and leaves the rest", () => {
    const curves = unitCurves({ U: 10, readings: Float64Array.of(4, 0, 6), landedByLine: [3, 2] });
    expect([...curves.matched]).toEqual([2, 0, 3]);
    expect(curves.lines.map((line) => [...line])).toEqual([
      [1, 0, 2],
      [1, 0, 1],
    ]);
  });
});

describe("shareOut", () => {
  it("stays within 1 + ⌈log₂ n⌉ Wh of proportional", () => {
    const cases = fc.record({
      amounts: fc.array(fc.nat(10_000), { minLength: 1, maxLength: 33 }),
      weights: fc.array(fc.nat(50), { minLength: 1, maxLength: 12 }),
    });
    fc.assert(
      fc.property(cases, ({ amounts, weights }) => {
        const total = amounts.reduce((a, b) => a + b, 0);
        const curve = spread(total, weights);
        const within = 1 + Math.ceil(Math.log2(amounts.length));
        for (const [k, line] of shareOut(amounts, curve).entries()) {
          for (const [t, wh] of line.entries()) {
            const proportional = total === 0 ? 0 : ((amounts[k] ?? 0) * (curve[t] ?? 0)) / total;
            expect(Math.abs(wh - proportional)).toBeLessThanOrEqual(within);
          }
        }
      }),
    );
  });

  it("leaves the curve it was given alone", () => {
    const curve = Float64Array.of(5, 5);
    shareOut([3, 7], curve);
    expect([...curve]).toEqual([5, 5]);
  });

  it("does not depend on the order in which lines are met", () => {
    const shuffled = testMarkets(5, 3000).chain((market) =>
      fc
        .shuffledSubarray([...market.lines], { minLength: market.lines.length })
        .map((lines) => [market, { ...market, lines }] as const),
    );
    fc.assert(
      fc.property(shuffled, ([market, other]) => {
        expect(traceTestMarket(other)).toEqual(traceTestMarket(market));
      }),
    );
  });
});
