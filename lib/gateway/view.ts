/** The market's state as an agreeing member holds it, read row by row over the port. */
import type { Ledger } from "@/lib/ledger/ledger";
import { type MarketRow, readMarket, type Table } from "@/lib/market/state";

export type StateSource = Pick<Ledger, "state" | "stateKeys">;

const PAGE = 5_000;

/** One row of the members' state; undefined where it is not there. Throws LedgerUnavailable. */
export async function readRow<T>(
  ledger: StateSource,
  table: Table<T>,
  ...ids: string[]
): Promise<T | undefined> {
  const bytes = await ledger.state(table.key(...ids));
  return bytes === undefined ? undefined : table.decode(bytes);
}

/** The ids (all of them) of the rows whose first ids are these, ascending by bytes. */
export async function* readIds<T>(
  ledger: StateSource,
  table: Table<T>,
  ...first: string[]
): AsyncGenerator<string[]> {
  const prefix = `${table.key(...first)}/`;
  let after: string | undefined;
  for (;;) {
    const keys = await ledger.stateKeys(prefix, PAGE, after);
    for (const key of keys) yield key.split("/").slice(1);
    after = keys.at(-1);
    if (keys.length < PAGE) return;
  }
}

/** As `readIds`, with the rows. */
export async function* readRows<T>(
  ledger: StateSource,
  table: Table<T>,
  ...first: string[]
): AsyncGenerator<[ids: string[], row: T]> {
  for await (const ids of readIds(ledger, table, ...first)) {
    const row = await readRow(ledger, table, ...ids);
    if (row !== undefined) yield [ids, row];
  }
}

/** The market's own row. Throws where there is no genesis: no ledger answers before it. */
export async function readMarketRow(ledger: StateSource): Promise<MarketRow> {
  const bytes = await ledger.state("market");
  const row = readMarket({ get: () => bytes, keys: () => [] });
  if (row === undefined) throw new Error("the ledger has no market");
  return row;
}
