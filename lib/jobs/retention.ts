import { forgetDigests } from "@/lib/store/digest/forget";
import type { Store } from "@/lib/store/store";

const dayMs = 24 * 3600_000;
/** Ended sessions and spent links tell nothing after a month; events are kept a year, so are refused days' reasons. */
const keptMs = { ended: 30 * dayMs, events: 365 * dayMs, flaws: 365 * dayMs };

/** Removes what is no longer needed of people's doings, of files refused and of months; how many rows went. */
export async function forgetOld(store: Store, now = Date.now()): Promise<number> {
  const { prisma } = store;
  const ended = { lt: new Date(now - keptMs.ended) };
  const gone = await Promise.all([
    prisma.session.deleteMany({ where: { OR: [{ expiresAt: ended }, { revokedAt: ended }] } }),
    prisma.oneTimeLink.deleteMany({ where: { OR: [{ expiresAt: ended }, { spentAt: ended }] } }),
    prisma.securityEvent.deleteMany({ where: { at: { lt: new Date(now - keptMs.events) } } }),
    prisma.dayFlaw.deleteMany({ where: { at: { lt: new Date(now - keptMs.flaws) } } }),
  ]);
  return gone.reduce((sum, { count }) => sum + count, await forgetDigests(store));
}
