/** Jobs from the queue (graphile-worker, over PostgreSQL), and the outbox delivered until nothing is pending. */
import { Logger, type LogLevel, makeWorkerUtils, run, type TaskList } from "graphile-worker";
import { z } from "zod";
import { type Desk, openDesk } from "@/lib/gateway/desk";
import { FORM_NAMES, type FormName } from "@/lib/jobs/csv/forms";
import { UnreadableFile } from "@/lib/jobs/csv/records";
import type { ImportName } from "@/lib/jobs/import/import-file";
import type { JobName } from "@/lib/jobs/job";
import { watchMarket } from "@/lib/jobs/oversight/watch";
import { type JobPayloads, runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import type { Store } from "@/lib/store/store";
import { isMonth } from "@/lib/units/interval";

export interface Worker {
  /** Resolves once what is under way is done. */
  stop(): Promise<void>;
}

const DRAIN_EVERY_MS = 5_000;
const month = z.string().refine(isMonth);
const settlePayload = z.object({ month, preview: z.boolean().default(false) });
const issuePayload = z.object({ month });
const importPayload = z.object({
  name: z.enum(FORM_NAMES).refine((name): name is ImportName => isImportable(name)),
  path: z.string(),
  zero: z.boolean().default(false),
  ownerKeys: z.enum(["none", "p256", "mixed"]).default("none"),
});

function isImportable(name: FormName): name is ImportName {
  return name !== "gec";
}

// Standard output is the launcher's; what the queue has to say is worth hearing only when something is wrong.
const logger = new Logger(() => (level: LogLevel, message: string) => {
  if (level === "error" || level === "warning") process.stderr.write(`jobs: ${message}\n`);
});

/** Takes jobs until it is stopped. `dataDir` is LVJI_DATA. */
export async function startWorker(store: Store, ledger: Ledger, dataDir: string): Promise<Worker> {
  const desk = await openDesk(store, ledger, dataDir);
  const runner = await run({
    pgPool: store.pool,
    concurrency: 1,
    noHandleSignals: true,
    crontab: "",
    logger,
    pollInterval: 1_000,
    taskList: taskList(desk),
  });
  const watch = watchMarket(store, ledger, (error) => logger.error(`oversight: ${String(error)}`));
  const draining = setInterval(() => void desk.gateway.drain().catch(() => undefined), DRAIN_EVERY_MS);
  return {
    async stop() {
      clearInterval(draining);
      await watch.stop();
      await runner.stop();
    },
  };
}

/** Puts work in the queue: one of its kind and payload at a time, tried again when a process dies over it. */
export async function enqueue<N extends JobName>(
  store: Store,
  name: N,
  payload: JobPayloads[N],
): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: store.pool, logger });
  try {
    await utils.migrate();
    const [task, body]: [string, unknown] = [name, payload];
    await utils.addJob(task, body, { jobKey: JSON.stringify([name, payload]), maxAttempts: 10 });
  } finally {
    await utils.release();
  }
}

function taskList(desk: Desk): TaskList {
  return {
    import: (payload) => unlessUnreadable(runJob(desk, "import", importPayload.parse(payload))),
    settle: async (payload) => void (await runJob(desk, "settle", settlePayload.parse(payload))),
    issue: async (payload) => void (await runJob(desk, "issue", issuePayload.parse(payload))),
  };
}

/** The job's row says why the file cannot be read; trying again would not change it. */
async function unlessUnreadable(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
  }
}
