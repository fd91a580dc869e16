import type { LineCurve } from "./claimed-curves";

/** One step of a drawn curve: its middle interval, and kWh per quarter-hour. */
export interface ChartPoint {
  readonly at: number;
  readonly sent: number;
  readonly matched: number;
  readonly used: number;
}

/** Intervals [from, to) in steps of `step`, each the mean of its quarter-hours. Floating point: for drawing only. */
export function pointsOf(curve: LineCurve, from: number, to: number, step: number): ChartPoint[] {
  const points: ChartPoint[] = [];
  const mean = (values: readonly number[], at: number): number => {
    let sum = 0;
    for (let offset = 0; offset < step; offset++) sum += values[at + offset] ?? 0;
    return sum / step / 1000;
  };
  for (let at = from; at < to; at += step) {
    points.push({
      at,
      sent: mean(curve.sentWh, at),
      matched: mean(curve.coincidentWh, at),
      used: mean(curve.consumedWh, at),
    });
  }
  // The last step is drawn to its end.
  const last = points.at(-1);
  if (last !== undefined) points.push({ ...last, at: to });
  return points;
}

export interface DaySum {
  /** From 1. */
  readonly day: number;
  readonly sentWh: number;
  readonly matchedWh: number;
  readonly usedWh: number;
}

/** Exact sums by day: the table behind the chart. */
export function daySums(curve: LineCurve): DaySum[] {
  const sum = (values: readonly number[], day: number): number =>
    values.slice(day * 96, day * 96 + 96).reduce((total, wh) => total + wh, 0);
  return Array.from({ length: Math.ceil(curve.sentWh.length / 96) }, (_, day) => ({
    day: day + 1,
    sentWh: sum(curve.sentWh, day),
    matchedWh: sum(curve.coincidentWh, day),
    usedWh: sum(curve.consumedWh, day),
  }));
}
