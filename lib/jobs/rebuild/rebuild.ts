/** A member made again from the others, as work with a row: it outlives the page, and the process. */

import { fingerprintOf, insertJob, unfinished } from "@/lib/jobs/job";
import type { Progress } from "@/lib/jobs/progress";
import { enqueue } from "@/lib/jobs/queue";
import type { Ledger } from "@/lib/ledger/ledger";
import { rebuildExcluded } from "@/lib/ledger/rebuild-excluded";
import { quorum } from "@/lib/market/members/roster";
import type { Store } from "@/lib/store/store";
import { inTransaction } from "@/lib/store/transaction";

export interface RebuildPayload {
  readonly member: string;
}

export interface RebuildAnswer {
  /** "ok", or why it was not made again: what rebuildExcluded answers. */
  readonly outcome: string;
  readonly refused: readonly [];
}

const LOOK_EVERY_MS = 250;

/** Progress is the member's height against the log's. Where it agrees already, an interrupted run was through. */
export async function rebuildJob(
  ledger: Ledger,
  { member }: RebuildPayload,
  progress: Progress,
): Promise<RebuildAnswer> {
  const standing = async () => (await ledger.members()).find(({ name }) => name === member);
  if ((await standing())?.state === "agreeing") return { outcome: "ok", refused: [] };
  const total = Math.max(...(await ledger.members()).map(({ height }) => height));
  progress({ stage: "replaying", done: 0, total });
  const look = async () => progress({ stage: "replaying", done: (await standing())?.height ?? 0, total });
  const looking = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  try {
    return { outcome: await rebuildExcluded(ledger, member), refused: [] };
  } finally {
    clearInterval(looking);
  }
}

/**
 * Writes the work's row and puts it in the queue, one of a member at a time. Answers "ok", or at once why it could not
 * be done: "state" where there is no such member or it follows by itself, "no-quorum" where too few others are left
 * (no worker runs then).
 */
export async function queueRebuild(store: Store, ledger: Ledger, payload: RebuildPayload): Promise<string> {
  const members = await ledger.members();
  const state = members.find(({ name }) => name === payload.member)?.state;
  if (state !== "diverged" && state !== "down") return "state";
  if (members.filter((one) => one.state === "agreeing").length < quorum(members.length)) return "no-quorum";
  const fingerprint = fingerprintOf("rebuild", payload);
  await inTransaction(store, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", [fingerprint]);
    if ((await unfinished(client, fingerprint)) !== undefined) return;
    await insertJob(client, { name: "rebuild", payload, fingerprint, state: "queued" });
  });
  await enqueue(store, "rebuild", payload);
  return "ok";
}

/** Work whose process ended over it: in the queue again when a worker starts. Whoever is at it still keeps it. */
export async function takeUpRebuilds(store: Store): Promise<void> {
  const left = await store.pool.query<{ payload: RebuildPayload }>(
    "SELECT payload FROM job WHERE name = 'rebuild' AND state IN ('queued', 'running') ORDER BY created_at",
  );
  for (const { payload } of left.rows) await enqueue(store, "rebuild", payload);
}

/** The row of this work that is not over: what is queued twice is done once. */
export function rebuildWanted(store: Store, payload: RebuildPayload): Promise<string | undefined> {
  return unfinished(store.pool, fingerprintOf("rebuild", payload));
}

export interface RebuildStanding {
  readonly member: string;
  readonly isOver: boolean;
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
  /** Once it is over: "ok" or why not. */
  readonly outcome: string;
}

/** Of each member the newest rebuild there was. */
export async function newestRebuilds(store: Store): Promise<RebuildStanding[]> {
  const { rows } = await store.pool.query<RebuildStanding>(
    `SELECT DISTINCT ON (payload->>'member') payload->>'member' AS member, state IN ('done', 'failed') AS "isOver",
       done, total, coalesce(answer->>'outcome', answer->>'reason', '') AS outcome
     FROM job WHERE name = 'rebuild' ORDER BY payload->>'member', created_at DESC`,
  );
  return rows;
}
