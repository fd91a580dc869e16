import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intervalAt, whAt } from "@/lib/tracing/element";
import {
  kwhRange,
  lineOfKwh,
  lossesOf,
  type PathPiece,
  pathOf,
  peelLoss,
  segmentsOf,
  sentAt,
} from "@/lib/tracing/lookup";
import { traceLine } from "@/lib/tracing/pair";
import { landedStart, type Segments, segmentAt, segmentsFrom, sentStart } from "@/lib/tracing/segments";
import { testMarkets, traceTestMarket } from "@/lib/tracing/test-market";
import { edgesOf } from "@/lib/units/loss";

const LOSSES = [72, 21];
const { segments: worked } = traceLine({
  x: Float64Array.of(1, 500, 592, 0),
  y: Float64Array.of(0, 300, 500, 200),
  sentWh: 1093,
  landedWh: 1000,
  offsetStarts: new Float64Array(4),
});

/** Two lost intervals in front, two between, two behind. */
const holes = segmentsFrom([
  { production: 0, consumption: 0, landedEnd: 0, sentEnd: 2, offset: 7 },
  { production: 1, consumption: 1, landedEnd: 0, sentEnd: 3, offset: 0 },
  { production: 2, consumption: 5, landedEnd: 10, sentEnd: 16, offset: 0 },
  { production: 3, consumption: 3, landedEnd: 10, sentEnd: 17, offset: 1 },
  { production: 4, consumption: 4, landedEnd: 10, sentEnd: 19, offset: 0 },
  { production: 5, consumption: 5, landedEnd: 20, sentEnd: 30, offset: 0 },
  { production: 6, consumption: 6, landedEnd: 20, sentEnd: 31, offset: 4 },
  { production: 7, consumption: 7, landedEnd: 20, sentEnd: 33, offset: 0 },
]);

interface LandedWh {
  readonly production: number;
  readonly consumption: number;
}

/** Every landed Wh by itself, in axis order. */
function expanded(segments: Segments): LandedWh[] {
  const out: LandedWh[] = [];
  for (let at = 0; at < segments.count; at++) {
    const production = segments.production[at] ?? -1;
    const consumption = segments.consumption[at] ?? -1;
    const length = (segments.landedEnd[at] ?? 0) - landedStart(segments, at);
    for (let wh = 0; wh < length; wh++) out.push({ production, consumption });
  }
  return out;
}

/** Sent position of every landed border 0 … L, found by walking the segments from the left. */
function sentBorders(segments: Segments): bigint[] {
  const borders: bigint[] = [0n];
  for (let at = 0; at < segments.count; at++) {
    const [l0, s0] = [landedStart(segments, at), sentStart(segments, at)].map(BigInt) as [bigint, bigint];
    const [l1, s1] = [BigInt(segments.landedEnd[at] ?? 0), BigInt(segments.sentEnd[at] ?? 0)];
    for (let p = l0 + 1n; p <= l1; p++) borders[Number(p)] = s0 + ((p - l0) * (s1 - s0)) / (l1 - l0);
    // An empty segment moves the border it lies at, but not the axis' own beginning.
    if (l0 === l1 && l0 > 0n) borders[Number(l0)] = s1;
  }
  return borders;
}

function total(pieces: readonly PathPiece[], key: "sentWh" | "landedWh"): number {
  return pieces.reduce((sum, piece) => sum + piece[key], 0);
}

describe("the worked numbers of domain §4", () => {
  it("sentAt(500) = 546", () => {
    expect([0, 300, 458, 500, 958, 1000].map((p) => sentAt(worked, p))).toEqual([
      0, 328, 501, 546, 1047, 1093,
    ]);
  });

  it("loses 35 and 11 on the first half, 37 and 10 on the second", () => {
    expect(lossesOf(worked, { from: 0, to: 500 }, LOSSES)).toEqual([35, 11]);
    expect(lossesOf(worked, { from: 500, to: 1000 }, LOSSES)).toEqual([37, 10]);
    expect(lossesOf(worked, { from: 0, to: 1000 }, LOSSES)).toEqual([72, 21]);
  });

  it("names the pieces of the first half, the lost one first", () => {
    const pieces = pathOf(worked, { from: 0, to: 500 }, LOSSES);
    expect(
      pieces.map((piece) => [
        piece.productionInterval,
        piece.consumptionInterval,
        piece.sentWh,
        piece.landedWh,
        piece.offset,
      ]),
    ).toEqual([
      [0, 0, 1, 0, 0],
      [1, 1, 327, 300, 0],
      [1, 3, 173, 158, 327],
      [2, 2, 45, 42, 0],
    ]);
    expect(pieces[0]?.channels).toEqual([
      { sentWh: 1, lossWh: 0, landedWh: 1 },
      { sentWh: 1, lossWh: 1, landedWh: 0 },
    ]);
  });

  it("begins the second half where the first ended inside the plant's interval", () => {
    const [first] = pathOf(worked, { from: 500, to: 1000 }, LOSSES);
    expect(first).toMatchObject({ productionInterval: 2, offset: 45, sentWh: 501, landedWh: 458 });
  });
});

