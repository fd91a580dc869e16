/** What each line has of its consumption unit's intervals (domain §4.4), computed once a unit, not once a plant. */
import { portion } from "@/lib/tracing/portion";
import { unitCurves } from "@/lib/tracing/share";

/** A unit's month: what it consumed, and what each of its lines lands, in contract-number order. */
export interface UnitDemand {
  readonly U: number;
  readonly readings: Float64Array;
  readonly landedByLine: readonly number[];
}

/** y of one line alone: the halving of domain §4.3 followed along that line's way only. */
export function lineShare({ U, readings, landedByLine }: UnitDemand, index: number): Float64Array {
  const sums = runningSums(landedByLine);
  const sumOf = (from: number, to: number) => (sums[to] ?? 0) - (sums[from] ?? 0);
  let [from, to] = [0, landedByLine.length];
  let curve = portion(sumOf(from, to), U, readings);
  while (to - from > 1) {
    const middle = from + Math.ceil((to - from) / 2);
    const left = portion(sumOf(from, middle), sumOf(from, to), curve);
    if (index < middle) {
      curve = left;
      to = middle;
    } else {
      for (let t = 0; t < curve.length; t++) curve[t] = (curve[t] ?? 0) - (left[t] ?? 0);
      from = middle;
    }
  }
  return curve;
}

/** Sums of the first 0, 1, … n values. */
function runningSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at++) sums[at + 1] = (sums[at] ?? 0) + (values[at] ?? 0);
  return sums;
}

/**
 * Shares of one month's units, kept as long as they fit: once `maxValues` readings are held, the units that come
 * later are followed line by line. What is kept changes the time it takes, never a value.
 */
export class UnitShares {
  private readonly kept = new Map<string, readonly Float64Array[]>();
  private values = 0;

  constructor(private readonly maxValues: number) {}

  /** y of line `index` of a unit; `demand` is asked only where the unit is not known yet. */
  share(unit: string, index: number, demand: () => UnitDemand): Float64Array {
    const known = this.kept.get(unit)?.[index];
    if (known !== undefined) return known;
    const asked = demand();
    const size = asked.landedByLine.length * asked.readings.length;
    if (index < 0 || index >= asked.landedByLine.length)
      throw new RangeError(`unit ${unit} has no line ${index}`);
    if (this.values + size > this.maxValues) return lineShare(asked, index);
    const { lines } = unitCurves(asked);
    this.kept.set(unit, lines);
    this.values += size;
    return lines[index] ?? lineShare(asked, index);
  }
}
