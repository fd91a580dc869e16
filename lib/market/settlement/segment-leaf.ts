/** Segments as leaves of a line's trace tree: each opens alone, none can be guessed (protocol §4). */
import { concat, toHex } from "@/lib/crypto/bytes";
import { canonicalBytes } from "@/lib/crypto/canonical";
import { leafHash, rootOf } from "@/lib/crypto/merkle/tree";
import { hmacSha256 } from "@/lib/crypto/sha256";

export const SEGMENT_BYTES = 24;
export const MASK_BYTES = 16;

/** Whose segments they are: the month and the 32-byte secret of the contract. */
export interface SegmentSource {
  readonly month: string;
  readonly contractSecret: Uint8Array;
}

/** The 16 bytes that hide segment `index` of a line: what a bundle discloses with the segment's 24. */
export function segmentMask(segment: Uint8Array, index: number, source: SegmentSource): Uint8Array {
  const message = canonicalBytes(["lvji/segment/v1", source.month, index, toHex(segment)]);
  return hmacSha256(source.contractSecret, message).subarray(0, MASK_BYTES);
}

/** H(0x00 ‖ mask ‖ segment). */
export function segmentLeafHash(mask: Uint8Array, segment: Uint8Array): Uint8Array {
  return leafHash(concat(mask, segment));
}

/** Leaf hashes of a line's segments, given end to end in their 24-byte form and in axis order. */
export function segmentLeafHashes(packed: Uint8Array, source: SegmentSource): Uint8Array[] {
  if (packed.length % SEGMENT_BYTES !== 0) throw new RangeError(`segments of ${packed.length} bytes`);
  const hashes: Uint8Array[] = [];
  for (let index = 0; index * SEGMENT_BYTES < packed.length; index++) {
    const segment = packed.subarray(index * SEGMENT_BYTES, (index + 1) * SEGMENT_BYTES);
    hashes.push(segmentLeafHash(segmentMask(segment, index, source), segment));
  }
  return hashes;
}

/** The trace root of a line; H of the empty string for a line without segments. */
export function traceRoot(packed: Uint8Array, source: SegmentSource): Uint8Array {
  return rootOf(segmentLeafHashes(packed, source));
}
