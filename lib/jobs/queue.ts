/** The queue (graphile-worker, over PostgreSQL): what is put into it, and what it says when something is wrong. */
import { Logger, type LogLevel, makeWorkerUtils, type WorkerUtils } from "graphile-worker";
import type { JobName } from "@/lib/jobs/job";
import type { JobPayloads } from "@/lib/jobs/run";
import type { Store } from "@/lib/store/store";

// Standard output is the launcher's; what the queue has to say is worth hearing only when something is wrong.
export const logger = new Logger(() => (level: LogLevel, message: string) => {
  if (level === "error" || level === "warning") process.stderr.write(`jobs: ${message}\n`);
});

/** The queue's task for work that a person confirmed; its payload names the job. */
export const PERSON_TASK = "person";
const MOST_ATTEMPTS = 10;

/** The queue's task that removes what is kept no longer. */
export const FORGET_TASK = "forget";

/**
 * What the queue does by the clock, however many workers there are (UTC): every night at 03:20 of UTC+8, and at the
 * next start where none was running then.
 */
export const crontab = `20 19 * * * ${FORGET_TASK} ?id=${FORGET_TASK}&fill=1d&max=${MOST_ATTEMPTS}&jobKey=${FORGET_TASK}`;

/** Puts work in the queue: one of its kind and payload at a time, tried again when a process dies over it. */
export async function enqueue<N extends JobName>(
  store: Store,
  name: N,
  payload: JobPayloads[N],
): Promise<void> {
  await add(store, name, payload, JSON.stringify([name, payload]));
}

/** Work whose row is there already. A second time is no harm: whoever comes late finds it taken, or over. */
export async function enqueuePerson(store: Store, job: string): Promise<void> {
  await add(store, PERSON_TASK, { job }, `${PERSON_TASK}/${job}`);
}

async function add(store: Store, task: string, payload: unknown, jobKey: string): Promise<void> {
  const utils = await utilsOf(store);
  await utils.addJob(task, payload, { jobKey, maxAttempts: MOST_ATTEMPTS });
}

const opened = new WeakMap<Store["pool"], Promise<WorkerUtils>>();

/** One a database: two at once would both make the queue's own tables where there are none yet. */
function utilsOf({ pool }: Store): Promise<WorkerUtils> {
  const known = opened.get(pool);
  if (known !== undefined) return known;
  const made = makeWorkerUtils({ pgPool: pool, logger });
  opened.set(pool, made);
  made.catch(() => opened.delete(pool));
  return made;
}
