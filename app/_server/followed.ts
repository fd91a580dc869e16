import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { market, store } from "./market";

const patienceMs = 4_000;
const lookEveryMs = 40;

/**
 * Resolves once the view shows what stands in the ledger now, so that whoever changed something sees it; or when it
 * takes too long: the page then says that it is on its way.
 */
export async function viewFollowed(): Promise<void> {
  const [{ ledger }, { prisma }] = await Promise.all([market(), store()]);
  const { size } = await ledger.checkpoint();
  const until = performance.now() + patienceMs;
  for (;;) {
    const position = await prisma.projection.findUnique({ where: { id: 1 } });
    if ((position?.next ?? 0) >= size || performance.now() > until) return;
    await sleep(lookEveryMs);
  }
}
