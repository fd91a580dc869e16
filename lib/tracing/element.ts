/** Elements of packed arrays that must be there: a place beyond the end is a bug, never a quiet 0. */

/** Wh at a place of a curve or of a list of ends. RangeError beyond it. */
export function whAt(values: Float64Array, at: number): number {
  const wh = values[at];
  if (wh === undefined) throw new RangeError(`no element ${at} of ${values.length}`);
  return wh;
}

/** The interval a segment names. RangeError beyond the list. */
export function intervalAt(values: Uint16Array, at: number): number {
  const interval = values[at];
  if (interval === undefined) throw new RangeError(`no element ${at} of ${values.length}`);
  return interval;
}
