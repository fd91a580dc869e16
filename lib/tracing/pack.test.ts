import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat, toHex } from "@/lib/crypto/bytes";
import {
  packSegments,
  parseSegmentBytes,
  segmentBytes,
  segmentRefusal,
  unpackSegments,
} from "@/lib/tracing/pack";
import { segmentsFrom } from "@/lib/tracing/segments";
import { spread, type TestTrace, testMarkets, traceTestMarket } from "@/lib/tracing/test-market";
import { edgesOf, sentThrough } from "@/lib/units/loss";

interface SegmentsVector {
  name: string;
  input: { segments: [number, number, number, number, number][] };
  expected: { bytes: string[] } | { refused: string };
}

const file = join(process.cwd(), "../shared/vectors/protocol/segments.json");
const vectors: SegmentsVector[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];

describe.skipIf(vectors.length === 0)("shared/vectors/protocol/segments.json", () => {
  for (const { name, input, expected } of vectors) {
    it(name, () => {
      const segments = input.segments.map(([production, consumption, landedEnd, sentEnd, offset]) => ({
        production,
        consumption,
        landedEnd,
        sentEnd,
        offset,
      }));
      if ("refused" in expected) {
        expect(segments.map(segmentRefusal)).toContain(expected.refused);
        expect(() => segments.map(segmentBytes)).toThrow(RangeError);
        return;
      }
      expect(segments.map(segmentRefusal)).toEqual(segments.map(() => undefined));
      expect(segments.map((segment) => toHex(segmentBytes(segment)))).toEqual(expected.bytes);
      expect(segments.map((segment) => parseSegmentBytes(segmentBytes(segment)))).toEqual(segments);
    });
  }
});

describe("packSegments", () => {
  it("round-trips every line of random markets", () => {
    fc.assert(
      fc.property(fc.oneof(testMarkets(7, 300), testMarkets(5, 2 ** 44)), (market) => {
        for (const { segments } of traceTestMarket(market)) {
          expect(unpackSegments(packSegments(segments))).toEqual(segments);
        }
      }),
    );
  });

  it("takes at most 12 bytes for a segment of a month of ordinary days", () => {
    const packed = ordinaryMonth(11);
    for (const { segments } of packed) {
      expect(packSegments(segments).length / segments.count).toBeLessThanOrEqual(12);
    }
    const bytes = packed.reduce((sum, { segments }) => sum + packSegments(segments).length, 0);
    const count = packed.reduce((sum, { segments }) => sum + segments.count, 0);
    expect(count).toBeGreaterThan(10_000);
    expect(bytes / count).toBeLessThan(9);
  });

  it("gives back lost energy that nothing landed of, and nothing at all", () => {
    const lost = { production: 1, consumption: 1, landedEnd: 0, sentEnd: 2, offset: 9 };
    for (const rows of [[lost], [lost, { ...lost, production: 4, consumption: 4, sentEnd: 7 }], []]) {
      expect(unpackSegments(packSegments(segmentsFrom(rows)))).toEqual(segmentsFrom(rows));
    }
    expect(unpackSegments(Uint8Array.of(1, 0, 0, 0))).toEqual(segmentsFrom([]));
  });

  it("refuses segments it could not give back", () => {
    const row = { production: 3, consumption: 3, landedEnd: 5, sentEnd: 5, offset: 0 };
    const next = { production: 3, consumption: 4, landedEnd: 9, sentEnd: 9, offset: 5 };
    expect(unpackSegments(packSegments(segmentsFrom([row, next])))).toEqual(segmentsFrom([row, next]));
    for (const wrong of [
      { ...next, production: 2 },
      { ...next, offset: 6 },
      { ...next, landedEnd: 4 },
    ]) {
      expect(() => packSegments(segmentsFrom([row, wrong]))).toThrow(RangeError);
    }
  });

  it("refuses bytes cut short, bytes left over, another format and absurd counts", () => {
    for (const { segments } of ordinaryMonth(1).slice(0, 2)) {
      const packed = packSegments(segments);
      for (let length = 0; length < packed.length; length += length < 40 ? 1 : 997) {
        expect(() => unpackSegments(packed.slice(0, length))).toThrow(RangeError);
      }
      expect(() => unpackSegments(Uint8Array.of(...packed, 0))).toThrow("left over");
      expect(() => unpackSegments(Uint8Array.of(3, ...packed.slice(1)))).toThrow("format 3");
    }
    expect(() => unpackSegments(Uint8Array.of(1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0))).toThrow(RangeError);
  });

  it("refuses packed values that no line has", () => {
    // format, count, sent total, offset total, then the columns
    expect(unpackSegments(Uint8Array.of(2, 1, 5, 0, 1, 5, 0)).count).toBe(1);
    expect(() => unpackSegments(Uint8Array.of(2, 1, 6, 0, 1, 5, 0))).toThrow("sent total");
    expect(() => unpackSegments(Uint8Array.of(2, 1, 5, 0, 0, 1, 5, 0))).toThrow("consumption interval");
    expect(() => unpackSegments(Uint8Array.of(2, 1, 5, 0, 0x80, 0x80, 0x08, 0, 5, 0))).toThrow(
      "production interval",
    );
    expect(() => unpackSegments(Uint8Array.of(2, 1, 5, 0, 1, 0x85, 0, 0))).toThrow("longer than needed");
    const tooLarge = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    expect(() => unpackSegments(Uint8Array.of(2, 1, ...tooLarge))).toThrow("2^53 or more");
  });
});

