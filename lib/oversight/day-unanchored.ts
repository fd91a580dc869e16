/** Rule 7: every civil day of a meter in service is anchored by the time the statement calendar sets. */
import type { DayNumber } from "@/lib/units/day";
import { addMonths, daysSinceEpoch, type Month, monthAt, monthStart, yearMonth } from "@/lib/units/interval";
import type { DayAnchor, Finding } from "./finding";
import { DUE_WORKING_DAY } from "./thresholds";

export interface MeterOf {
  readonly code: string;
  /** The plant or unit it belongs to. */
  readonly asset: string;
  readonly province: string;
  /** Unix seconds of the entry that registered it. */
  readonly registeredAt: number;
}

export interface MeterMonthDays {
  readonly month: Month;
  readonly missing: readonly DayNumber[];
  readonly late: readonly DayAnchor[];
  /** Of the entry that finished the month's settlement, once it is. */
  readonly finishEntry?: number;
}

const SECONDS_PER_DAY = 86_400;

/**
 * When a month's days are due, Unix seconds: the end of the next month's first working day. What a meter recorded before
 * it was registered is due with the month of its registration.
 */
export function dueAt(month: Month, registeredAt: number): number {
  const registered = monthAt(registeredAt);
  const counted = registered > month ? registered : month;
  return endOfWorkingDay(addMonths(counted, 1), DUE_WORKING_DAY);
}

/** Due and not there, or there too late; or left open by a month that was settled without it. */
export function daysUnanchored(meter: MeterOf, days: MeterMonthDays, now: number): Finding | undefined {
  const due = dueAt(days.month, meter.registeredAt);
  const isMissed = now > due || days.finishEntry !== undefined;
  const missing = isMissed ? days.missing : [];
  const late = days.late.filter(({ time }) => time > due);
  if (missing.length === 0 && late.length === 0) return undefined;
  return {
    ...{ rule: "day-unanchored", object: meter.code, period: days.month, month: days.month },
    ...{ provinces: [meter.province], severity: "low" },
    evidence: {
      ...{
        kind: "day-unanchored",
        meter: meter.code,
        asset: meter.asset,
        month: days.month,
        due,
        missing,
        late,
      },
      ...(missing.length > 0 && days.finishEntry !== undefined && { finishEntry: days.finishEntry }),
    },
  };
}

/** Saturdays, Sundays and the holidays that never move are no working days; those the State Council sets yearly are not known here. */
export function endOfWorkingDay(month: Month, count: number): number {
  const { year, month: number } = yearMonth(month);
  const start = monthStart(month);
  let left = count;
  for (let date = 1; ; date++) {
    const weekday = (daysSinceEpoch(year, number, date) + 3) % 7;
    if (weekday < 5 && !isHoliday(number, date)) left--;
    if (left === 0) return start + date * SECONDS_PER_DAY;
  }
}

function isHoliday(month: number, date: number): boolean {
  return (month === 1 && date === 1) || (month === 5 && date <= 3) || (month === 10 && date <= 7);
}
