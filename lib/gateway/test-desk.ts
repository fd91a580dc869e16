import { type LedgerOptions, type OpenLedger, openLedger } from "@/lib/ledger/open";
import { openTestStore, type TestStore } from "@/lib/store/test-database";
import { type Desk, openDesk } from "./desk";

/** A new market, founded and empty: its database, its ledger of four members, and the desk over both. */
export interface TestDesk extends TestStore {
  readonly ledger: OpenLedger;
  readonly desk: Desk;
}

/** `options`: of the market that is founded; its data directory is the database's own. */
export async function openTestDesk(options: Omit<LedgerOptions, "dataDir"> = {}): Promise<TestDesk> {
  const { database, store, close } = await openTestStore();
  const { dataDir } = database;
  const ledger = await openLedger({ ...options, dataDir });
  const desk = await openDesk(store, ledger, dataDir);
  return {
    ...{ database, store, ledger, desk },
    close: async () => {
      await ledger.close();
      await close();
    },
  };
}