describe("empty segments at a border", () => {
  const found = (from: number, to: number) =>
    pathOf(holes, { from, to }, []).map(({ productionInterval, sentWh }) => [productionInterval, sentWh]);

  it("go to the range that ends there, and to the first those at 0", () => {
    expect(found(0, 10)).toEqual([
      [0, 2],
      [1, 1],
      [2, 13],
      [3, 1],
      [4, 2],
    ]);
    expect(found(10, 20)).toEqual([
      [5, 11],
      [6, 1],
      [7, 2],
    ]);
    expect(found(5, 15)).toEqual([
      [2, 7],
      [3, 1],
      [4, 2],
      [5, 5],
    ]);
    expect(found(0, 1).map(([interval]) => interval)).toEqual([0, 1, 2]);
    expect(found(1, 9)).toHaveLength(1);
  });

  it("are jumped over by sentAt, except at 0", () => {
    expect([0, 5, 10, 15, 20].map((p) => sentAt(holes, p))).toEqual([0, 9, 19, 24, 33]);
  });

  it("are not found by a range of nothing", () => {
    for (const at of [0, 5, 10, 20]) expect(pathOf(holes, { from: at, to: at }, [])).toEqual([]);
  });
});

describe("segments", () => {
  it("are read only where there are some", () => {
    expect(segmentAt(worked, 2)).toEqual({
      production: 1,
      consumption: 3,
      landedEnd: 458,
      sentEnd: 501,
      offset: 327,
    });
    for (const index of [-1, 5, Number.NaN]) expect(() => segmentAt(worked, index)).toThrow("of 5");
    expect(() => intervalAt(worked.production, 5)).toThrow("no element 5 of 5");
    expect(() => whAt(worked.landedEnd, 5)).toThrow("no element 5 of 5");
  });
});

