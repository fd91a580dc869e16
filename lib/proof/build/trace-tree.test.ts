import fc from "fast-check";
import { expect, test } from "vitest";
import { rangeProof } from "@/lib/crypto/merkle/range";
import { SEGMENT_BYTES, segmentLeafHashes } from "@/lib/market/settlement/segment-leaf";
import { traceBlocks, traceRangeProof } from "./trace-tree";

const whose = { month: "2026-02", contractSecret: new Uint8Array(32).fill(9) };

function segmentsOf(count: number): Uint8Array {
  return Uint8Array.from({ length: count * SEGMENT_BYTES }, (_, i) => (i * 31 + (i >> 8)) & 255);
}

test("proves every range as the whole tree does, around block edges and anywhere", () => {
  const sizes = fc.oneof(
    fc.constantFrom(1, 2, 63, 64, 65, 127, 128, 129, 192),
    fc.integer({ min: 1, max: 400 }),
  );
  const range = sizes.chain((count) =>
    fc
      .tuple(fc.nat(count - 1), fc.nat(count - 1))
      .map(([a, b]) => ({ count, from: Math.min(a, b), to: Math.max(a, b) + 1 })),
  );
  fc.assert(
    fc.property(range, ({ count, from, to }) => {
      const packed = segmentsOf(count);
      const part = (a: number, b: number) => packed.subarray(a * SEGMENT_BYTES, b * SEGMENT_BYTES);
      const tree = { count, packed: part, whose, blocks: traceBlocks(packed, whose) };
      const leaves = segmentLeafHashes(packed, whose);
      expect(traceRangeProof(tree, from, to)).toEqual(rangeProof(leaves, from, to));
    }),
    { numRuns: 150 },
  );
});

test("a block's leaves are those of the whole line at its indices", () => {
  const packed = segmentsOf(130);
  const own = packed.subarray(64 * SEGMENT_BYTES, 128 * SEGMENT_BYTES);
  expect(segmentLeafHashes(own, whose, 64)).toEqual(segmentLeafHashes(packed, whose).slice(64, 128));
});
