/**
 * A line's segments: which interval's generation was consumed in which interval (domain §4.7).
 * They lie end to end on the line's landed axis; a segment starts where the one before ends, the first at 0.
 */
import { intervalAt, whAt } from "@/lib/tracing/element";

/** Struct of arrays, each `count` long, sorted by production, then consumption interval. Ends in Wh. */
export interface Segments {
  readonly count: number;
  readonly production: Uint16Array;
  readonly consumption: Uint16Array;
  readonly landedEnd: Float64Array;
  readonly sentEnd: Float64Array;
  /** Of the segment's first Wh inside the plant's sellable curve at its production interval. */
  readonly offset: Float64Array;
}

/** One segment by itself. */
export interface Segment {
  readonly production: number;
  readonly consumption: number;
  readonly landedEnd: number;
  readonly sentEnd: number;
  readonly offset: number;
}

/** One segment of the packed columns. RangeError where there is none. */
export function segmentAt(segments: Segments, index: number): Segment {
  if (!(index >= 0 && index < segments.count)) throw new RangeError(`segment ${index} of ${segments.count}`);
  return {
    production: intervalAt(segments.production, index),
    consumption: intervalAt(segments.consumption, index),
    landedEnd: whAt(segments.landedEnd, index),
    sentEnd: whAt(segments.sentEnd, index),
    offset: whAt(segments.offset, index),
  };
}

/** The landed end before segment `index`: where it starts. */
export function landedStart(segments: Segments, index: number): number {
  return index > 0 ? whAt(segments.landedEnd, index - 1) : 0;
}

/** The sent end before segment `index`. */
export function sentStart(segments: Segments, index: number): number {
  return index > 0 ? whAt(segments.sentEnd, index - 1) : 0;
}

/** Rows as arrays; the values are taken as they are. */
export function segmentsFrom(rows: readonly Segment[]): Segments {
  return {
    count: rows.length,
    production: Uint16Array.from(rows, (row) => row.production),
    consumption: Uint16Array.from(rows, (row) => row.consumption),
    landedEnd: Float64Array.from(rows, (row) => row.landedEnd),
    sentEnd: Float64Array.from(rows, (row) => row.sentEnd),
    offset: Float64Array.from(rows, (row) => row.offset),
  };
}
