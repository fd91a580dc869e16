import "server-only";
import { z } from "zod";
import { type DayNumber, daysOfMonth, formatDay, parseDay } from "@/lib/units/day";
import { isMonth, type Month } from "@/lib/units/interval";

export const KINDS = ["lines", "plants", "readings", "contracts", "meters", "entries"] as const;
export type Kind = (typeof KINDS)[number];
export const PAGE_SIZE = 50;

/** Filters that say whose records are meant; each goes by trace code or by a code of GB/T 2260. */
export const NARROWING = [
  "plant",
  "unit",
  "channel",
  "contract",
  "participant",
  "meter",
  "from",
  "to",
] as const;
export type Narrowing = (typeof NARROWING)[number];

const word = z.string().max(64).catch("");
const form = z.object({
  kind: z.enum(KINDS).catch("lines"),
  month: word,
  day: word,
  province: word,
  scope: z.enum(["within", "across", ""]).catch(""),
  limit: z.enum(["contract", "generation", "consumption", ""]).catch(""),
  role: z.enum(["production", "consumption", ""]).catch(""),
  type: word,
  q: z.string().max(100).catch(""),
  sort: word,
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
  r: word,
  ...Object.fromEntries(NARROWING.map((name) => [name, word])),
});

/** What the address asks for. Fields that are not asked for are empty. */
export interface RecordsAsked extends Readonly<Record<Narrowing, string>> {
  readonly kind: Kind;
  /** A month, `all`, or empty for the newest (for all, where somebody's records are asked for). */
  readonly month: string;
  readonly day: DayNumber | undefined;
  readonly province: string;
  readonly scope: "within" | "across" | "";
  readonly limit: "contract" | "generation" | "consumption" | "";
  readonly role: "production" | "consumption" | "";
  readonly type: string;
  readonly q: string;
  readonly sort: string;
  readonly page: number;
  /** The record that is open. */
  readonly r: string;
}

export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

export function askedOf(fields: Fields): RecordsAsked {
  const read = form.parse(fields);
  const narrowing: Readonly<Record<string, unknown>> = read;
  const of = (name: Narrowing) => String(narrowing[name] ?? "");
  const day = parseDay(read.day);
  return {
    ...read,
    ...{ plant: of("plant"), unit: of("unit"), channel: of("channel"), contract: of("contract") },
    ...{ participant: of("participant"), meter: of("meter"), from: of("from"), to: of("to") },
    month: read.month === "all" || isMonth(read.month) ? read.month : "",
    day: day.ok ? day.day : undefined,
  };
}

/** Months to read: the one asked for, else all where one object is asked for, else the newest. */
export function monthsOf(asked: RecordsAsked, known: readonly Month[]): readonly Month[] {
  if (isMonth(asked.month)) return [asked.month];
  const isNarrow = [asked.contract, asked.unit, asked.plant, asked.participant].some((one) => one !== "");
  return asked.month === "all" || isNarrow ? known : known.slice(0, 1);
}

/** What makes one list another: not the page that is looked at, nor the record that is open. */
export function selecting({ page: _, r: __, ...rest }: RecordsAsked): object {
  return rest;
}

/** First and last day of the readings asked for. */
export function daysAsked(asked: RecordsAsked, newest: Month): { from: DayNumber; to: DayNumber } {
  if (asked.day !== undefined) return { from: asked.day, to: asked.day };
  if (asked.month === "all") return { from: 0, to: 99_999_999 };
  const days = daysOfMonth(isMonth(asked.month) ? asked.month : newest);
  return { from: days[0] ?? 0, to: days.at(-1) ?? 0 };
}

/** The same address with other fields; an empty one is left out, and another list begins at its first page. */
export function addressWith(asked: RecordsAsked, changes: Partial<Record<string, string>>): string {
  const day = asked.day === undefined ? "" : formatDay(asked.day);
  const { kind, page: _, r: __, ...rest } = asked;
  const fields = { ...rest, day, kind: kind === "lines" ? "" : kind, ...changes };
  const set = Object.entries(fields).filter(([, value]) => typeof value === "string" && value !== "");
  const query = new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
  return `/overview/records${query === "" ? "" : `?${query}`}`;
}

/** By a column: `sort=id` ascending, `sort=-id` descending; undefined for another column. */
export function orderOf<T>(
  sort: string,
  columns: Readonly<Record<string, (a: T, b: T) => number>>,
): ((a: T, b: T) => number) | undefined {
  const name = sort.replace(/^-/, "");
  // What every object has is no column.
  const compare = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (compare === undefined) return undefined;
  return sort.startsWith("-") ? (a, b) => compare(b, a) : compare;
}
