import { fromHex } from "@/lib/crypto/bytes";
import { verifyRange } from "@/lib/crypto/merkle/range";
import { segmentLeafHash } from "@/lib/market/settlement/segment-leaf";
import { parseSegmentBytes } from "@/lib/tracing/pack";
import { landedStart, type Segment, type Segments, segmentsFrom, sentStart } from "@/lib/tracing/segments";
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
  const leafHashes = segments.map((segment, at) =>
    segmentLeafHash(fromHex(need(masks[at], "mask")), fromHex(segment)),
  );
  const inside = verifyRange({ leafHashes, from, size, proof: proof.map(fromHex), root: line.traceRoot });
  insist(inside.ok, "segment-root", "the segments are not those of the traced line", {
    count: segments.length,
  });
  return segmentsFrom(segments.map(readSegment));
}

/**
 * Inside the month, in order, neither end going back, never landing more than was sent; the first of the line begins
 * at 0 and the last ends where the line does. A first segment that is not the line's is only a neighbour: its start is
 * not known.
 */
export function insistInOrder(
  segments: Segments,
  range: BundleRange,
  line: ReadLine,
  intervals: number,
): void {
  const { count, production, consumption } = segments;
  for (let at = 0; at < count; at++) {
    const [p, c] = [production[at] ?? 0, consumption[at] ?? 0];
    insist(p < intervals && c < intervals, "kwh-range", "a segment lies outside the month");
    if (at === 0 && range.from > 0) continue;
    const landed = (segments.landedEnd[at] ?? 0) - landedStart(segments, at);
    const sent = (segments.sentEnd[at] ?? 0) - sentStart(segments, at);
    insist(landed >= 0 && sent >= landed, "kwh-range", "segments out of order");
    if (at === 0) continue;
    const [before, used] = [production[at - 1] ?? 0, consumption[at - 1] ?? 0];
    insist(before < p || (before === p && used < c), "kwh-range", "segments out of order");
  }
  const [landedWh, sentWh] = [landedStart(segments, count), sentStart(segments, count)];
  const isLast = range.from + count === range.size;
  const fits = isLast
    ? landedWh === line.landedWh && sentWh === line.sentWh
    : landedWh <= (line.landedWh ?? landedWh) && sentWh <= (line.sentWh ?? sentWh);
  insist(fits, "sum", "the segments do not add up to the line", { landedWh, sentWh });
}
