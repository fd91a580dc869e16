"use client";

import { useLocale, useTranslations } from "next-intl";
import { province } from "@/lib/identifiers/provinces";
import { clockOf, localTime, placeInMonth, yearMonth } from "@/lib/units/interval";

/** The names of places, months and quarter-hours in the reader's language. */
export interface Words {
  readonly locale: string;
  province(code: string): string;
  /** `2026 年 9 月` */
  month(month: string): string;
  /** `9 月` */
  shortMonth(month: string): string;
  /** `9 月 3 日` */
  day(month: string, interval: number): string;
  /** `12:15–12:30` */
  clock(interval: number): string;
  /** `2026-10-20`, of unix seconds, in the market's time */
  date(seconds: number): string;
  /** `2026-10-20 12:04` */
  moment(seconds: number): string;
  list(names: readonly string[]): string;
}

const two = (value: number): string => String(value).padStart(2, "0");

export function useWords(): Words {
  const t = useTranslations("certificate");
  const locale = useLocale();
  const monthName = (month: number): string => t(`monthNames.${month}`);
  const date = (seconds: number): string => {
    const { year, month, day } = localTime(seconds);
    return `${year}-${two(month)}-${two(day)}`;
  };
  return {
    locale,
    province: (code) => {
      const found = province(code);
      if (found === undefined) return code;
      return locale.startsWith("zh") ? found.name : found.nameEn;
    },
    month: (text) => {
      const { year, month } = yearMonth(text);
      return t("date.month", { year: String(year), month: monthName(month) });
    },
    shortMonth: (text) => monthName(yearMonth(text).month),
    day: (text, interval) => {
      const { day } = placeInMonth(interval);
      return t("date.day", { month: monthName(yearMonth(text).month), day: String(day) });
    },
    clock: (interval) => {
      const { index } = placeInMonth(interval);
      return `${clockOf(index)}–${clockOf(index + 1)}`;
    },
    date,
    moment: (seconds) => {
      const { hour, minute } = localTime(seconds);
      return `${date(seconds)} ${two(hour)}:${two(minute)}`;
    },
    list: (names) => names.join(t("date.comma")),
  };
}
