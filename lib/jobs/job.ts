/** Long work as a row: what it is, how far it is, what came of it. Unfinished work of the same kind is taken up again. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { UnreadableFile } from "@/lib/jobs/csv/records";
import type { ProgressReport } from "@/lib/jobs/progress";
import { type KeptAnswer, sealAnswer } from "@/lib/store/rows/job-answer";
import type { Store } from "@/lib/store/store";

export type JobName = "import" | "settle" | "issue" | "audit" | "rebuild";

/** What was to be gone on with is over. */
export class JobOver extends Error {
  override name = "JobOver";
}

export interface Job {
  readonly id: string;
  /** Whether an earlier run of it was interrupted. */
  readonly isResumed: boolean;
  /** Writes are spaced out: call it as often as you like. */
  report(report: ProgressReport): void;
  done(answer: KeptAnswer): Promise<void>;
  /** `code`: of the file that cannot be read. */
  failed(reason: string, code?: string): Promise<void>;
  /** It waits for a signature, and nobody is at work on it. */
  rest(): Promise<void>;
  /** To be called in any case, last. */
  release(): Promise<void>;
}

const REPORT_EVERY_MS = 500;

/** What is not over: `queued` and `waiting` have nobody at work on them. */
const UNFINISHED = "('queued', 'running', 'waiting')";

/** Takes the work up, with the interrupted run's id where there is one; waits while another process is at it. */
export async function beginJob(
  store: Store,
  name: JobName,
  payload: object,
  fingerprint: string,
  only?: string,
): Promise<Job> {
  const lock = await lockedBy(store, fingerprint);
  const release = async () => {
    await lock
      .query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [fingerprint])
      .catch(() => undefined);
    lock.release();
  };
  try {
    const earlier = await unfinished(store.pool, fingerprint);
    if (only !== undefined && earlier !== only) throw new JobOver(only);
    const id = earlier ?? (await insertJob(store.pool, { name, payload, fingerprint, state: "running" }));
    if (earlier !== undefined) await setState(store, id, "running");
    return { id, isResumed: earlier !== undefined, ...following(store, id), release };
  } catch (error) {
    await release();
    throw error;
  }
}

const TURN_MS = 250;

/** A connection that holds the work's lock. Whoever waits for its turn keeps no connection from others meanwhile. */
async function lockedBy(store: Store, fingerprint: string): Promise<pg.PoolClient> {
  for (;;) {
    const client = await store.pool.connect();
    // The lock is the connection's: it ends with the process, however that ends.
    const tried = await client.query<{ locked: boolean }>(
      "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked",
      [fingerprint],
    );
    if (tried.rows[0]?.locked) return client;
    client.release();
    await sleep(TURN_MS);
  }
}

/** The work of this fingerprint that is not over, the oldest. */
export async function unfinished(
  client: Pick<pg.ClientBase, "query">,
  fingerprint: string,
): Promise<string | undefined> {
  const found = await client.query<{ id: string }>(
    `SELECT id FROM job WHERE fingerprint = $1 AND state IN ${UNFINISHED} ORDER BY created_at LIMIT 1`,
    [fingerprint],
  );
  return found.rows[0]?.id;
}

interface NewJob {
  readonly name: JobName;
  readonly payload: object;
  readonly fingerprint: string;
  readonly state: "queued" | "running";
  /** Whose device signs. */
  readonly signer?: { readonly accountId: string; readonly keyId: string };
}

export async function insertJob(
  client: Pick<pg.ClientBase, "query">,
  { name, payload, fingerprint, state, signer }: NewJob,
): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO job (id, name, payload, fingerprint, state, account_id, key_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[id, name, JSON.stringify(payload), fingerprint, state],
      ...[signer?.accountId ?? null, signer?.keyId ?? null],
    ],
  );
  return id;
}

/** Of work that is not over. `waiting` since the oldest signature it asked for in vain. */
export async function setState(
  store: Store,
  id: string,
  state: "queued" | "running" | "waiting",
): Promise<void> {
  await store.pool.query(
    `UPDATE job SET state = $2, updated_at = now(),
       waiting_at = CASE WHEN $2 = 'waiting' THEN coalesce(waiting_at, now()) ELSE waiting_at END
     WHERE id = $1 AND state IN ${UNFINISHED}`,
    [id, state],
  );
}

/** Work as its row says. */
export interface StoredJob {
  readonly id: string;
  readonly name: JobName;
  readonly payload: unknown;
  readonly fingerprint: string;
  readonly state: "queued" | "running" | "waiting" | "done" | "failed";
  readonly accountId: string | undefined;
  readonly keyId: string | undefined;
}

export async function readJob(store: Store, id: string): Promise<StoredJob | undefined> {
  const row = await store.prisma.job.findUnique({ where: { id } });
  if (row === null) return undefined;
  const { payload, fingerprint, accountId, keyId } = row;
  return {
    ...{ id, payload, fingerprint },
    name: row.name as StoredJob["name"],
    state: row.state as StoredJob["state"],
    accountId: accountId ?? undefined,
    keyId: keyId ?? undefined,
  };
}

function following(store: Store, id: string): Pick<Job, "report" | "done" | "failed" | "rest"> {
  let last = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const finish = async (state: "done" | "failed", answer: object) => {
    await writing;
    await store.pool.query(
      "UPDATE job SET state = $2, answer = $3, waiting_at = NULL, updated_at = now() WHERE id = $1",
      [id, state, JSON.stringify(answer)],
    );
  };
  return {
    report({ stage, done, total }) {
      const now = performance.now();
      if (now - last < REPORT_EVERY_MS) return;
      last = now;
      // A missed progress row is no reason to stop the work.
      writing = store.pool
        .query("UPDATE job SET stage = $2, done = $3, total = $4, updated_at = now() WHERE id = $1", [
          id,
          stage,
          done,
          total,
        ])
        .catch(() => undefined);
    },
    done: (answer) => finish("done", sealAnswer(store, id, answer)),
    failed: (reason, code) => finish("failed", { reason, code }),
    async rest() {
      await writing;
      await setState(store, id, "waiting");
    },
  };
}

/** SHA-256 of the file, hex. Throws UnreadableFile where it cannot be read. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw new UnreadableFile("missing", `${path} cannot be read`, { cause });
  }
  return hash.digest("hex");
}

/** One name for the same work: what it is and what it works on. */
export function fingerprintOf(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
