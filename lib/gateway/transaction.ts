import type pg from "pg";
import type { Store } from "@/lib/store/store";

/** One transaction: all of `work` or, when it throws, nothing. */
export async function inTransaction<T>(
  store: Store,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await store.pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot roll back is not given back to the pool.
    await client.query("ROLLBACK").then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}
