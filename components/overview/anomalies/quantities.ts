import { grouped } from "@/components/ui/format";
import type { DayNumber } from "@/lib/units/day";
import { dayParts } from "@/lib/units/day";
import { localTime, yearMonth } from "@/lib/units/interval";

/** Wh as kWh, exact, no zeros that say nothing: `78412500` → `78,412.5`. */
export function kwhText(wh: number): string {
  const whole = Math.floor(Math.abs(wh) / 1000);
  const rest = String(Math.abs(wh) % 1000)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return `${grouped(wh < 0 ? -whole : whole)}${rest === "" ? "" : `.${rest}`}`;
}

/** Wh as MWh to a tenth, for axes and labels. */
export function mwhText(wh: number): string {
  const tenths = Math.round(wh / 100_000);
  const [whole, rest] = [Math.floor(tenths / 10), tenths % 10];
  return rest === 0 ? grouped(whole) : `${grouped(whole)}.${rest}`;
}

/** kW as MW, exact: `1547000` → `1547`. */
export function mwText(kw: number): string {
  return String(kw / 1000);
}

/** Thousandths as a factor: `1834` → `1.8`. Cut, never rounded up. */
export function timesText(permille: number): string {
  const tenths = Math.floor(permille / 100);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** Minutes after midnight as a clock reading. */
export function minuteText(minutes: number): string {
  const inDay = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}

const shortMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Days and months as people say them. */
export interface Calendar {
  day(day: DayNumber): string;
  month(month: string): string;
  /** A moment, to the minute, UTC+8. */
  moment(unixSeconds: number): string;
}

export function calendarOf(english: boolean): Calendar {
  const dayOf = (year: number, month: number, day: number) =>
    english ? `${day} ${shortMonths[month - 1]} ${year}` : `${month} 月 ${day} 日`;
  return {
    day: (number) => {
      const { year, month, day } = dayParts(number);
      return dayOf(year, month, day);
    },
    month: (text) => {
      const { year, month } = yearMonth(text);
      return english ? `${shortMonths[month - 1]} ${year}` : `${year} 年 ${month} 月`;
    },
    moment: (seconds) => {
      const { year, month, day, hour, minute } = localTime(seconds);
      return `${dayOf(year, month, day)} ${minuteText(hour * 60 + minute)}`;
    },
  };
}
