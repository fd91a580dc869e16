import type { Store } from "@/lib/store/store";
import { isRead } from "./forms";
import { aboutNamedBy, finishedMonths } from "./national";
import { oneAtATime } from "./one-at-a-time";

/** Removes digests of forms and month versions that nobody reads any more; how many went. */
export async function forgetDigests(store: Store): Promise<number> {
  const { pool } = store;
  return oneAtATime(store, async () => {
    // Keys first: what is listed of a month was made once it had finished, so that its key is found below.
    const { rows } = await pool.query<{ key: string }>("SELECT key FROM month_digest");
    const months = await finishedMonths(store);
    const finished = new Map(months.map((one) => [one.month, one]));
    const named = await aboutNamedBy(store, months);
    const gone = rows.flatMap(({ key }) => (isRead(key, finished, named) ? [] : [key]));
    const deleted = await pool.query("DELETE FROM month_digest WHERE key = ANY($1::text[])", [gone]);
    return deleted.rowCount ?? 0;
  });
}
