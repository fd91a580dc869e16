import { parseStateRow } from "@/lib/store/rows/state-row";
import type { Row, Table } from "@/lib/store/rows/table";
import type { Vault } from "@/lib/store/vault";

/** How one table of the market's state becomes one table of the database. `ids` are the key's, after the table. */
export interface Projector {
  /** The state table, e.g. `plant`. */
  readonly source: string;
  readonly table: Table;
  key(ids: readonly string[]): Row;
  row(ids: readonly string[], value: Uint8Array, vault: Vault): Row;
}

/** A projector of rows of canonical JSON. The whole state row becomes the private part of the database's. */
export function jsonProjector<T extends object>(
  source: string,
  table: Table,
  rules: {
    key(ids: readonly string[]): Row;
    columns(row: T, ids: readonly string[], vault: Vault): Row;
  },
): Projector {
  return {
    source,
    table,
    key: rules.key,
    row: (ids, value, vault) => ({
      ...rules.key(ids),
      ...rules.columns(parseStateRow<T>(value), ids, vault),
    }),
  };
}
