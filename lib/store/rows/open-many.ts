import { setImmediate as breathe } from "node:timers/promises";
import type { Store } from "@/lib/store/store";
import { openState, type StoredRow } from "./open-state";
import type { Table } from "./table";

/** Some milliseconds of work. */
const AT_ONCE = 250;

/** As `openState` for very many: in between, whoever else waits gets a turn. */
export async function openMany<T extends object>(
  store: Pick<Store, "vault">,
  table: Table,
  rows: readonly StoredRow[],
): Promise<T[]> {
  const opened: T[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    if (from > 0) await breathe();
    for (const row of rows.slice(from, from + AT_ONCE)) opened.push(openState<T>(store, table, row));
  }
  return opened;
}
