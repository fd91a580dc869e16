import type { ContractRow } from "@/lib/market/state";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import type { Columns } from "./columns";
import { KeptMonths } from "./kept-months";
import { contractColumns } from "./month-columns";

/** A contract without what no list shows: its secret, and for whom it was signed. */
export type ListedContract = Pick<
  ContractRow,
  | ("code" | "number" | "plant" | "unit" | "via" | "month" | "mode" | "term" | "scope" | "path" | "entry")
  | ("contractKwh" | "energyPrice" | "environmentPrice")
>;

const kept = new KeptMonths<{ readonly of: Columns; readonly rows: readonly ListedContract[] }>(
  "listed-contracts",
  6,
);

/** A month's contracts in number order. */
export async function contractsOfMonth(store: Store, month: Month): Promise<readonly ListedContract[]> {
  const columns = await contractColumns(store, month);
  const key = `${month}/${columns.size}`;
  const { of, rows } = await kept.get(store, key, async () => ({ of: columns, rows: rowsOf(columns) }));
  return of === columns ? rows : rowsOf(columns);
}

/** What a seal vouches for: the columns were made of contracts. */
function rowsOf({ size, texts, named, numbers }: Columns): ListedContract[] {
  return Array.from({ length: size }, (_, at) => {
    const fields: Record<string, unknown> = {};
    for (const [name, column] of Object.entries(texts)) fields[name] = column[at];
    for (const [name, column] of Object.entries(named)) fields[name] = column.names[column.at[at] ?? 0];
    for (const [name, column] of Object.entries(numbers)) fields[name] = column[at];
    fields.path = fields.path === "" ? [] : String(fields.path).split(",");
    return fields as ListedContract;
  });
}

/** Months with contracts, newest first: from month to month over the index, however many contracts there are. */
export async function contractMonths(store: Store): Promise<Month[]> {
  const { rows } = await store.pool.query<{ month: Month }>(
    `WITH RECURSIVE known AS (
       (SELECT month FROM contract ORDER BY month DESC LIMIT 1)
       UNION ALL
       SELECT (SELECT c.month FROM contract c WHERE c.month < known.month ORDER BY c.month DESC LIMIT 1) FROM known
         WHERE known.month IS NOT NULL)
     SELECT month FROM known WHERE month IS NOT NULL`,
  );
  return rows.map(({ month }) => month);
}
