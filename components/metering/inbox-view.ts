/** A meter's month as a row of squares. */
export interface MeterRowView {
  readonly code: string;
  readonly id: string;
  readonly name: string;
  readonly role: "production" | "consumption";
  readonly province: string;
  readonly grid: string;
  /** Bit 0 is the first day. */
  readonly days: number;
  readonly arrived: number;
  readonly isClosed: boolean;
  /** A contract of the month waits for it. */
  readonly isWanted: boolean;
}

export interface GroupView {
  readonly key: string;
  readonly name: string;
  readonly meters: number;
  readonly complete: number;
  /** Days that have not arrived, over its meters. */
  readonly missing: number;
}

export interface ImportView {
  readonly id: string;
  readonly form: string;
  readonly file: string;
  readonly state: string;
  readonly accepted: number | undefined;
  readonly refused: number | undefined;
  readonly zeroed: number | undefined;
  readonly totalKwh: string;
  readonly at: string;
}

export interface DayView {
  readonly meter: string;
  readonly id: string;
  readonly day: string;
  readonly entry: number;
  readonly totalKwh: string;
  /** 96 readings, Wh. */
  readonly wh: readonly number[];
}

export interface InboxView {
  readonly month: string;
  readonly months: readonly string[];
  readonly dayCount: number;
  readonly meters: readonly MeterRowView[];
  readonly total: number;
  readonly pageSize: number;
  readonly all: number;
  readonly complete: number;
  /** Incomplete meters that a contract of the month waits for. */
  readonly blocking: readonly { readonly id: string; readonly missing: number }[];
  readonly blockingCount: number;
  readonly groups: readonly GroupView[];
  readonly by: string;
  readonly imports: readonly ImportView[];
  readonly day: DayView | undefined;
}

/** The days of a month that have not arrived, from 1. */
export function missingDays(days: number, dayCount: number): number[] {
  const missing: number[] = [];
  for (let day = 1; day <= dayCount; day++) if (!hasDay(days, day)) missing.push(day);
  return missing;
}

export function hasDay(days: number, day: number): boolean {
  return Math.floor(days / 2 ** (day - 1)) % 2 === 1;
}

/** Days in a row told as one: 1–3, 7. */
export function dayRanges(days: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < days.length; ) {
    let end = i;
    while (days[end + 1] === (days[end] ?? 0) + 1) end++;
    parts.push(end === i ? `${days[i]}` : `${days[i]}–${days[end]}`);
    i = end + 1;
  }
  return parts.join(", ");
}
