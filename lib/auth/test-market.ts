import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Desk, openDesk } from "@/lib/gateway/desk";
import { completeUscc } from "@/lib/identifiers/uscc";
import { openLedger } from "@/lib/ledger/open";
import { project } from "@/lib/store/projection/project";
import type { Store } from "@/lib/store/store";
import { createTestDatabase } from "@/lib/store/test-database";
import { createAccount } from "./accounts";
import { hashPassword } from "./passwords";
import type { Viewer } from "./viewer";
import { findParticipant, firstExchange, workplaceOf } from "./workplaces";

/** A market with two consumers and a generator in it, and nobody who could sign in. */
export interface TestMarket {
  readonly store: Store;
  readonly dataDir: string;
  readonly connectionString: string;
  /** Trace code of an organisation by its imported id; `exchange` is the market's own. */
  code(id: string): Promise<string>;
  /** Somebody with a password, signed in as far as `Viewer` goes. */
  person(email: string, of: string, isAdmin: boolean, password?: string): Promise<Viewer>;
  close(): Promise<void>;
}

export const goodPassword = "a rusty bicycle dreams of kites";

/** `take` imports a file of participants: that is the jobs' work, which lies to the right of here. */
export type Take = (desk: Desk, path: string) => Promise<unknown>;

export async function openTestMarket(take: Take): Promise<TestMarket> {
  const database = await createTestDatabase();
  const store = await database.open();
  const ledger = await openLedger({ dataDir: database.dataDir });
  const desk = await openDesk(store, ledger, database.dataDir);
  const path = join(database.dataDir, "participants.csv");
  const rows = ["alpha", "beta", "gamma"].map((id, at) => {
    return `${id},${id === "gamma" ? "generator" : "consumer"},${id} works,${completeUscc("91410100", `MA00000${at}`)},41`;
  });
  writeFileSync(path, `id,kind,name,uscc,province\n${rows.join("\n")}\n`);
  await take(desk, path);
  await project(store, ledger);
  const found = async (id: string) => {
    const row = id === "exchange" ? await firstExchange(store) : await findParticipant(store, id);
    if (row === undefined) throw new Error(`no participant ${id}`);
    return row;
  };
  return {
    store,
    dataDir: database.dataDir,
    connectionString: database.connectionString,
    code: async (id) => (await found(id)).code,
    async person(email, of, isAdmin, password = goodPassword) {
      const { code, name, role: kind } = await found(of);
      const role = workplaceOf(kind);
      if (role === undefined) throw new Error(`${kind} has no workplace`);
      const passwordHash = await hashPassword(password);
      const account = await createAccount(store, { email, role, participant: code, isAdmin, passwordHash });
      if (account === undefined) throw new Error(`${email} is there already`);
      const said = { accountId: account.id, email, name: "", role, participant: code };
      return { ...said, organisation: name, isAdmin, sessionId: "none" };
    },
    close: async () => {
      await ledger.close();
      await store.close();
      await database.drop();
    },
  };
}
