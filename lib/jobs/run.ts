/** Long work, run here and now: by the command line in its own process, by a worker from the queue. */
import { type Desk, deskOf } from "@/lib/gateway/desk";
import { SignatureAwaited } from "@/lib/gateway/mailbox";
import { entriesOfSteps } from "@/lib/gateway/outbox";
import { type AuditJobAnswer, auditJob } from "@/lib/jobs/audit/audit";
import { UnreadableFile } from "@/lib/jobs/csv/records";
import type { ImportAnswer } from "@/lib/jobs/import/answer";
import { type ImportPayload, importFile } from "@/lib/jobs/import/import-file";
import { type IssueAnswer, issue } from "@/lib/jobs/issue/issue";
import { beginJob, fileHash, fingerprintOf, type Job, type JobName } from "@/lib/jobs/job";
import { keptAnswer } from "@/lib/jobs/kept-answer";
import type { Progress } from "@/lib/jobs/progress";
import { type RebuildAnswer, type RebuildPayload, rebuildJob } from "@/lib/jobs/rebuild/rebuild";
import type { SettleAnswer } from "@/lib/jobs/settle/answer";
import { type SettlePayload, settle } from "@/lib/jobs/settle/settle";
import type { Month } from "@/lib/units/interval";

export interface JobPayloads {
  readonly import: ImportPayload;
  readonly settle: SettlePayload;
  readonly issue: { readonly month: Month };
  /** Of all there is. */
  readonly audit: Readonly<Record<string, never>>;
  readonly rebuild: RebuildPayload;
}

export interface JobAnswers {
  readonly import: ImportAnswer;
  readonly settle: SettleAnswer;
  readonly issue: IssueAnswer;
  readonly audit: AuditJobAnswer;
  readonly rebuild: RebuildAnswer;
}

/**
 * Does the work or goes on with an interrupted run of it; waits while another process is at the same. Throws
 * UnreadableFile for a file that cannot be taken in, LedgerUnavailable when the ledger gave no answer.
 */
export async function runJob<N extends JobName>(
  desk: Desk,
  name: N,
  payload: JobPayloads[N],
  onProgress: Progress = () => undefined,
): Promise<JobAnswers[N]> {
  return runHere(desk, name, payload, { fingerprint: await jobFingerprint(name, payload), onProgress });
}

interface RunOptions {
  readonly fingerprint: string;
  /** This job and no other: JobOver where it is over by the time its turn comes. */
  readonly only?: string;
  readonly onProgress: Progress;
}

/** The same, where the fingerprint is known. */
export async function runHere<N extends JobName>(
  asked: Desk,
  name: N,
  payload: JobPayloads[N],
  { fingerprint, only, onProgress }: RunOptions,
): Promise<JobAnswers[N]> {
  const job = await beginJob(asked.store, name, payload, fingerprint, only);
  const desk = deskOf(asked, { kind: "job", who: job.id });
  try {
    // What was under way when the last process ended comes first: it may be this job's own.
    // A member is made again although, and because, the ledger may not take anything now.
    if (name !== "rebuild") await desk.gateway.drain();
    const answer = await runners[name](payload, { desk, job, progress: both(job, onProgress) });
    await job.done(keptAnswer(answer));
    return answer;
  } catch (error) {
    // A file nobody can read will not become readable; anything else may be tried again.
    if (error instanceof UnreadableFile) await job.failed(error.message, error.code);
    if (error instanceof SignatureAwaited) await job.rest();
    throw error;
  } finally {
    await job.release();
  }
}

interface Run {
  readonly desk: Desk;
  readonly job: Job;
  readonly progress: Progress;
}

type Runners = { readonly [N in JobName]: (payload: JobPayloads[N], run: Run) => Promise<JobAnswers[N]> };

const runners: Runners = {
  async import(payload, { desk, job, progress }) {
    const steps = `import/${job.id}/`;
    const own = job.isResumed ? await entriesOfSteps(desk.store, steps) : new Set<number>();
    return importFile(payload, { desk, job: job.id, steps, own, progress });
  },
  settle: (payload, { desk, progress }) => settle(payload, desk, progress),
  issue: (payload, { desk, progress }) => issue(payload, desk, progress),
  audit: (_, { desk, progress }) => auditJob(desk, progress),
  rebuild: (payload, { desk, progress }) => rebuildJob(desk.ledger, payload, progress),
};

/**
 * The same file imported in the same way is the same work, wherever the file lies; so is the settling of a month,
 * whatever sum was agreed to.
 */
export async function jobFingerprint<N extends JobName>(name: N, payload: JobPayloads[N]): Promise<string> {
  if ("preview" in payload) {
    const { agreed: _, ...rest } = payload;
    return fingerprintOf(name, rest);
  }
  if (!("path" in payload)) return fingerprintOf(name, payload);
  const { path, file: _, ...rest } = payload;
  return fingerprintOf(name, rest, await fileHash(path));
}

function both(job: Job, onProgress: Progress): Progress {
  return (report) => {
    job.report(report);
    onProgress(report);
  };
}
