import type { EvidenceStage } from "@/lib/proof/verify/figures";
import {
  type Check,
  type CheckGroup,
  type CheckId,
  checkGroups,
  checkIds,
  groupOf,
  type StageState,
  stageState,
  type Verdict,
} from "@/lib/proof/verify/verdict";

/** What the whole page says of the certificate (formats.md, `data-verdict`). */
export type PageState =
  | "checking"
  | "verified"
  | "failed"
  | "unknown"
  | "superseded"
  | "revoked"
  | "disputed";

/** Why this device could not check: nothing is said about the certificate itself. */
export type Problem = "unreachable" | "not-found" | "device";

export interface Outcome {
  readonly verdict?: Verdict;
  readonly problem?: Problem;
  /** Paths of figures the server had printed and the proof gives otherwise. */
  readonly differs: readonly string[];
  readonly milliseconds: number;
}

export const stages = [
  "production",
  "trade",
  "transmission",
  "consumption",
  "settlement",
] as const satisfies readonly EvidenceStage[];

/** How each check stands on the page: not yet, or what came of it. */
export type Mark = "pending" | "true" | "false" | "unknown";

export const checkCount = checkIds.length;

/** Checks of one group in the order they run. */
export function checksOf(group: CheckGroup): readonly CheckId[] {
  return checkIds.filter((id) => groupOf[id] === group);
}

/** The mark of check `id` when the first `revealed` checks have been shown. */
export function markOf(outcome: Outcome | undefined, id: CheckId, revealed: number): Mark {
  if (checkIds.indexOf(id) >= revealed) return "pending";
  const check = outcome?.verdict?.checks.find((candidate) => candidate.id === id);
  if (check === undefined) return "pending";
  return check.ok === null ? "unknown" : check.ok ? "true" : "false";
}

/**
 * The page's verdict. Nothing is verified before the last check was shown; a failure is said as soon as the
 * failing check is. What the members attest about the standing goes before `verified`, never before `failed`.
 */
export function pageStateOf(outcome: Outcome | undefined, revealed: number): PageState {
  if (outcome === undefined) return "checking";
  const { verdict } = outcome;
  if (verdict === undefined || verdict.verdict === "unusable") return "unknown";
  if (outcome.differs.length > 0 && revealed >= checkCount) return "failed";
  if (verdict.verdict === "failed") {
    const failing = firstFalse(verdict);
    return failing === undefined || revealed > checkIds.indexOf(failing.id) ? "failed" : "checking";
  }
  if (revealed < checkCount) return "checking";
  const { standing } = verdict.status;
  return standing === "superseded" || standing === "revoked" || standing === "disputed"
    ? standing
    : "verified";
}

export function firstFalse(verdict: Verdict): Check | undefined {
  return checkIds
    .map((id) => verdict.checks.find((check) => check.id === id))
    .find((check) => check?.ok === false);
}

/** States of the five stages after `revealed` checks. Below the first break the line stays ink: pending. */
export function stageStatesOf(
  outcome: Outcome | undefined,
  revealed: number,
): Readonly<Record<EvidenceStage, StageState>> {
  const states = { production: "pending", trade: "pending", transmission: "pending" } as Record<
    EvidenceStage,
    StageState
  >;
  let cut = false;
  for (const group of checkGroups) {
    const checks = outcome?.verdict?.checks ?? [];
    const last = checksOf(group).at(-1);
    const shown = last !== undefined && checkIds.indexOf(last) < revealed;
    const state = shown ? stageState(checks, group) : "pending";
    const stage = stages.find((name) => name === group);
    if (stage !== undefined) states[stage] = cut && state !== "broken" ? "pending" : state;
    if (state === "broken") cut = true;
  }
  return states;
}

/** Whether the ledger's own checks went through: before that no stage may be green. */
export function ledgerHolds(outcome: Outcome | undefined, revealed: number): boolean {
  return checksOf("ledger").every((id) => {
    const mark = markOf(outcome, id, revealed);
    return mark === "true" || mark === "unknown";
  });
}

/** On these the claims are hidden, not greyed: they were refuted or cannot be read at all. */
export function hidesClaims(state: PageState, outcome: Outcome | undefined): boolean {
  return state === "failed" || outcome?.verdict?.verdict === "unusable";
}
