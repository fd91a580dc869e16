/**
 * A line's segments: which interval's generation was consumed in which interval (domain §4.7).
 * They lie end to end on the line's landed axis; a segment starts where the one before ends, the first at 0.
 */

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

export function segmentAt(segments: Segments, index: number): Segment {
  if (!(index >= 0 && index < segments.count)) throw new RangeError(`segment ${index} of ${segments.count}`);
  return {
    production: segments.production[index] ?? 0,
    consumption: segments.consumption[index] ?? 0,
    landedEnd: segments.landedEnd[index] ?? 0,
    sentEnd: segments.sentEnd[index] ?? 0,
    offset: segments.offset[index] ?? 0,
  };
}

/** The landed end before segment `index`: where it starts. */
export function landedStart(segments: Segments, index: number): number {
  return index > 0 ? (segments.landedEnd[index - 1] ?? 0) : 0;
}

/** The sent end before segment `index`. */
export function sentStart(segments: Segments, index: number): number {
  return index > 0 ? (segments.sentEnd[index - 1] ?? 0) : 0;
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
