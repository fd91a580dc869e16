/** Jobs from the queue, and the outbox delivered until nothing is pending. */
import { run, type TaskList } from "graphile-worker";
import { z } from "zod";
import { type Desk, openDesk } from "@/lib/gateway/desk";
import { UnreadableFile } from "@/lib/jobs/csv/records";
import { fingerprintOf, JobOver } from "@/lib/jobs/job";
import { watchMarket } from "@/lib/jobs/oversight/watch";
import { importPayload, issuePayload, rebuildPayload, settlePayload } from "@/lib/jobs/payloads";
import { giveUp, runPersonJob, takeUpAgain } from "@/lib/jobs/person";
import { crontab, FORGET_TASK, logger, PERSON_TASK } from "@/lib/jobs/queue";
import { type RebuildPayload, rebuildWanted, takeUpRebuilds } from "@/lib/jobs/rebuild/rebuild";
import { forgetOld } from "@/lib/jobs/retention";
import { runHere, runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import type { Store } from "@/lib/store/store";

export interface Worker {
  /** Resolves once what is under way is done. */
  stop(): Promise<void>;
}

const DRAIN_EVERY_MS = 5_000;
/** Work that waits for a person's signature must not keep other work waiting. */
const AT_ONCE = 3;
const personPayload = z.object({ job: z.string() });

/** Takes jobs until it is stopped. `dataDir` is LVJI_DATA. */
export async function startWorker(store: Store, ledger: Ledger, dataDir: string): Promise<Worker> {
  const desk = await openDesk(store, ledger, dataDir);
  const stopping = new AbortController();
  const runner = await run({
    pgPool: store.pool,
    concurrency: AT_ONCE,
    noHandleSignals: true,
    crontab,
    logger,
    pollInterval: 1_000,
    taskList: taskList(desk, stopping.signal),
  });
  await takeUpAgain(store);
  await takeUpRebuilds(store);
  const watch = watchMarket(store, ledger, (error) => logger.error(`oversight: ${String(error)}`));
  const draining = setInterval(() => void desk.gateway.drain().catch(() => undefined), DRAIN_EVERY_MS);
  return {
    async stop() {
      stopping.abort();
      clearInterval(draining);
      await watch.stop();
      await runner.stop();
    },
  };
}

function taskList(desk: Desk, signal: AbortSignal): TaskList {
  return {
    import: (payload) => unlessUnreadable(runJob(desk, "import", importPayload.parse(payload))),
    settle: async (payload) => void (await runJob(desk, "settle", settlePayload.parse(payload))),
    issue: async (payload) => void (await runJob(desk, "issue", issuePayload.parse(payload))),
    [FORGET_TASK]: async () => void (await forgetOld(desk.store)),
    audit: async () => void (await runJob(desk, "audit", {})),
    rebuild: (payload) => rebuildOnce(desk, rebuildPayload.parse(payload)),
    async [PERSON_TASK](payload, { job: { attempts, max_attempts } }) {
      const { job } = personPayload.parse(payload);
      try {
        await runPersonJob(desk, job, { signal });
      } catch (error) {
        // Nobody tries again: whoever waits for it is told.
        if (attempts >= max_attempts) await giveUp(desk.store, job, error);
        throw error;
      }
    },
  };
}

/** By the row that asked for it: whoever comes late finds it over. */
async function rebuildOnce(desk: Desk, payload: RebuildPayload): Promise<void> {
  const only = await rebuildWanted(desk.store, payload);
  if (only === undefined) return;
  const options = { fingerprint: fingerprintOf("rebuild", payload), only, onProgress: () => undefined };
  try {
    await runHere(desk, "rebuild", payload, options);
  } catch (error) {
    if (!(error instanceof JobOver)) throw error;
  }
}

/** The job's row says why the file cannot be read; trying again would not change it. */
async function unlessUnreadable(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
  }
}
