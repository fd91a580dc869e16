import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Store } from "@/lib/store/store";

/** So many within so long. */
export interface Limit {
  /** Names the counter: one a kind of question. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

/** Ask again after so many seconds. */
export interface TooOften {
  readonly ok: false;
  readonly retryAfterS: number;
}

export type Admitted = { readonly ok: true } | TooOften;

const limiters = new WeakMap<Store, Map<string, RateLimiterPostgres>>();

function limiterOf(store: Store, { name, points, seconds }: Limit): RateLimiterPostgres {
  const known = limiters.get(store) ?? new Map<string, RateLimiterPostgres>();
  limiters.set(store, known);
  const limiter =
    known.get(name) ??
    new RateLimiterPostgres({
      storeClient: store.pool,
      storeType: "pool",
      tableName: "rate_limit",
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: seconds,
    });
  known.set(name, limiter);
  return limiter;
}

/** Addresses and e-mails are personal: the counters know them by their blind index. */
function keyOf(store: Store, whose: string): string {
  return Buffer.from(store.vault.blind("limit", whose)).toString("hex");
}

/**
 * Counts one question of `whose` (an address, an account, an e-mail) against the limit, across all processes.
 * Nothing is ever locked for good: the window passes.
 */
export async function admit(store: Store, limit: Limit, whose: string): Promise<Admitted> {
  try {
    await limiterOf(store, limit).consume(keyOf(store, whose));
    return { ok: true };
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return { ok: false, retryAfterS: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) };
  }
}

/** Takes one question back that turned out to be a good one. */
export async function giveBack(store: Store, limit: Limit, whose: string): Promise<void> {
  await limiterOf(store, limit).reward(keyOf(store, whose));
}

/** Starts counting anew. */
export async function forget(store: Store, limit: Limit, whose: string): Promise<void> {
  await limiterOf(store, limit).delete(keyOf(store, whose));
}
