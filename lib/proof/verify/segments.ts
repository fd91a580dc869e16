import { fromHex } from "@/lib/crypto/bytes";
import { verifyRange } from "@/lib/crypto/merkle/range";
import { segmentLeafHash } from "@/lib/market/settlement/segment-leaf";
import { parseSegmentBytes } from "@/lib/tracing/pack";
import { type Segment, type Segments, segmentsFrom } from "@/lib/tracing/segments";
import type { BundleRange } from "./bundle";
import type { ReadLine } from "./lines";
import { insist, need } from "./mismatch";

/** Untrusted 24 bytes to a segment (protocol §4). */
export function readSegment(hex: string): Segment {
  const segment = parseSegmentBytes(fromHex(hex));
  insist(segment !== undefined, "unreadable", "a segment is 24 bytes that end in zero");
  return segment;
}

/** The range's segments hash, with their masks, to the line's trace root at the places they claim. */
export function provedSegments(line: ReadLine, range: BundleRange): Segments {
  const { segments, masks, from, size, proof } = range;
  insist(segments.length === masks.length && segments.length > 0, "segment-root", "segments without masks");
  const leafHashes = segments.map((segment, at) => {
    const mask = fromHex(need(masks[at], "mask"));
    insist(mask.length === 16, "unreadable", "a segment's mask is 16 bytes");
    return segmentLeafHash(mask, fromHex(segment));
  });
  const inside = verifyRange({ leafHashes, from, size, proof: proof.map(fromHex), root: line.traceRoot });
  insist(inside.ok, "segment-root", "the segments are not those of the traced line", {
    count: segments.length,
  });
  return segmentsFrom(segments.map(readSegment));
}
