/** What would have matched better in a month: settlement's own arithmetic over another plant's or another hour's curve. */
import { portion } from "@/lib/tracing/portion";
import { unitCurves } from "@/lib/tracing/share";
import { INTERVALS_PER_DAY } from "@/lib/units/interval";
import { type PathEdge, sentThrough } from "@/lib/units/loss";

/** A settled line, as it arrived and as it was used, Wh landed by interval. */
export interface MatchedLine {
  readonly contract: string;
  readonly unit: string;
  readonly landedWh: number;
  readonly arriving: Float64Array;
  readonly used: Float64Array;
}

/** A unit's readings and all its lines of the month, in contract-number order, those settled at 0 too. */
export interface MatchedUnit {
  readonly unit: string;
  readonly consumedWh: number;
  readonly readings: Float64Array;
  readonly lines: readonly MatchedLine[];
}

/** Σ over all intervals of what arrives and is used at once. */
export function coincidentOf(arriving: Float64Array, used: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < arriving.length; t++) sum += Math.min(arriving[t] ?? 0, used[t] ?? 0);
  return sum;
}

/** The line whose matched share is lowest among those that landed something. */
export function worstMatched(lines: readonly MatchedLine[]): MatchedLine | undefined {
  let worst: { line: MatchedLine; share: number } | undefined;
  for (const line of lines) {
    if (line.landedWh === 0) continue;
    const share = coincidentOf(line.arriving, line.used) / line.landedWh;
    if (worst === undefined || share < worst.share) worst = { line, share };
  }
  return worst?.line;
}

/**
 * How `landedWh` would have arrived from what another plant had left (domain §4.5 over its unsold curve). Undefined
 * where it had not enough.
 */
export function arrivingFrom(
  landedWh: number,
  path: readonly PathEdge[],
  unsold: Float64Array,
): Float64Array | undefined {
  const sentWh = sentThrough(landedWh, path);
  const leftWh = unsold.reduce((sum, wh) => sum + wh, 0);
  if (sentWh > leftWh) return undefined;
  return portion(landedWh, sentWh, portion(sentWh, leftWh, unsold));
}

/** Intervals of a day, half-open. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** 18:00–23:00 and 09:30–15:30. */
export const EVENING: Window = { from: 72, to: 92 };
export const MIDDAY: Window = { from: 38, to: 62 };

export interface Shifted {
  readonly readings: Float64Array;
  readonly movedWh: number;
}

/** Takes ⌊tenths/10⌋ of every evening reading and spreads a day's sum evenly over midday of the same day. */
export function shiftedUse(readings: Float64Array, tenths: number): Shifted {
  const shifted = readings.slice();
  const width = MIDDAY.to - MIDDAY.from;
  let movedWh = 0;
  for (let day = 0; day < readings.length; day += INTERVALS_PER_DAY) {
    let taken = 0;
    for (let t = day + EVENING.from; t < day + EVENING.to; t++) {
      const moved = Math.floor(((readings[t] ?? 0) * tenths) / 10);
      shifted[t] = (shifted[t] ?? 0) - moved;
      taken += moved;
    }
    for (let i = 0; i < width; i++) {
      const t = day + MIDDAY.from + i;
      shifted[t] =
        (shifted[t] ?? 0) + Math.floor(((i + 1) * taken) / width) - Math.floor((i * taken) / width);
    }
    movedWh += taken;
  }
  return { readings: shifted, movedWh };
}

export interface Changes {
  /** How these contracts would have arrived instead. */
  readonly arriving?: ReadonlyMap<string, Float64Array>;
  /** How these units would have used their energy instead; the totals stay. */
  readonly readings?: ReadonlyMap<string, Float64Array>;
}

/** Coincident energy of all units under the changes; without any, what the members traced. */
export function coincidentWith(units: readonly MatchedUnit[], changes: Changes): number {
  let sum = 0;
  for (const unit of units) {
    const readings = changes.readings?.get(unit.unit);
    const landedByLine = unit.lines.map(({ landedWh }) => landedWh);
    const used = readings && unitCurves({ U: unit.consumedWh, readings, landedByLine }).lines;
    unit.lines.forEach((line, at) => {
      const arriving = changes.arriving?.get(line.contract) ?? line.arriving;
      sum += coincidentOf(arriving, used?.[at] ?? line.used);
    });
  }
  return sum;
}
