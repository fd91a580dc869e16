import { recall, remember } from "@/components/certificate/device-memory";
import {
  checkCount,
  type Outcome,
  type PageState,
  pageStateOf,
  stageStatesOf,
  stages,
} from "@/components/certificate/page-state";
import { verifyInWorker } from "@/components/certificate/verifier";
import { keepChecked } from "@/components/dashboard/check-certificate";
import type { StageState } from "@/lib/proof/verify/verdict";
import type { HoldingView } from "./holding-view";

/** What this browser found of a certificate, small enough to be remembered by the thousand. */
export interface Checked {
  readonly state: PageState;
  /** Checks that held, of all. */
  readonly held: number;
  /** In the order of the path. */
  readonly stages: readonly StageState[];
  /** Milliseconds the verifier took. */
  readonly took: number;
  /** Unix seconds by this device's clock. */
  readonly at: number;
}

type Claim = Pick<HoldingView, "code" | "hash" | "settledKwh" | "month" | "version">;

/** Fetches the proof as its holder sees it and has this device check it against what the list says. */
export async function checkHolding(claim: Claim, market: string): Promise<Checked> {
  const outcome = await outcomeOf(claim, market);
  const states = stageStatesOf(outcome, checkCount);
  const state = pageStateOf(outcome, checkCount);
  const held = outcome.verdict?.checks.filter(({ ok }) => ok === true).length ?? 0;
  // The dashboard's line asks for less than this: it need not be checked a second time there.
  if (state === "verified" || state === "failed")
    keepChecked(claim.code, { state, checks: held, kwh: claim.settledKwh });
  return {
    state,
    held,
    stages: stages.map((stage) => states[stage]),
    took: outcome.milliseconds,
    at: Math.floor(Date.now() / 1000),
  };
}

async function outcomeOf(claim: Claim, market: string): Promise<Outcome> {
  const seen = recall(market);
  const query = `?kwh=1${seen === undefined ? "" : `&seen=${seen.size}`}`;
  const none = { differs: [], milliseconds: 0 };
  try {
    const answer = await fetch(`/dashboard/certificates/${claim.code}/bundle.json${query}`);
    if (!answer.ok) return { problem: answer.status === 404 ? "not-found" : "unreachable", ...none };
    const known =
      seen === undefined
        ? {}
        : { pinned: seen.fingerprint, seen: { size: seen.size, root: seen.root, asked: true } };
    // With the path of one kilowatt-hour, so that readings and segments are checked too.
    const trust = { code: claim.code, kwh: 1, ...known };
    const now = Math.floor(Date.now() / 1000);
    const { verdict, milliseconds } = await verifyInWorker(await answer.text(), trust, now);
    const { figures } = verdict;
    const differs = figures === undefined ? [] : differing(claim, figures);
    if (differs.length === 0) remember(verdict);
    return { verdict, differs, milliseconds };
  } catch {
    return { problem: "unreachable", ...none };
  }
}

const claimed = ["hash", "settledKwh", "month", "version"] as const;

/** Figures of the list that the proof gives otherwise. */
function differing(claim: Claim, proven: Pick<Claim, (typeof claimed)[number]>): string[] {
  return claimed.filter((field) => claim[field] !== proven[field]);
}
