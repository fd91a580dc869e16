import type { Store } from "@/lib/store/store";

// What the gateway's monitor shows besides the submissions themselves (submissions.ts).

export interface OutboxStanding {
  /** Taken in, without an answer yet. */
  readonly pending: number;
  readonly oldest: Date | undefined;
}

export async function outboxStanding(store: Store): Promise<OutboxStanding> {
  const found = await store.pool.query<{ pending: number; oldest: Date | null }>(
    "SELECT count(*)::int AS pending, min(created_at) AS oldest FROM outbox WHERE state = 'pending'",
  );
  const { pending = 0, oldest } = found.rows[0] ?? {};
  return { pending, oldest: oldest ?? undefined };
}

export interface RefusalCount {
  readonly code: string;
  readonly count: number;
  readonly types: readonly string[];
  readonly last: Date;
}

/** Refusals since `since` by code, the most frequent first. */
export async function refusalCounts(store: Store, since: Date): Promise<RefusalCount[]> {
  const found = await store.pool.query<RefusalCount>(
    `SELECT code, count(*)::int AS count, array_agg(DISTINCT type) AS types, max(at) AS last
     FROM submission WHERE state = 'refused' AND at >= $1 GROUP BY code ORDER BY count DESC, code`,
    [since],
  );
  return found.rows;
}

/** The slowest answer since `since`, milliseconds. */
export async function slowestAnswer(store: Store, since: Date): Promise<number | undefined> {
  const found = await store.pool.query<{ slowest: number | null }>(
    "SELECT max(latency_ms) AS slowest FROM submission WHERE state = 'accepted' AND at >= $1",
    [since],
  );
  return found.rows[0]?.slowest ?? undefined;
}

/** How often a command was sent, and which step of long work it is ("" for none). */
export async function deliveryOf(
  store: Store,
  txId: string,
): Promise<{ readonly attempts: number; readonly step: string } | undefined> {
  const row = await store.prisma.outbox.findUnique({ where: { txId } });
  return row === null ? undefined : { attempts: row.attempts, step: row.step ?? "" };
}
