import type { Store } from "@/lib/store/store";

const LOCK = "lvji/digests";
const turns = new WeakMap<Store, Promise<unknown>>();

/** Digests are large and made one after another, here and in every other process on this database. Not to be nested. */
export async function oneAtATime<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const before = turns.get(store) ?? Promise.resolve();
  const mine = before.then(() => locked(store, work));
  turns.set(
    store,
    mine.catch(() => undefined),
  );
  return mine;
}

async function locked<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const client = await store.pool.connect();
  let broken = true;
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [LOCK]);
    const answer = await work();
    await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [LOCK]);
    broken = false;
    return answer;
  } finally {
    // A connection that may still hold the lock is thrown away, and the lock with it.
    client.release(broken);
  }
}
