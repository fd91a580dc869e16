import { utf8 } from "@/lib/crypto/bytes";
import type { Vault } from "@/lib/store/vault";

/** How a column is stored. Integers are JavaScript numbers below 2^53 on this side, bigint in Prisma's rows. */
export type ColumnKind = "text" | "int" | "bigint" | "bytes" | "codes";

/** A table whose rows the projection writes: its columns in order, all but `sealed`, which every one ends in. */
export interface Table {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ColumnKind>>;
}

/** A column's value. `codes` are trace codes: they hold no blank. */
export type Value = string | number | bigint | Uint8Array | readonly string[] | null;
/** A row by Prisma's field names. */
export type Row = Readonly<Record<string, Value>>;

/** A row as it will be stored. */
export interface SealedRow {
  readonly values: Row;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** Declares a table. `key` are names of columns. */
export function defineTable<C extends Record<string, ColumnKind>>(
  name: string,
  key: readonly (keyof C & string)[],
  columns: C,
): Table & { readonly columns: C } {
  return { name, key, columns };
}

/** The column of a field: `sentWh` is stored as `sent_wh`. */
export function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Seals the private part of a row to all its other columns. */
export function sealRow(vault: Vault, table: Table, values: Row, hidden: Uint8Array): SealedRow {
  return { values, sealed: vault.seal(hidden, boundBytes(table, values)) };
}

/** The private part of a stored row. Throws SealBroken when any column of it is not as it was written. */
export function openRow(vault: Vault, table: Table, row: Row & { readonly sealed: Uint8Array }) {
  return vault.open(row.sealed, boundBytes(table, row), rowName(table, row));
}

/** A row's name for people: `line/L1K…/1`. */
export function rowName(table: Table, row: Row): string {
  return [table.name, ...table.key.map((field) => String(row[field]))].join("/");
}

// One text for one row: every value quoted, in hex or a bare integer, in the table's column order.
function boundBytes(table: Table, row: Row): Uint8Array {
  const parts = Object.entries(table.columns).map(([field, kind]) => boundText(kind, row[field]));
  return utf8(`lvji/row/v1\0${table.name}\0${parts.join(",")}`);
}

// Drivers differ in how they hand over a bigint: as number, bigint or text.
function boundText(kind: ColumnKind, value: Value | undefined): string {
  if (value === null || value === undefined) return "-";
  if (kind === "int" || kind === "bigint") return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return JSON.stringify(value);
}
