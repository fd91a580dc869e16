import { spawn } from "node:child_process";
import { once } from "node:events";
import { setPriority } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { FinishedMonth } from "@/lib/store/digest/national";
import { digestMonth, monthsToDigest } from "@/lib/store/digest/whole-month";
import type { Store } from "@/lib/store/store";

const LOOK_EVERY_MS = 2_000;
const AFTER_FAILURE_MS = 60_000;
/** So many lines are opened here in a moment; more of them are another process's work, so that nothing here waits. */
const FEW_LINES = 1_000;

interface Keeping {
  readonly store: Store;
  /** DATABASE_URL and LVJI_DATA for the other process. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
}

/** Sees to it that a month that was finished has its digests before anybody looks at it, until the signal. */
export async function keepDigests(keeping: Keeping): Promise<void> {
  const { store, signal, onError } = keeping;
  while (!signal.aborted) {
    let pause = LOOK_EVERY_MS;
    try {
      const months = await monthsToDigest(store);
      if (months.length > 0) await make(keeping, months);
    } catch (error) {
      if (signal.aborted) return;
      onError(error);
      pause = AFTER_FAILURE_MS;
    }
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

async function make({ store, env, signal }: Keeping, months: readonly FinishedMonth[]): Promise<void> {
  const where = { month: { in: months.map(({ month }) => month) } };
  if ((await store.prisma.line.count({ where, take: FEW_LINES + 1 })) <= FEW_LINES) {
    for (const month of months) if (!signal.aborted) await digestMonth(store, month);
    return;
  }
  const child = spawn(process.execPath, [join("scripts", "digest.mjs")], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
    signal,
  });
  if (child.pid !== undefined) setPriority(child.pid, 10);
  const [code] = await once(child, "exit");
  if (code !== 0 && !signal.aborted) throw new Error(`making the digests ended with ${code}`);
}
