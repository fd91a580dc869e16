import { compareText } from "@/lib/crypto/bytes";

/** A meter's month as a row of squares. */
export interface MeterRowView {
  readonly code: string;
  readonly id: string;
  readonly name: string;
  readonly role: "production" | "consumption";
  readonly province: string;
  readonly grid: string;
  /** Code of its plant or unit. */
  readonly of: string;
  /** Bit 0 is the first day. */
  readonly days: number;
  readonly arrived: number;
  /** Days a file brought and the market refused, and that have not arrived since. */
  readonly refused: readonly { readonly day: number; readonly code: string }[];
  readonly isClosed: boolean;
  /** A contract of the month waits for it. */
  readonly isWanted: boolean;
}

export interface GroupView {
  readonly key: string;
  readonly name: string;
  readonly meters: number;
  readonly complete: number;
  /** Over its meters; here + refused + missing are all its meter-days. */
  readonly here: number;
  readonly refused: number;
  readonly missing: number;
}

/** A refusal of one meter's day. */
export interface FlawView {
  readonly job: string;
  readonly file: string;
  readonly line: number;
  readonly lines: number;
  readonly code: string;
  readonly at: string;
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
  /** What is anchored, if anything is. */
  readonly curve: CurveView | undefined;
  /** Newest first. */
  readonly flaws: readonly FlawView[];
}

export interface CurveView {
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
  /** Groups beyond those told. */
  readonly moreGroups: number;
  readonly by: Grouping;
  /** The chosen group's name, where one is chosen. */
  readonly group: string | undefined;
  /** Incomplete meters of those found, for the list that is copied. */
  readonly incomplete: readonly IncompleteView[];
  readonly moreIncomplete: number;
  /** One page of the files that were sent. */
  readonly imports: readonly ImportView[];
  readonly importsTotal: number;
  readonly importsSize: number;
  readonly day: DayView | undefined;
}

/** A meter that still lacks days, as the list says it. */
export interface IncompleteView {
  readonly id: string;
  readonly name: string;
  readonly gone: string;
  readonly refused: string;
}

export const groupings = ["grid", "province", "role", "plant", "unit"] as const;
export type Grouping = (typeof groupings)[number];

/** Which group a meter belongs to; none where it is not of the kind. */
export function groupOf(row: MeterRowView, by: Grouping): { key: string; name: string } | undefined {
  const wanted = { plant: "production", unit: "consumption" } as const;
  if (by !== "plant" && by !== "unit") return { key: row[by], name: row[by] };
  return row.role === wanted[by] ? { key: row.of, name: row.name } : undefined;
}

/** Sums by group, those that lack most first. */
export function groupsOf(rows: readonly MeterRowView[], by: Grouping, dayCount: number): GroupView[] {
  const groups = new Map<string, GroupView>();
  for (const row of rows) {
    const of = groupOf(row, by);
    if (of === undefined) continue;
    const sums = groups.get(of.key) ?? { ...of, meters: 0, complete: 0, here: 0, refused: 0, missing: 0 };
    groups.set(of.key, {
      ...sums,
      meters: sums.meters + 1,
      complete: sums.complete + (row.arrived === dayCount ? 1 : 0),
      here: sums.here + row.arrived,
      refused: sums.refused + row.refused.length,
      missing: sums.missing + dayCount - row.arrived - row.refused.length,
    });
  }
  const lacking = ({ refused, missing }: GroupView) => refused + missing;
  return [...groups.values()].sort((a, b) => lacking(b) - lacking(a) || compareText(a.key, b.key));
}

export type DayState = "here" | "closed" | "refused" | "gone";

export function dayState(row: MeterRowView, day: number): DayState {
  if (hasDay(row.days, day)) return row.isClosed ? "closed" : "here";
  return row.refused.some((one) => one.day === day) ? "refused" : "gone";
}

/** What a meter lacks, in words that can be sent to whoever reads it. */
export function incompleteOf(row: MeterRowView, dayCount: number): IncompleteView {
  const refused = row.refused.map(({ day }) => day);
  const gone = missingDays(row.days, dayCount).filter((day) => !refused.includes(day));
  return { id: row.id, name: row.name, gone: dayRanges(gone), refused: dayRanges(refused) };
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
