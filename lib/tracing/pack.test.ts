import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toHex } from "@/lib/crypto/bytes";
import { parseSegmentBytes, segmentBytes, segmentRefusal } from "@/lib/tracing/pack";

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
