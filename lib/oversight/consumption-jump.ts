/** Rule 5: a unit's use does not jump: a month against the months before it, a day against the same weekday. */
import { type DayNumber, monthOfDay } from "@/lib/units/day";
import { daysInMonth, type Month } from "@/lib/units/interval";
import type { Finding } from "./finding";
import { CONSUMPTION_JUMP } from "./thresholds";

export interface UnitOf {
  readonly code: string;
  readonly province: string;
}

/** A whole month of a unit, Wh over all its meters. */
export interface UnitMonth {
  readonly month: Month;
  readonly wh: number;
}

/** `before`: the months straight before it that are whole, newest first; compared by their daily means. */
export function monthJump(
  unit: UnitOf,
  { month, wh }: UnitMonth,
  before: readonly UnitMonth[],
): Finding | undefined {
  const known = before
    .slice(0, CONSUMPTION_JUMP.months)
    .map((one) => ({ month: one.month, wh: one.wh, days: daysInMonth(one.month) }));
  if (known.length < CONSUMPTION_JUMP.leastMonths) return undefined;
  const days = daysInMonth(month);
  const [earlierWh, earlierDays] = known.reduce(
    ([sum, count], one) => [sum + one.wh, count + one.days],
    [0, 0],
  );
  const permille = ratioPermille(wh, days, earlierWh, earlierDays);
  if (permille === undefined || permille < CONSUMPTION_JUMP.monthPermille) return undefined;
  return {
    ...{ rule: "consumption-jump", object: unit.code, period: month, month },
    ...{ provinces: [unit.province], severity: "medium" },
    evidence: { kind: "month-jump", unit: unit.code, month, wh, days, before: known, permille },
  };
}

export interface UnitDay {
  readonly day: DayNumber;
  readonly wh: number;
  readonly entry: number;
}

/** `sameWeekday`: Wh of the same weekday in the weeks before, as many as are anchored of the last eight. */
export function dayJump(
  unit: UnitOf,
  { day, wh, entry }: UnitDay,
  sameWeekday: readonly number[],
): Finding | undefined {
  if (sameWeekday.length < CONSUMPTION_JUMP.leastWeeks) return undefined;
  const medianWh = medianOf(sameWeekday);
  const permille = ratioPermille(wh, 1, medianWh, 1);
  if (permille === undefined || permille < CONSUMPTION_JUMP.dayPermille) return undefined;
  return {
    ...{ rule: "consumption-jump", object: unit.code, period: String(day), month: monthOfDay(day) },
    ...{ provinces: [unit.province], severity: "medium" },
    evidence: {
      kind: "day-jump",
      unit: unit.code,
      day,
      wh,
      medianWh,
      weeks: sameWeekday.length,
      permille,
      entry,
    },
  };
}

/** ⌊1000 · (wh / days) / (earlier / earlierDays)⌋, undefined where there was nothing before. */
function ratioPermille(wh: number, days: number, earlier: number, earlierDays: number): number | undefined {
  if (earlier <= 0) return undefined;
  return Number((1000n * BigInt(wh) * BigInt(earlierDays)) / (BigInt(days) * BigInt(earlier)));
}

/** The middle one, the lower of two. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
