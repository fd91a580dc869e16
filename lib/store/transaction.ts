import type pg from "pg";
import type { Store } from "./store";

/** Runs `work` in a transaction: committed when it resolves, rolled back when it throws. */
export async function inTransaction<T>(
  store: Pick<Store, "pool">,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await store.pool.connect();
  let broken = true;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    broken = false;
    return result;
  } catch (error) {
    await client.query("ROLLBACK").then(
      () => {
        broken = false;
      },
      () => {},
    );
    throw error;
  } finally {
    // A connection that could not even be rolled back is thrown away.
    client.release(broken);
  }
}
