/** Civil days written YYYYMMDD as one integer, and the texts that files use for days and quarter-hours. */
import {
  civilDate,
  daysOf,
  daysSinceEpoch,
  INTERVALS_PER_DAY,
  localTime,
  type Month,
  monthOf,
  SECONDS_PER_INTERVAL,
  yearMonth,
} from "@/lib/units/interval";

/** 20260903 is 3 September 2026. */
export type DayNumber = number;

export type ParsedDay = { ok: true; day: DayNumber } | { ok: false; code: "date" };
export type ParsedStart =
  | { ok: true; day: DayNumber; index: number }
  | { ok: false; code: "date" | "grid-time" };

const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const START =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.0+)?)?(?:Z|([+-])([0-9]{2}):?([0-9]{2}))$/;

/** 2026-09-03 is 20260903. Nothing is checked. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  return year * 10_000 + month * 100 + day;
}

/** The parts of a day number. */
export function dayParts(day: DayNumber): { year: number; month: number; day: number } {
  return { year: Math.floor(day / 10_000), month: Math.floor(day / 100) % 100, day: day % 100 };
}

/** True when the number spells a day of the calendar. */
export function isDayNumber(day: number): boolean {
  if (!Number.isInteger(day) || day < 0 || day > 99_991_231) return false;
  const parts = dayParts(day);
  return (
    parts.month >= 1 && parts.month <= 12 && parts.day >= 1 && parts.day <= daysOf(parts.year, parts.month)
  );
}

export function monthOfDay(day: DayNumber): Month {
  const parts = dayParts(day);
  return monthOf(parts.year, parts.month);
}

/** The civil day, UTC+8, of a moment. */
export function dayAt(unixSeconds: number): DayNumber {
  const { year, month, day } = localTime(unixSeconds);
  return dayNumber(year, month, day);
}

/** The day so many days later, or earlier. */
export function addDays(day: DayNumber, count: number): DayNumber {
  const from = dayParts(day);
  const to = civilDate(daysSinceEpoch(from.year, from.month, from.day) + count);
  return dayNumber(to.year, to.month, to.day);
}

/** From 1 to 366. */
export function dayOfYear(day: DayNumber): number {
  const { year, month, day: date } = dayParts(day);
  return daysSinceEpoch(year, month, date) - daysSinceEpoch(year, 1, 1) + 1;
}

/** Every day of a month, ascending. */
export function daysOfMonth(month: Month): DayNumber[] {
  const { year, month: number } = yearMonth(month);
  return Array.from({ length: daysOf(year, number) }, (_, at) => dayNumber(year, number, at + 1));
}

/** The interval of the month (0–2975) that is interval `index` of `day`. */
export function intervalOf(day: DayNumber, index: number): number {
  return (dayParts(day).day - 1) * INTERVALS_PER_DAY + index;
}

/** `20260903` → `2026-09-03` */
export function formatDay(day: DayNumber): string {
  const text = String(day).padStart(8, "0");
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

/** `YYYY-MM-DD`, a day of the calendar. */
export function parseDay(text: string): ParsedDay {
  const match = DAY.exec(text);
  if (match === null) return { ok: false, code: "date" };
  const day = dayNumber(Number(match[1]), Number(match[2]), Number(match[3]));
  return isDayNumber(day) ? { ok: true, day } : { ok: false, code: "date" };
}

/**
 * A start of a quarter-hour, ISO 8601 with an offset (`2026-09-03T08:15:00+08:00`, seconds may be absent).
 * Answers the market's day and index. `date`: no such moment or no offset; `grid-time`: off the quarter-hour grid.
 */
export function parseStart(text: string): ParsedStart {
  const match = START.exec(text);
  const date = parseDay(match?.[1] ?? "");
  if (match === null || !date.ok) return { ok: false, code: "date" };
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  const [offsetHour, offsetMinute] = [Number(match[6] ?? 0), Number(match[7] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) {
    return { ok: false, code: "date" };
  }
  const offset = (offsetHour * 3600 + offsetMinute * 60) * (match[5] === "-" ? -1 : 1);
  const { year, month, day } = dayParts(date.day);
  const unix = daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
  return startAt(unix);
}

function startAt(unixSeconds: number): ParsedStart {
  // UTC+8 is a whole number of quarter-hours away from UTC: one grid serves both.
  if (unixSeconds % SECONDS_PER_INTERVAL !== 0) return { ok: false, code: "grid-time" };
  const local = localTime(unixSeconds);
  const index = local.hour * 4 + local.minute / 15;
  return { ok: true, day: dayNumber(local.year, local.month, local.day), index };
}
