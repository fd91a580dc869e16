/** Long work as a row: what it is, how far it is, what came of it. Unfinished work of the same kind is taken up again. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { UnreadableFile } from "@/lib/jobs/csv/records";
import type { ProgressReport } from "@/lib/jobs/progress";
import type { Store } from "@/lib/store/store";

export type JobName = "import" | "settle" | "issue";

export interface Job {
  readonly id: string;
  /** Whether an earlier run of it was interrupted. */
  readonly isResumed: boolean;
  /** Writes are spaced out: call it as often as you like. */
  report(report: ProgressReport): void;
  done(answer: unknown): Promise<void>;
  failed(reason: string): Promise<void>;
  /** To be called in any case, last. */
  release(): Promise<void>;
}

const REPORT_EVERY_MS = 500;

/** Takes the work up, with the interrupted run's id where there is one; waits while another process is at it. */
export async function beginJob(
  store: Store,
  name: JobName,
  payload: object,
  fingerprint: string,
): Promise<Job> {
  const lock = await store.pool.connect();
  // The lock is the connection's: it ends with the process, however that ends.
  await lock.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [fingerprint]);
  const release = async () => {
    await lock
      .query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [fingerprint])
      .catch(() => undefined);
    lock.release();
  };
  try {
    const earlier = await unfinished(store, fingerprint);
    const id = earlier ?? (await insertJob(store, name, payload, fingerprint));
    return { id, isResumed: earlier !== undefined, ...following(store, id), release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function unfinished(store: Store, fingerprint: string): Promise<string | undefined> {
  const found = await store.pool.query<{ id: string }>(
    "SELECT id FROM job WHERE fingerprint = $1 AND state = 'running' ORDER BY created_at LIMIT 1",
    [fingerprint],
  );
  return found.rows[0]?.id;
}

async function insertJob(store: Store, name: JobName, payload: object, fingerprint: string): Promise<string> {
  const id = randomUUID();
  await store.pool.query(
    "INSERT INTO job (id, name, payload, fingerprint, state) VALUES ($1, $2, $3, $4, 'running')",
    [id, name, JSON.stringify(payload), fingerprint],
  );
  return id;
}

function following(store: Store, id: string): Pick<Job, "report" | "done" | "failed"> {
  let last = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const finish = async (state: "done" | "failed", answer: unknown) => {
    await writing;
    await store.pool.query("UPDATE job SET state = $2, answer = $3, updated_at = now() WHERE id = $1", [
      id,
      state,
      JSON.stringify(answer),
    ]);
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
    done: (answer) => finish("done", answer),
    failed: (reason) => finish("failed", { reason }),
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
