import "server-only";
import type { getTranslations } from "next-intl/server";
import type { Cell, ListColumn, ListFilter, RegistryKind, RegistryList } from "@/components/registry/kinds";
import { compareText } from "@/lib/crypto/bytes";
import type { RegistryBook } from "@/lib/store/queries/registry";

export type Asked = Readonly<Record<string, string | string[] | undefined>>;

/** What turns rows into words. */
export interface Speaking {
  readonly book: RegistryBook;
  readonly t: Awaited<ReturnType<typeof getTranslations>>;
  /** Of a GB/T 2260 province code. */
  readonly place: (code: string) => string;
  readonly english: boolean;
}

/** How one registry is searched, filtered, sorted and shown. */
export interface Spec<T> {
  readonly kind: RegistryKind;
  readonly columns: readonly ListColumn[];
  readonly filters: readonly ListFilter[];
  readonly rows: readonly T[];
  /** There are more than could be looked through. */
  readonly isPart?: boolean;
  codeOf(row: T): string;
  /** Texts a search may hit with any part of them. */
  texts(row: T): readonly string[];
  /** The row's value under each filter. */
  filtered(row: T): Readonly<Record<string, string>>;
  sortValue(row: T, column: string): string | number;
  cells(row: T): Readonly<Record<string, Cell>>;
}

export const PAGE_SIZE = 50;

export function askedText(asked: Asked, field: string): string {
  const value = asked[field];
  return typeof value === "string" ? value.slice(0, 200) : "";
}

/** The rows an address asks for, in its order. */
export function selected<T>(spec: Spec<T>, asked: Asked): T[] {
  const sought = askedText(asked, "q").trim().toLowerCase();
  const wanted = spec.filters.map(({ field }) => [field, askedText(asked, field)] as const);
  const found = spec.rows.filter((row) => {
    if (sought !== "" && !spec.texts(row).some((text) => text.toLowerCase().includes(sought))) return false;
    const values = spec.filtered(row);
    return wanted.every(([field, value]) => value === "" || values[field] === value);
  });
  const sort = askedText(asked, "sort");
  const column = sort.replace(/^-/, "");
  if (!spec.columns.some(({ id, sortable }) => id === column && sortable)) return found;
  const sign = sort.startsWith("-") ? -1 : 1;
  return found
    .map((row) => ({ row, value: spec.sortValue(row, column) }))
    .sort((a, b) => sign * compared(a.value, b.value))
    .map(({ row }) => row);
}

function compared(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareText(String(a), String(b));
}

/** One page of it. A page beyond the end is the last one. */
export function pageOf<T>(spec: Spec<T>, asked: Asked): Omit<RegistryList, "lacks"> {
  const found = selected(spec, asked);
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(pages, Math.max(1, Number.parseInt(askedText(asked, "page"), 10) || 1));
  const rows = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const { kind, columns, filters, isPart = false } = spec;
  return {
    ...{
      kind,
      columns,
      filters,
      total: found.length,
      all: spec.rows.length + Number(isPart),
      pageSize: PAGE_SIZE,
      isPart,
    },
    rows: rows.map((row) => ({ code: spec.codeOf(row), cells: spec.cells(row) })),
  };
}

/** All of it as a table of texts, for a file. */
export function tableOf<T>(spec: Spec<T>, asked: Asked): { header: string[]; rows: (readonly string[])[] } {
  return {
    header: ["code", ...spec.columns.map(({ header }) => header)],
    rows: selected(spec, asked).map((row) => {
      const cells = spec.cells(row);
      return [spec.codeOf(row), ...spec.columns.map(({ id }) => cells[id]?.text ?? "")];
    }),
  };
}
