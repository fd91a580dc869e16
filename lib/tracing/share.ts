/** Domain §4.1–4: what a plant may sell, what is sold, and what each of its (or a unit's) lines has of every interval. */
import { whAt } from "@/lib/tracing/element";
import { portion } from "@/lib/tracing/portion";

/** Curves hold one integer of Wh per interval; arrays of lines are in contract-number order. */
export interface PlantCurves {
  /** A: on-grid energy without mechanism energy. */
  readonly sellable: Float64Array;
  readonly sold: Float64Array;
  /** x of each line, sent. Treat as read-only: lines settled at 0 may share one array. */
  readonly lines: readonly Float64Array[];
  /** Where each line's energy begins inside A(t), interval by interval. */
  readonly offsetStarts: readonly Float64Array[];
}

export interface UnitCurves {
  readonly matched: Float64Array;
  /** y of each line, landed. Treat as read-only: lines settled at 0 may share one array. */
  readonly lines: readonly Float64Array[];
}

/**
 * `G` Wh the plant may sell, its `readings` (their sum is onGrid ≥ G), what each line sends. All lines of the month
 * take part, those settled at 0 too. RangeError when the lines send more than G.
 */
export function plantCurves(plant: {
  readonly G: number;
  readonly readings: Float64Array;
  readonly sentByLine: readonly number[];
}): PlantCurves {
  const { G, readings, sentByLine } = plant;
  const sellable = portion(G, sum(readings), readings);
  const sold = portion(sum(sentByLine), G, sellable);
  const lines = shareOut(sentByLine, sold);
  return { sellable, sold, lines, offsetStarts: stack(lines, readings.length) };
}

/** The same for a unit: `U` is the sum of its `readings`. RangeError when the lines land more than U. */
export function unitCurves(unit: {
  readonly U: number;
  readonly readings: Float64Array;
  readonly landedByLine: readonly number[];
}): UnitCurves {
  const { U, readings, landedByLine } = unit;
  const matched = portion(sum(landedByLine), U, readings);
  return { matched, lines: shareOut(landedByLine, matched) };
}

/** Splits a curve, whose sum is that of `amounts`, among them: halves first, then halves of halves (domain §4.3). */
export function shareOut(amounts: readonly number[], curve: Float64Array): Float64Array[] {
  const lines: Float64Array[] = new Array(amounts.length);
  if (amounts.length > 0) split(amounts, 0, amounts.length, sum(amounts), curve.slice(), lines);
  return lines;
}

/** Takes `curve` over: it becomes the right half's, and in the end a line's own. */
function split(
  amounts: readonly number[],
  from: number,
  to: number,
  total: number,
  curve: Float64Array,
  lines: Float64Array[],
): void {
  if (to - from === 1 || total === 0) {
    lines.fill(curve, from, to);
    return;
  }
  const middle = from + Math.ceil((to - from) / 2);
  const leftTotal = sum(amounts.slice(from, middle));
  const left = portion(leftTotal, total, curve);
  for (let t = 0; t < curve.length; t++) curve[t] = whAt(curve, t) - whAt(left, t);
  split(amounts, from, middle, leftTotal, left, lines);
  split(amounts, middle, to, total - leftTotal, curve, lines);
}

function stack(lines: readonly Float64Array[], intervals: number): Float64Array[] {
  let top = new Float64Array(intervals);
  return lines.map((line) => {
    const start = top;
    top = new Float64Array(intervals);
    for (let t = 0; t < intervals; t++) top[t] = whAt(start, t) + whAt(line, t);
    return start;
  });
}

function sum(values: Float64Array | readonly number[]): number {
  let total = 0;
  for (const wh of values) total += wh;
  return total;
}
