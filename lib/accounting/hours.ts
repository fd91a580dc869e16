/** When settled energy was used, and how much of it was generated in the very same quarter of an hour. */
import { landedStart, type Segments, segmentAt } from "@/lib/tracing/segments";
import { INTERVALS_PER_DAY, intervalsInMonth, type Month } from "@/lib/units/interval";

export const HOURS = 24;
const PER_HOUR = INTERVALS_PER_DAY / HOURS;

/** Interval by interval, Wh landed. */
export interface MatchCurves {
  /** x̂: when what landed was generated. */
  readonly arriving: Float64Array;
  /** y: when it was used. */
  readonly used: Float64Array;
  /** Both at once. */
  readonly coincident: Float64Array;
}

/** Nothing arrived, nothing used: zeros, Wh, one number an interval of the month. */
export function emptyCurves(month: Month): MatchCurves {
  const length = intervalsInMonth(month);
  return {
    arriving: new Float64Array(length),
    used: new Float64Array(length),
    coincident: new Float64Array(length),
  };
}

/** Adds a line's segments; the three sums grow by its landed, landed and coincident energy exactly. */
export function addSegments(curves: MatchCurves, segments: Segments): void {
  for (let at = 0; at < segments.count; at++) {
    const { production, consumption, landedEnd } = segmentAt(segments, at);
    const wh = landedEnd - landedStart(segments, at);
    add(curves.arriving, production, wh);
    add(curves.used, consumption, wh);
    if (production === consumption) add(curves.coincident, production, wh);
  }
}

/** The three curves of a month's lines together, 96 × days intervals of Wh. */
export function curvesOf(month: Month, lines: Iterable<Segments>): MatchCurves {
  const curves = emptyCurves(month);
  for (const segments of lines) addSegments(curves, segments);
  return curves;
}

function add(curve: Float64Array, at: number, wh: number): void {
  curve[at] = (curve[at] ?? 0) + wh;
}

/** What of `ofWh` was `partWh`: two integers, for a share is made only where it is shown. */
export interface Match {
  readonly ofWh: number;
  readonly partWh: number;
}

export interface HourSums {
  /** `cells[day][hour]`, days from 0. */
  readonly cells: readonly (readonly Match[])[];
  readonly byHour: readonly Match[];
  readonly byDay: readonly Match[];
  readonly total: Match;
}

/** The month's hours: margins are sums of the cells, and the total of the margins, exactly. */
export function hourSums(of: Float64Array, part: Float64Array): HourSums {
  const days = of.length / INTERVALS_PER_DAY;
  const cells = Array.from({ length: days }, (_, day) =>
    Array.from({ length: HOURS }, (_, hour) => {
      const from = day * INTERVALS_PER_DAY + hour * PER_HOUR;
      return { ofWh: sumOf(of, from, from + PER_HOUR), partWh: sumOf(part, from, from + PER_HOUR) };
    }),
  );
  const byDay = cells.map(joined);
  const byHour = Array.from({ length: HOURS }, (_, hour) => joined(cells.map((day) => day[hour] ?? NONE)));
  return { cells, byHour, byDay, total: joined(byDay) };
}

const NONE: Match = { ofWh: 0, partWh: 0 };

/** Both sides added up, exactly; of none, 0 of 0. */
export function joined(matches: readonly Match[]): Match {
  return matches.reduce((sum, { ofWh, partWh }) => {
    return { ofWh: sum.ofWh + ofWh, partWh: sum.partWh + partWh };
  }, NONE);
}

/** Wh of the intervals [from, to). */
export function sumOf(curve: Float64Array, from = 0, to = curve.length): number {
  let sum = 0;
  for (let t = from; t < to; t++) sum += curve[t] ?? 0;
  return sum;
}

/** Mean power of each quarter of a day over the month, kW: for drawing only. */
export function meanDay(curve: Float64Array): number[] {
  const days = curve.length / INTERVALS_PER_DAY;
  return Array.from({ length: INTERVALS_PER_DAY }, (_, index) => {
    let sum = 0;
    for (let day = 0; day < days; day++) sum += curve[day * INTERVALS_PER_DAY + index] ?? 0;
    return (sum * PER_HOUR) / days / 1000;
  });
}
