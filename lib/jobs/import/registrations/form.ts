/** What the importer needs to know of a form whose rows register something. */

import type { Json } from "@/lib/crypto/canonical";
import type { Draft } from "@/lib/gateway/author";
import type { Desk } from "@/lib/gateway/desk";
import type { Row } from "@/lib/jobs/csv/row";
import type { Registry } from "@/lib/jobs/import/registry";
import type { JsonObject } from "@/lib/market/command";

/** A row that passed the form's checks. `row` keeps line and refusals. */
export interface Checked<R> {
  readonly row: Row;
  readonly record: R;
}

/** A batch ready to be signed, or why it cannot be. */
export type Drafted =
  | { readonly ok: true; readonly draft: Draft; undo?(): void }
  | { readonly ok: false; readonly code: string; readonly reason: string };

export interface Form<R> {
  /** The column that names the thing: two rows with the same one are duplicates. */
  readonly key: string;
  /** Notes every bad field in `row`; the record when there is none. */
  check(row: Row, registry: Registry, desk: Desk): Promise<R | undefined>;
  /** Identity within the file. */
  identity(row: Row): string;
  /** The entry that put it into the market already, if one did. */
  entryOf(row: Row, registry: Registry): Promise<number | undefined>;
  /** What is asked once the row is known to be no duplicate. */
  late?(row: Row, registry: Registry): Promise<void>;
  /** Participants (codes) that have to agree, by the column that names them. */
  parties?(record: R): Readonly<Record<string, string>>;
  /** Rows with different batch keys never share a command. */
  batchKey?(record: R): string;
  /** At most this many in a command; 200 where the form does not say. */
  readonly most?: number;
  draft(records: readonly R[], desk: Desk): Promise<Drafted>;
  /** The column a refusal of the rules is about, by the rules' name of the field. */
  readonly columns: Readonly<Record<string, string>>;
  /** Energy the record brings, Wh. */
  energy?(record: R): number;
}

/** Sealed fields of a batch, `records/<i>/<field>`. */
export function sealedRecords(records: readonly JsonObject[]): Record<string, Json> {
  const sealed: Record<string, Json> = {};
  for (const [i, record] of records.entries()) {
    for (const [field, value] of Object.entries(record)) sealed[`records/${i}/${field}`] = value;
  }
  return sealed;
}
