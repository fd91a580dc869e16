import { addMonths, daysInMonth, daysSinceEpoch, type Month, yearMonth } from "@/lib/units/interval";

/** The statement's three days (domain §3): data, draft and final, by working days of the next month. */
export const STATEMENT_DAYS = { data: 1, draft: 5, final: 8 } as const;
export type StatementStep = keyof typeof STATEMENT_DAYS;

const THURSDAY = 4;

/** The n-th day of the month that is no Saturday or Sunday, as `YYYY-MM-DD`. Public holidays are not known here. */
export function workingDay(month: Month, n: number): string {
  const { year, month: number } = yearMonth(month);
  let left = n;
  for (let day = 1; day <= daysInMonth(month); day++) {
    const weekday = (daysSinceEpoch(year, number, day) + THURSDAY) % 7;
    if (weekday !== 0 && weekday !== 6) left--;
    if (left === 0) return `${month}-${String(day).padStart(2, "0")}`;
  }
  throw new RangeError(`${month} has fewer than ${n} working days`);
}

/** When the statement of a month is due, step by step. */
export function statementDates(month: Month): Readonly<Record<StatementStep, string>> {
  const next = addMonths(month, 1);
  return {
    data: workingDay(next, STATEMENT_DAYS.data),
    draft: workingDay(next, STATEMENT_DAYS.draft),
    final: workingDay(next, STATEMENT_DAYS.final),
  };
}