describe("look-up", () => {
  it("refuses positions off the axis", () => {
    for (const p of [-1, 1001, Number.NaN]) expect(() => sentAt(worked, p)).toThrow(RangeError);
    expect(() => pathOf(worked, { from: 900, to: 1100 }, LOSSES)).toThrow(RangeError);
    expect(sentAt(segmentsFrom([]), 0)).toBe(0);
  });

  it("agrees with a naive expansion Wh by Wh on tiny markets, for every range", () => {
    fc.assert(
      fc.property(testMarkets(4, 25), (market) => {
        for (const { line, segments } of traceTestMarket(market)) {
          const axis = expanded(segments);
          const borders = sentBorders(segments);
          expect(axis).toHaveLength(line.landedWh);
          for (let from = 0; from <= axis.length; from++) {
            for (let to = from; to <= axis.length; to += 3) {
              const pieces = pathOf(segments, { from, to }, line.lossWh);
              const whs = pieces.flatMap(({ productionInterval, consumptionInterval, landedWh }) =>
                Array.from({ length: landedWh }, () => ({
                  production: productionInterval,
                  consumption: consumptionInterval,
                })),
              );
              expect(whs).toEqual(axis.slice(from, to));
              expect(BigInt(total(pieces, "sentWh"))).toBe((borders[to] ?? 0n) - (borders[from] ?? 0n));
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it("agrees with it kWh by kWh, and the kilowatt-hours tile the line", () => {
    fc.assert(
      fc.property(testMarkets(6, 9000), (market) => {
        for (const { line, segments } of traceTestMarket(market)) {
          const axis = expanded(segments);
          const borders = sentBorders(segments);
          let sentWh = 0;
          const losses = line.lossWh.map(() => 0);
          for (let from = 0; from < line.landedWh; from += 1000) {
            const to = Math.min(from + 1000, line.landedWh);
            const pieces = pathOf(segments, { from, to }, line.lossWh);
            const counted = new Map<string, number>();
            for (const { production, consumption } of axis.slice(from, to)) {
              const key = `${production}>${consumption}`;
              counted.set(key, (counted.get(key) ?? 0) + 1);
            }
            const landing = pieces.filter(({ landedWh }) => landedWh > 0);
            expect(
              new Map(
                landing.map((piece) => [
                  `${piece.productionInterval}>${piece.consumptionInterval}`,
                  piece.landedWh,
                ]),
              ),
            ).toEqual(counted);
            expect(BigInt(total(pieces, "sentWh"))).toBe((borders[to] ?? 0n) - (borders[from] ?? 0n));
            const lost = lossesOf(segments, { from, to }, line.lossWh);
            for (const [at, wh] of lost.entries()) losses[at] = (losses[at] ?? 0) + wh;
            sentWh += total(pieces, "sentWh");
          }
          expect(sentWh).toBe(line.sentWh);
          expect(losses).toEqual(line.landedWh === 0 ? line.lossWh.map(() => 0) : line.lossWh);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("conserves on every channel of every piece, and pieces lie inside the plant's interval", () => {
    const cut = testMarkets(6, 20_000).chain((market) =>
      fc.tuple(fc.constant(market), fc.array(fc.nat(20_000), { minLength: 2, maxLength: 6 })),
    );
    fc.assert(
      fc.property(cut, ([market, cuts]) => {
        for (const { line, segments, shares } of traceTestMarket(market)) {
          const borders = [0, ...cuts.map((p) => p % (line.landedWh + 1)), line.landedWh];
          borders.sort((a, b) => a - b);
          for (let k = 1; k < borders.length; k++) {
            const range = { from: borders[k - 1] ?? 0, to: borders[k] ?? 0 };
            for (const piece of pathOf(segments, range, line.lossWh)) {
              let wh = piece.sentWh;
              for (const channel of piece.channels) {
                expect(channel.sentWh).toBe(wh);
                expect(channel.lossWh).toBeGreaterThanOrEqual(0);
                expect(channel.landedWh).toBe(channel.sentWh - channel.lossWh);
                wh = channel.landedWh;
              }
              expect(wh).toBe(piece.landedWh);
              const t = piece.productionInterval;
              const start = shares.offsetStarts[t] ?? 0;
              expect(piece.offset).toBeGreaterThanOrEqual(start);
              expect(piece.offset + piece.sentWh).toBeLessThanOrEqual(start + (shares.x[t] ?? 0));
            }
          }
        }
      }),
    );
  });

  it("works on a stretch of neighbouring segments that starts before the range", () => {
    // What a proof carries: the segments of the range and the one before them, whose ends are their starts.
    const range = { from: 1, to: 10 };
    const { first, end } = segmentsOf(holes, range);
    const window = segmentsFrom(
      Array.from({ length: end - first + 1 }, (_, k) => ({
        production: holes.production[first - 1 + k] ?? 0,
        consumption: holes.consumption[first - 1 + k] ?? 0,
        landedEnd: holes.landedEnd[first - 1 + k] ?? 0,
        sentEnd: holes.sentEnd[first - 1 + k] ?? 0,
        offset: holes.offset[first - 1 + k] ?? 0,
      })),
    );
    expect(pathOf(window, range, [5, 4])).toEqual(pathOf(holes, range, [5, 4]));
  });
});

describe("peelLoss", () => {
  it("gives each channel its own at the line's end, and nothing where nothing is lost", () => {
    const path = [{ lossPpm: 65_400 }, { lossPpm: 0 }, { lossPpm: 20_000 }];
    const lossWh = edgesOf(388_000, path).map((edge) => edge.lossWh);
    expect(peelLoss(27_706 + 7_919, lossWh)).toEqual(lossWh);
    expect(peelLoss(0, [0, 0])).toEqual([0, 0]);
    expect(peelLoss(0, [])).toEqual([]);
    expect(peelLoss(5, [0, 9])).toEqual([0, 5]);
  });

  it("never takes back what was lost before", () => {
    const weights = fc.array(fc.nat(100), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(weights, (lossWh) => {
        const whole = lossWh.reduce((sum, wh) => sum + wh, 0);
        let before = lossWh.map(() => 0);
        for (let running = 0; running <= whole; running++) {
          const parts = peelLoss(running, lossWh);
          expect(parts.reduce((sum, wh) => sum + wh, 0)).toBe(running);
          for (const [at, wh] of parts.entries()) expect(wh).toBeGreaterThanOrEqual(before[at] ?? 0);
          before = parts;
        }
        expect(before).toEqual(lossWh);
      }),
    );
  });
});

describe("kilowatt-hours of a certificate", () => {
  it("are numbered from 1", () => {
    expect(kwhRange(1)).toEqual({ from: 0, to: 1000 });
    expect(kwhRange(776)).toEqual({ from: 775_000, to: 776_000 });
  });

  it("lie in one line each, lines settled at 0 in between", () => {
    const lines = [3, 0, 2];
    expect([1, 3, 4, 5].map((n) => lineOfKwh(lines, n))).toEqual([
      { line: 0, from: 0, to: 1000 },
      { line: 0, from: 2000, to: 3000 },
      { line: 2, from: 0, to: 1000 },
      { line: 2, from: 1000, to: 2000 },
    ]);
    for (const n of [0, -1, 6, 1.5, Number.NaN]) expect(lineOfKwh(lines, n)).toBeUndefined();
  });
});
