import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Desk, deskOf, openDesk } from "@/lib/gateway/desk";
import { dataDir, market, store } from "./market";

const kept = globalThis as typeof globalThis & { lvjiDesk?: Promise<Desk> };

/** The gateway of this process; one of it, however often modules are loaded again. */
export function desk(): Promise<Desk> {
  kept.lvjiDesk ??= open().catch((error: unknown) => {
    kept.lvjiDesk = undefined;
    throw error;
  });
  return kept.lvjiDesk;
}

async function open(): Promise<Desk> {
  return openDesk(await store(), (await market()).ledger, dataDir());
}

/** With a person at it: the monitor is told whose submissions these are. */
export async function deskFor(person: Viewer): Promise<Desk> {
  return deskOf(await desk(), { kind: "person", who: person.accountId });
}
