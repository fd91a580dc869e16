/** Database, ledger and gateway of LVJI_DATA, opened for one verb and closed after it. */
import { type Desk, openDesk } from "@/lib/gateway/desk";
import type { Ledger } from "@/lib/ledger/ledger";
import { ledgerOptions, openLedger } from "@/lib/ledger/open";
import { ensurePostgres } from "@/lib/store/postgres/server";
import { openStore } from "@/lib/store/store";

/** The ledger alone: what verbs that only read the market need. */
export async function withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger(ledgerOptions(process.env));
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

/** Works the same whether or not the server runs: database and ledger are adopted or opened. */
export async function withDesk<T>(
  note: (line: string) => void,
  work: (desk: Desk, connectionString: string) => Promise<T>,
): Promise<T> {
  const options = ledgerOptions(process.env);
  const { dataDir } = options;
  const postgres = await ensurePostgres({ dataDir, databaseUrl: process.env.DATABASE_URL, log: note });
  try {
    const store = await openStore({ connectionString: postgres.connectionString, dataDir });
    try {
      return await withLedger(async (ledger) => {
        return work(await openDesk(store, ledger, dataDir, { kind: "cli" }), postgres.connectionString);
      });
    } finally {
      await store.close();
    }
  } finally {
    await postgres.stop();
  }
}
