import type { Store } from "@/lib/store/store";
import { parseStateRow } from "./state-row";
import { openRow, type Row, type Table } from "./table";

/** A stored row as Prisma or SQL hands it over, by field names. */
export type StoredRow = Row & { readonly sealed: Uint8Array };

/** The state row (lib/market/state.ts) that a stored row carries, checked against all its columns. Throws SealBroken. */
export function openState<T extends object>(store: Pick<Store, "vault">, table: Table, row: StoredRow): T {
  return parseStateRow<T>(openRow(store.vault, table, row));
}