describe("segmentBytes", () => {
  it("refuses what is no whole number of its width", () => {
    const good = { production: 65_535, consumption: 0, landedEnd: 1, sentEnd: 2 ** 48 - 1, offset: 0 };
    expect(segmentRefusal(good)).toBeUndefined();
    for (const wrong of [
      { consumption: 65_536 },
      { production: -1 },
      { sentEnd: 2 ** 48 },
      { offset: 0.5 },
      { landedEnd: Number.NaN },
    ]) {
      expect(segmentRefusal({ ...good, ...wrong })).toBe("range");
    }
  });

  it("is read back only at its length and with its zeros, wherever the bytes lie", () => {
    const bytes = segmentBytes({ production: 1, consumption: 2, landedEnd: 3, sentEnd: 4, offset: 5 });
    expect(parseSegmentBytes(concat(Uint8Array.of(9), bytes).subarray(1))).toEqual(parseSegmentBytes(bytes));
    expect(parseSegmentBytes(bytes.slice(0, 23))).toBeUndefined();
    expect(parseSegmentBytes(Uint8Array.of(...bytes, 0))).toBeUndefined();
    expect(parseSegmentBytes(Uint8Array.of(...bytes.slice(0, 23), 1))).toBeUndefined();
  });
});

/** A plant of 100 MW and `units` buyers over 31 days, sun and wind in turn, two channels of loss for every other one. */
function ordinaryMonth(units: number): TestTrace[] {
  const intervals = 31 * 96;
  const wave = (t: number, seed: number) => 600 + ((t * 37 + seed * 101 + ((t * t) % 89) * 5) % 400);
  const lines = Array.from({ length: units }, (_, at) => {
    const landedWh = 1000 * (300_000 + 41_000 * at);
    const path = at % 2 === 0 ? [] : [{ lossPpm: 65_400 }, { lossPpm: 20_000 }];
    const lossWh = edgesOf(landedWh, path).map((edge) => edge.lossWh);
    return { number: `K${at}`, plant: 0, unit: at, landedWh, sentWh: sentThrough(landedWh, path), lossWh };
  });
  const G = Math.ceil(lines.reduce((sum, line) => sum + line.sentWh, 0) * 1.2);
  const sun = Array.from({ length: intervals }, (_, t) =>
    t % 96 > 24 && t % 96 < 76 ? wave(t, 0) * (26 - Math.abs((t % 96) - 50)) : 0,
  );
  return traceTestMarket({
    lines,
    plants: [{ G, readings: spread(G, sun) }],
    units: lines.map((line, at) => {
      const U = Math.ceil(line.landedWh * 1.5);
      return {
        U,
        readings: spread(
          U,
          Array.from({ length: intervals }, (_, t) => wave(t, at + 1)),
        ),
      };
    }),
  });
}
