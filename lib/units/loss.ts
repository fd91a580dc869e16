/** Losses of transmission, in integer ppm of what is sent (domain §3, "Loss"). */

export const PPM = 1_000_000;
const LIMIT = 2 ** 53;

export interface PathEdge {
  readonly lossPpm: number;
}

/** What one channel of a path takes in, loses and hands on, Wh: sentWh − lossWh = landedWh. */
export interface EdgeFlow {
  readonly sentWh: number;
  readonly lossWh: number;
  readonly landedWh: number;
}

/**
 * ⌈landed·10⁶ / (10⁶ − lossPpm)⌉, exact: what must be sent so that `landedWh` arrive.
 * Infinity from 2^53 on: such a quantity fails every limit it is compared with, no line can be so large.
 * `lossPpm` is an integer 0 … 999,999, else RangeError.
 */
export function sentFor(landedWh: number, lossPpm: number): number {
  if (!Number.isInteger(lossPpm) || lossPpm < 0 || lossPpm >= PPM)
    throw new RangeError(`lossPpm: ${lossPpm}`);
  if (landedWh >= LIMIT) return Number.POSITIVE_INFINITY;
  // landed + ⌈landed·ppm / kept⌉, with landed = whole·kept + rest so that no product leaves the exact range.
  const kept = PPM - lossPpm;
  const whole = Math.floor(landedWh / kept);
  const rest = landedWh - whole * kept;
  const sentWh = landedWh + whole * lossPpm + Math.ceil((rest * lossPpm) / kept);
  return sentWh < LIMIT ? sentWh : Number.POSITIVE_INFINITY;
}

/** `landedWh` carried back through a path listed from the sending to the receiving end; an empty path keeps it. */
export function sentThrough(landedWh: number, path: readonly PathEdge[]): number {
  return path.reduceRight((wh, { lossPpm }) => sentFor(wh, lossPpm), landedWh);
}

/** The flow on every channel of the path, from the sending to the receiving end; each conserves to the Wh. */
export function edgesOf(landedWh: number, path: readonly PathEdge[]): EdgeFlow[] {
  let wh = landedWh;
  const edges = [...path].reverse().map(({ lossPpm }) => {
    const sentWh = sentFor(wh, lossPpm);
    const edge = { sentWh, lossWh: sentWh - wh, landedWh: wh };
    wh = sentWh;
    return edge;
  });
  return edges.reverse();
}
