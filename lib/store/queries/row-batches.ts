import type { StoredRow } from "@/lib/store/rows/open-state";
import { columnName, type Table } from "@/lib/store/rows/table";
import type { Store } from "@/lib/store/store";

/** The answer of a statement of any length, so many rows at a time: only these are in memory. */
export async function* rowBatches<R extends object>(
  { pool }: Pick<Store, "pool">,
  statement: string,
  values: readonly unknown[],
  size: number,
): AsyncGenerator<readonly R[]> {
  const client = await pool.connect();
  let isWhole = false;
  try {
    await client.query("BEGIN READ ONLY");
    await client.query(`DECLARE batch NO SCROLL CURSOR FOR ${statement}`, [...values]);
    for (;;) {
      const { rows } = await client.query<R>(`FETCH ${Math.trunc(size)} FROM batch`);
      if (rows.length > 0) yield rows;
      if (rows.length < size) break;
    }
    await client.query("COMMIT");
    isWhole = true;
  } finally {
    // Whoever stops half way leaves a transaction open: that connection is not used again.
    client.release(!isWhole);
  }
}

/** Rows of a ledger table as `openState` takes them. `where` begins behind the table's name. */
export function ledgerRowBatches(
  store: Pick<Store, "pool">,
  table: Table,
  where: string,
  values: readonly unknown[],
  size = 1_000,
): AsyncGenerator<readonly StoredRow[]> {
  return rowBatches<StoredRow>(store, selected(table, where), values, size);
}

/**
 * The same all at once. Of thousands of keys one statement with lists for parameters: with a parameter each, most of
 * the time would go into writing the statement.
 */
export async function ledgerRows(
  { pool }: Pick<Store, "pool">,
  table: Table,
  where: string,
  values: readonly unknown[],
): Promise<readonly StoredRow[]> {
  return (await pool.query<StoredRow>(selected(table, where), [...values])).rows;
}

function selected(table: Table, where: string): string {
  const fields = [...Object.keys(table.columns), "sealed"];
  const columns = fields.map((field) => `"${columnName(field)}" AS "${field}"`).join(", ");
  return `SELECT ${columns} FROM "${table.name}" ${where}`;
}
