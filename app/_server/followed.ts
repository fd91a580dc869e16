import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { LedgerUnavailable } from "@/lib/ledger/ledger";
import { market, store } from "./market";

const lookEveryMs = 40;

/** What a page may wait before it is shown as the view stands. */
export const pagePatienceMs = 1_000;

/**
 * Resolves once the view shows what stands in the ledger now, so that whoever changed something sees it; or when it
 * takes too long: the page then says that it is on its way.
 */
export async function viewFollowed(patienceMs = 4_000): Promise<void> {
  const [size, { prisma }] = await Promise.all([ledgerSize(), store()]);
  const until = performance.now() + patienceMs;
  for (;;) {
    const position = await prisma.projection.findUnique({ where: { id: 1 } });
    if ((position?.next ?? 0) >= size || performance.now() > until) return;
    await sleep(lookEveryMs);
  }
}

/** 0 where the ledger gives no answer: there is nothing to wait for, and the pages say so themselves. */
async function ledgerSize(): Promise<number> {
  try {
    const { ledger } = await market();
    return (await ledger.checkpoint()).size;
  } catch (error) {
    if (error instanceof LedgerUnavailable) return 0;
    throw error;
  }
}
