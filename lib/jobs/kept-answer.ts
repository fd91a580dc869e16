import type { JobAnswers } from "@/lib/jobs/run";
import type { KeptAnswer } from "@/lib/store/rows/job-answer";

/** Refusals a job's row keeps; the caller is given all of them. */
const KEPT_REFUSALS = 1_000;

/** What a job's row keeps of an answer. Lines and certificates stand in the ledger's own rows: here they are counted. */
export function keptAnswer({ refused, ...answer }: JobAnswers[keyof JobAnswers]): KeptAnswer {
  // A line of 96 readings may be refused 96 times over: it is one line.
  const lines = new Set(refused.map((one) => ("line" in one ? one.line : one)));
  const { open, listed } = partsOf(answer);
  return {
    open: { ...open, refusedCount: lines.size },
    listed: { ...listed, refused: refused.slice(0, KEPT_REFUSALS) },
  };
}

type Answer = { [N in keyof JobAnswers]: Omit<JobAnswers[N], "refused"> }[keyof JobAnswers];

function partsOf(answer: Answer): KeptAnswer {
  if ("lines" in answer) {
    const { lines, ...run } = answer;
    return { open: { ...run, accepted: lines.length }, listed: {} };
  }
  if ("certificates" in answer) {
    const { certificates, ...run } = answer;
    return { open: { ...run, accepted: certificates.length }, listed: {} };
  }
  if ("findings" in answer) {
    const { findings, ...run } = answer;
    return { open: run, listed: { findings } };
  }
  if ("totalWh" in answer) {
    const { totalWh, ...run } = answer;
    return { open: run, listed: { totalWh } };
  }
  return { open: answer, listed: {} };
}
