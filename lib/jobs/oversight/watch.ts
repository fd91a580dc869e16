/** Scans as the market goes on: soon after something new has come to rest, and for the members every minute. */
import { positionNow, readPosition } from "@/lib/jobs/oversight/position";
import { scan } from "@/lib/jobs/oversight/scan";
import type { Ledger } from "@/lib/ledger/ledger";
import type { Store } from "@/lib/store/store";

const LOOK_EVERY_MS = 5_000;
const MEMBERS_EVERY_MS = 60_000;

export interface Watch {
  /** Resolves once a scan under way is done. */
  stop(): Promise<void>;
}

/** `onError` hears of a scan that failed; the next look is five seconds later. */
export function watchMarket(
  store: Store,
  ledger: Pick<Ledger, "members">,
  onError: (error: unknown) => void = () => undefined,
): Watch {
  let looking: Promise<void> | undefined;
  let scannedAt = 0;
  const look = async () => {
    const now = Date.now();
    if (!(await isDue(store, now, scannedAt))) return;
    await scan(store, ledger, Math.floor(now / 1000));
    scannedAt = now;
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch(onError)
      .finally(() => {
        looking = undefined;
      });
  }, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Something is new and no job is at work on more of it, or the members have not been asked for a minute. */
async function isDue(store: Store, now: number, scannedAt: number): Promise<boolean> {
  if (now - scannedAt >= MEMBERS_EVERY_MS) return true;
  const [seen, here] = await Promise.all([readPosition(store), positionNow(store, Math.floor(now / 1000))]);
  if (here.next <= seen.next && here.refused <= seen.refused) return false;
  return (await store.prisma.job.count({ where: { state: "running" } })) === 0;
}
