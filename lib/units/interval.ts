/**
 * Months, civil days and quarter-hours of the market's clock, UTC+8 without summer time (domain §2).
 * Pure arithmetic: the same answer on every runtime, whatever its time zone data say.
 */

/** `YYYY-MM` */
export type Month = string;

export const INTERVALS_PER_DAY = 96;
export const SECONDS_PER_INTERVAL = 900;
const SECONDS_PER_DAY = 86_400;
const UTC_PLUS_8 = 8 * 3600;
const MONTH = /^([0-9]{4})-(0[1-9]|1[0-2])$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export interface YearMonth {
  readonly year: number;
  readonly month: number;
}

/** A wall clock reading in UTC+8. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Whether the text is `YYYY-MM`, 01 … 12. */
export function isMonth(text: string): boolean {
  return MONTH.test(text);
}

/** Year and month (1–12) of a `Month`. RangeError when the text is none. */
export function yearMonth(month: Month): YearMonth {
  const match = MONTH.exec(month);
  if (match === null) throw new RangeError(`month: ${month}`);
  return { year: Number(match[1]), month: Number(match[2]) };
}

/** `month` from 1. Nothing is checked. */
export function monthOf(year: number, month: number): Month {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
}

/** `2026-09` → 202609, as trace codes carry it. */
export function monthNumber(month: Month): number {
  const { year, month: number } = yearMonth(month);
  return year * 100 + number;
}

/** The month `count` after `month`, or before it when negative. */
export function addMonths(month: Month, count: number): Month {
  const { year, month: number } = yearMonth(month);
  const total = year * 12 + (number - 1) + count;
  return monthOf(Math.floor(total / 12), (total % 12) + 1);
}

/** How many months `to` lies after `from`. */
export function monthsBetween(from: Month, to: Month): number {
  const a = yearMonth(from);
  const b = yearMonth(to);
  return (b.year - a.year) * 12 + (b.month - a.month);
}

/** Days of a month of the Gregorian calendar, `month` from 1; 0 outside 1 … 12. */
export function daysOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

export function daysInMonth(month: Month): number {
  const { year, month: number } = yearMonth(month);
  return daysOf(year, number);
}

/** T of domain §4: 96 × days. */
export function intervalsInMonth(month: Month): number {
  return daysInMonth(month) * INTERVALS_PER_DAY;
}

/** Days since 1970-01-01 of a civil date (proleptic Gregorian). */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  // Years that begin in March put the leap day last: 153 days to every five months.
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

/** The civil date that many days after 1970-01-01. */
export function civilDate(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const centuries = Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + centuries) / 365);
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - (365 * yearOfEra + leapDays);
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((marchMonth + 2) % 12) + 1;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Unix seconds at which the month begins in UTC+8. */
export function monthStart(month: Month): number {
  const { year, month: number } = yearMonth(month);
  return daysSinceEpoch(year, number, 1) * SECONDS_PER_DAY - UTC_PLUS_8;
}

/** Unix seconds at which interval `interval` (0 … T−1, or T for the month's end) begins. */
export function intervalStart(month: Month, interval: number): number {
  return monthStart(month) + interval * SECONDS_PER_INTERVAL;
}

/** The clock of UTC+8 at a Unix second: the market's own. */
export function localTime(unixSeconds: number): LocalTime {
  const local = unixSeconds + UTC_PLUS_8;
  const days = Math.floor(local / SECONDS_PER_DAY);
  const second = local - days * SECONDS_PER_DAY;
  return {
    ...civilDate(days),
    hour: Math.floor(second / 3600),
    minute: Math.floor(second / 60) % 60,
    second: second % 60,
  };
}

/** The month, in UTC+8, that a moment lies in. */
export function monthAt(unixSeconds: number): Month {
  const { year, month } = localTime(unixSeconds);
  return monthOf(year, month);
}

/** Where an interval of a month lies: its day (1–31) and its index in the day (0–95). */
export function placeInMonth(interval: number): { day: number; index: number } {
  return { day: Math.floor(interval / INTERVALS_PER_DAY) + 1, index: interval % INTERVALS_PER_DAY };
}

/** `HH:MM` at which interval `index` of a day begins; 96 is `24:00`, the day's end. */
export function clockOf(index: number): string {
  const hour = String(Math.floor(index / 4)).padStart(2, "0");
  return `${hour}:${String((index % 4) * 15).padStart(2, "0")}`;
}
