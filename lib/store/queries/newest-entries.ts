import type { Store } from "@/lib/store/store";

/** The newest entry of each type there is: a list is what it was while nothing of its own has been entered. */
export async function newestEntries(store: Store): Promise<Map<string, number>> {
  // From type to type over the index: as many steps as there are types, however long the log.
  const { rows } = await store.pool.query<{ type: string; newest: number }>(
    `WITH RECURSIVE kind AS (
       (SELECT type FROM entry ORDER BY type LIMIT 1)
       UNION ALL
       SELECT (SELECT e.type FROM entry e WHERE e.type > kind.type ORDER BY e.type LIMIT 1) FROM kind
         WHERE kind.type IS NOT NULL)
     SELECT type, (SELECT e.index FROM entry e WHERE e.type = kind.type ORDER BY e.index DESC LIMIT 1) AS newest
       FROM kind WHERE type IS NOT NULL`,
  );
  return new Map(rows.map(({ type, newest }) => [type, newest]));
}

/** The newest entry whose type begins so (`certificate.`); −1 where there is none. */
export async function newestOf(store: Store, ...beginnings: readonly string[]): Promise<number> {
  return newestAmong(await newestEntries(store), ...beginnings);
}

export function newestAmong(entries: ReadonlyMap<string, number>, ...beginnings: readonly string[]): number {
  let newest = -1;
  for (const [type, index] of entries) {
    if (beginnings.some((beginning) => type.startsWith(beginning))) newest = Math.max(newest, index);
  }
  return newest;
}
