import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naiveSegments } from "@/lib/tracing/naive";
import { traceLine } from "@/lib/tracing/pair";
import { type Segments, segmentAt, segmentsFrom, sentStart } from "@/lib/tracing/segments";
import { testMarkets, traceTestMarket } from "@/lib/tracing/test-market";

const rows = (segments: Segments) =>
  Array.from({ length: segments.count }, (_, at) => segmentAt(segments, at));
const big = (curve: Float64Array) => Array.from(curve, BigInt);

const worked = {
  x: Float64Array.of(1, 500, 592, 0),
  y: Float64Array.of(0, 300, 500, 200),
  sentWh: 1093,
  landedWh: 1000,
  offsetStarts: new Float64Array(4),
};

describe("traceLine", () => {
  it("gives the worked numbers of domain §4", () => {
    const { segments, coincidentWh } = traceLine(worked);
    expect(coincidentWh).toBe(800);
    expect(rows(segments).map(Object.values)).toEqual([
      [0, 0, 0, 1, 0],
      [1, 1, 300, 328, 0],
      [1, 3, 458, 501, 327],
      [2, 2, 958, 1047, 0],
      [2, 3, 1000, 1093, 546],
    ]);
    expect(segmentsFrom(rows(segments))).toEqual(segments);
  });

  it("has no segments for a line settled at 0", () => {
    const nothing = new Float64Array(3);
    const traced = traceLine({ x: nothing, y: nothing, sentWh: 0, landedWh: 0, offsetStarts: nothing });
    expect(traced).toMatchObject({ segments: { count: 0 }, coincidentWh: 0 });
  });

  it("puts the coincident part between earlier and later consumption", () => {
    const x = Float64Array.of(0, 9, 0);
    const y = Float64Array.of(2, 3, 4);
    const { segments } = traceLine({ x, y, sentWh: 9, landedWh: 9, offsetStarts: Float64Array.of(0, 40, 0) });
    expect(
      rows(segments).map(({ consumption, landedEnd, offset }) => [consumption, landedEnd, offset]),
    ).toEqual([
      [0, 2, 40],
      [1, 5, 42],
      [2, 9, 45],
    ]);
  });

  it("equals the definition, Wh by Wh", () => {
    let empty = 0;
    fc.assert(
      fc.property(testMarkets(7, 300), (market) => {
        for (const { shares, segments, coincidentWh } of traceTestMarket(market)) {
          const naive = naiveSegments(big(shares.x), big(shares.y), big(shares.offsetStarts));
          expect(BigInt(coincidentWh)).toBe(naive.coincidentWh);
          expect(rows(segments)).toEqual(
            naive.segments.map(({ landedEnd, sentEnd, offset, ...rest }) => ({
              ...rest,
              landedEnd: Number(landedEnd),
              sentEnd: Number(sentEnd),
              offset: Number(offset),
            })),
          );
          empty += naive.segments.filter(
            ({ landedEnd }, at) => landedEnd === naive.segments[at - 1]?.landedEnd,
          ).length;
        }
      }),
    );
    expect(empty).toBeGreaterThan(0);
  });

  it("equals the definition with quantities close to 2^47 Wh", () => {
    fc.assert(
      fc.property(testMarkets(5, 2 ** 44), (market) => {
        for (const { shares, segments } of traceTestMarket(market)) {
          const naive = naiveSegments(big(shares.x), big(shares.y), big(shares.offsetStarts));
          expect(Array.from(segments.sentEnd, BigInt)).toEqual(naive.segments.map(({ sentEnd }) => sentEnd));
        }
      }),
    );
  });

  it("uses a Wh of generation at most once", () => {
    fc.assert(
      fc.property(testMarkets(5, 120), (market) => {
        const used = new Set<string>();
        for (const { line, segments } of traceTestMarket(market)) {
          for (const [at, { production, sentEnd, offset }] of rows(segments).entries()) {
            for (let wh = 0; wh < sentEnd - sentStart(segments, at); wh++) {
              const place = `${line.plant}/${production}/${offset + wh}`;
              expect(used.has(place)).toBe(false);
              used.add(place);
            }
          }
        }
        const sentWh = market.lines.reduce((sum, line) => sum + line.sentWh, 0);
        expect(used.size).toBe(sentWh);
      }),
      { numRuns: 50 },
    );
  });

  it("is the same on every run", () => {
    fc.assert(
      fc.property(testMarkets(6, 100_000), (market) => {
        expect(traceTestMarket(market)).toEqual(traceTestMarket(market));
      }),
      { numRuns: 30 },
    );
  });

  it("refuses shares that do not sum to the line", () => {
    expect(() => traceLine({ ...worked, landedWh: 1001 })).toThrow(RangeError);
    expect(() => traceLine({ ...worked, sentWh: 1094 })).toThrow(RangeError);
    expect(() => traceLine({ ...worked, y: Float64Array.of(0, 300, 500, 100) })).toThrow("less is consumed");
    expect(() => traceLine({ ...worked, y: Float64Array.of(0, 300, 500, 201) })).toThrow("1 Wh more");
    const late = {
      ...worked,
      x: Float64Array.of(1, 500, 592, 0, 0),
      y: Float64Array.of(0, 300, 500, 200, 7),
    };
    expect(() => traceLine({ ...late, offsetStarts: new Float64Array(5) })).toThrow("7 Wh more");
    expect(() => traceLine({ ...worked, offsetStarts: new Float64Array(2) })).toThrow("no element 2 of 2");
    const x = Float64Array.of(0, 500);
    const y = Float64Array.of(0, 500);
    expect(() => traceLine({ x, y, sentWh: 600, landedWh: 600, offsetStarts: x })).toThrow("a line of 600");
  });
});
