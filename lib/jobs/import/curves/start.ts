/** Starts of readings, a million times over: texts repeat, so their halves are parsed once each. */
import { type DayNumber, dayNumber, dayParts, parseDay } from "@/lib/units/day";
import { civilDate, daysSinceEpoch, INTERVALS_PER_DAY, SECONDS_PER_INTERVAL } from "@/lib/units/interval";

const SECONDS_PER_DAY = 86_400;
const UTC_PLUS_8 = 8 * 3600;
const CLOCK =
  /^([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?(?:Z|([+-])([0-9]{2})(?::?([0-9]{2}))?)$/;
const MOST_TEXTS = 10_000;

/** The market's civil day and the quarter-hour in it; `slot` is −1 off the quarter-hour grid. */
export interface Start {
  readonly day: DayNumber;
  readonly slot: number;
}

/** Reads ISO 8601 moments with an offset (`2026-09-03T12:15:00+08:00`; seconds may be absent). */
export class StartReader {
  private readonly dates = new Map<string, number | undefined>();
  private readonly clocks = new Map<string, number | undefined>();
  private readonly starts = new Map<number, Start>();

  /** Undefined where the text names no moment or has no offset. */
  read(text: string): Start | undefined {
    const cut = text.indexOf("T");
    if (cut < 0) return undefined;
    const days = remembered(this.dates, text.slice(0, cut), epochDays);
    const seconds = remembered(this.clocks, text.slice(cut + 1), secondsOfClock);
    if (days === undefined || seconds === undefined) return undefined;
    const moment = days * SECONDS_PER_DAY + seconds;
    const known = this.starts.get(moment);
    if (known !== undefined) return known;
    if (this.starts.size > MOST_TEXTS) this.starts.clear();
    const start = startAt(moment);
    this.starts.set(moment, start);
    return start;
  }
}

/** `YYYY-MM-DD` of the wide layout. */
export function readDate(text: string): DayNumber | undefined {
  const parsed = parseDay(text);
  return parsed.ok ? parsed.day : undefined;
}

function remembered<T>(cache: Map<string, T>, text: string, read: (text: string) => T): T | undefined {
  const known = cache.get(text);
  if (known !== undefined || cache.has(text)) return known;
  if (cache.size > MOST_TEXTS) cache.clear();
  const value = read(text);
  cache.set(text, value);
  return value;
}

function epochDays(text: string): number | undefined {
  const parsed = parseDay(text);
  if (!parsed.ok) return undefined;
  const { year, month, day } = dayParts(parsed.day);
  return daysSinceEpoch(year, month, day);
}

/** Seconds after the date's midnight, moved from the text's offset to UTC+8; a part of a second counts as half. */
function secondsOfClock(text: string): number | undefined {
  const match = CLOCK.exec(text);
  if (match === null) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  const [offsetHour, offsetMinute] = [Number(match[6] ?? 0), Number(match[7] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const part = /^0*$/.test(match[4] ?? "") ? 0 : 0.5;
  const offset = (offsetHour * 3600 + offsetMinute * 60) * (match[5] === "-" ? -1 : 1);
  return hour * 3600 + minute * 60 + second + part - offset + UTC_PLUS_8;
}

function startAt(moment: number): Start {
  const days = Math.floor(moment / SECONDS_PER_DAY);
  const date = civilDate(days);
  const slot = (moment - days * SECONDS_PER_DAY) / SECONDS_PER_INTERVAL;
  const onGrid = Number.isInteger(slot) && slot < INTERVALS_PER_DAY;
  return { day: dayNumber(date.year, date.month, date.day), slot: onGrid ? slot : -1 };
}
