import { utf8 } from "@/lib/crypto/bytes";
import { columnName, openRow, type Row, rowName, type Table, type Value } from "@/lib/store/rows/table";
import { ledgerTables } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";

/**
 * Every projected row by name with all it holds, opened: what two views of one ledger must agree in.
 * Throws SealBroken on the first row that is not as it was written.
 */
export async function readContent(store: Store): Promise<Map<string, string>> {
  const content = new Map<string, string>();
  for (const table of ledgerTables) {
    for (const row of await readTable(store, table)) {
      const hidden = Buffer.from(openRow(store.vault, table, row)).toString("latin1");
      const columns = Object.keys(table.columns).map((field) => shown(row[field]));
      content.set(rowName(table, row), JSON.stringify([columns, hidden]));
    }
  }
  return content;
}

async function readTable(store: Store, table: Table): Promise<(Row & { sealed: Uint8Array })[]> {
  const fields = [...Object.keys(table.columns), "sealed"];
  const list = fields.map((field) => `"${columnName(field)}" AS "${field}"`).join(", ");
  const found = await store.pool.query<Record<string, Value>>(`SELECT ${list} FROM "${table.name}"`);
  return found.rows.map((row) => ({ ...row, sealed: bytesOf(row.sealed) }));
}

function bytesOf(value: Value | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : utf8("");
}

function shown(value: Value | undefined): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : (value ?? null);
}
