import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import type { Calendar } from "@/components/overview/anomalies/quantities";
import { calendarOf } from "@/components/overview/anomalies/quantities";
import type { Say } from "@/components/overview/anomalies/words";
import type { CellView, ColumnView, RecordTableView, SumsView } from "@/components/records/record-view";
import type { Directory } from "@/lib/store/queries/directory";
import { rememberedDirectory } from "@/lib/store/queries/find";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { store } from "../market";
import { PAGE_SIZE, type RecordsAsked } from "./asked";

/** What every kind of list is made with. */
export interface Reading {
  readonly db: Store;
  readonly directory: Directory;
  readonly asked: RecordsAsked;
  readonly say: Say;
  readonly calendar: Calendar;
}

/** All records the address names, in order; cells are made of those that are shown or written to a file. */
export interface Listing {
  readonly columns: readonly ColumnView[];
  readonly total: number;
  readonly sums: SumsView | undefined;
  readonly months: readonly Month[];
  readonly opens: boolean;
  /** Rows [from, to) as cells, each with its key. */
  cells(from: number, to: number): Promise<readonly RowView[]>;
}

interface RowView {
  readonly key: string;
  readonly cells: readonly CellView[];
}

export async function readingOf(asked: RecordsAsked): Promise<Reading> {
  const db = await store();
  const [directory, t, locale] = await Promise.all([
    rememberedDirectory(db),
    getTranslations("records"),
    getLocale(),
  ]);
  const say: Say = (key, values) => t(key, values);
  return { db, directory, asked, say, calendar: calendarOf(locale === "en") };
}

/** Columns by their names in the words; those of numbers stand at the end. */
export function columnsOf(say: Say, names: readonly string[], sortable: ReadonlySet<string>): ColumnView[] {
  // The drawer has them too: on a phone there are lines enough.
  const hidden = new Set(["month", "entry", "via", "term", "peak", "hash"]);
  const numbers = /(?:Kwh|Wh|^wh|^lines|^entry|^index|^peak)$/;
  return names.map((id) => ({
    id,
    header: say(`column.${id}`),
    ...(numbers.test(id) && { align: "end" as const }),
    ...(sortable.has(id) && { sortable: true }),
    ...(hidden.has(id) && { narrow: "hide" as const }),
  }));
}

export async function pageOf(listing: Listing, { asked, say }: Reading): Promise<RecordTableView> {
  const { columns, total, opens } = listing;
  const from = (asked.page - 1) * PAGE_SIZE;
  const rows = await listing.cells(from, Math.min(total, from + PAGE_SIZE));
  return { caption: say(`caption.${asked.kind}`), columns, rows, total, pageSize: PAGE_SIZE, opens };
}

/** A listing of records that are all in memory. */
export function inMemory<T>(
  rows: readonly T[],
  about: Omit<Listing, "total" | "cells">,
  cellsOf: (row: T) => RowView,
): Listing {
  return { ...about, total: rows.length, cells: async (from, to) => rows.slice(from, to).map(cellsOf) };
}

/** The same of rows that are known by their places. */
export function listed(
  rows: Uint32Array,
  about: Omit<Listing, "total" | "cells">,
  cellsOf: (row: number) => RowView,
): Listing {
  const cells = async (from: number, to: number) => Array.from(rows.subarray(from, to), cellsOf);
  return { ...about, total: rows.length, cells };
}
