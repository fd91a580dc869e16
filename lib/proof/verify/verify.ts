import { parseBundle } from "./bundle";
import { type Run, runCheck, type State, type Trust } from "./checks";
import { Evidence } from "./evidence";
import type { Figures } from "./figures";
import { figuresOf } from "./figures-of";
import {
  checkConsistency,
  checkCosignatures,
  checkInclusion,
  checkLogSignature,
  checkPrint,
  checkRoster,
  firstFingerprint,
  isPinned,
  trustLevel,
} from "./ledger-checks";
import { readLine } from "./lines";
import { Mismatch } from "./mismatch";
import { checkKwh, checkSegments } from "./path";
import { checkBalance, checkConsumption, checkReading } from "./reading-checks";
import { checkLines, checkSettlement } from "./settlement-checks";
import { checkStatus } from "./standing-checks";
import { checkKeys, checkSignatures } from "./trade-checks";
import { checkChannels } from "./transmission-checks";
import { type Check, type CheckId, checkIds, groupOf, type Verdict } from "./verdict";

const runs: Readonly<Record<Exclude<CheckId, "shape">, Run>> = {
  roster: checkRoster,
  "log-signature": checkLogSignature,
  cosignatures: checkCosignatures,
  consistency: checkConsistency,
  inclusion: checkInclusion,
  qr: checkPrint,
  reading: checkReading,
  balance: checkBalance,
  keys: checkKeys,
  signatures: checkSignatures,
  channels: checkChannels,
  consumption: checkConsumption,
  segment: checkSegments,
  kwh: checkKwh,
  line: checkLines,
  settlement: checkSettlement,
  status: checkStatus,
};

/** Called as each check ends, in order: the page draws its line from this. */
export type OnCheck = (check: Check) => void;

/**
 * Verifies a proof bundle (protocol §6). Runs anywhere: it asks nobody, reads no clock and believes nothing
 * but `trust`. `now` is Unix seconds. Never throws: malformed input is `unusable`, anything false is `failed`.
 */
export async function verify(
  input: Uint8Array | string,
  trust: Trust,
  now: number,
  onCheck: OnCheck = () => {},
): Promise<Verdict> {
  const state = readState(input, trust, now);
  if (typeof state === "string") return unusable(state);
  const { bundle } = state;
  const shape: Check = {
    id: "shape",
    group: "ledger",
    ok: true,
    code: "ok",
    reason: "the bundle is complete and well-formed",
    detail: { entries: bundle.entries.length },
  };
  const checks = [shape];
  onCheck(shape);
  for (const id of checkIds) {
    if (id === "shape") continue;
    const check = await runCheck(id, runs[id], state);
    checks.push(check);
    onCheck(check);
  }
  const figures = checks.some((check) => check.ok === false) ? undefined : readFigures(state, checks);
  return {
    verdict: figures ? "verified" : "failed",
    trust: trustLevel(state),
    pinned: isPinned(state),
    status: state.standing,
    checks,
    fingerprint: firstFingerprint(bundle),
    ...(figures ? { figures } : {}),
  };
}

/** What was proved but cannot be read back is no proof: the first check then says so. */
function readFigures(state: State, checks: Check[]): Figures | undefined {
  try {
    return figuresOf(state);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unreadable";
    checks[0] = { id: "shape", group: "ledger", ok: false, code: "missing", reason, detail: {} };
    return undefined;
  }
}

function readState(input: Uint8Array | string, trust: Trust, now: number): State | string {
  try {
    const parsed = parseBundle(input);
    if (!parsed.ok) return parsed.reason;
    const evidence = new Evidence(parsed.bundle);
    const standing = { standing: "unknown", age: "none" } as const;
    return {
      bundle: parsed.bundle,
      evidence,
      ...readLines(evidence),
      trust,
      now,
      standing,
      cache: new Map(),
    };
  } catch (error) {
    return error instanceof Error ? error.message : "unreadable";
  }
}

/** Lines that do not open what was sealed are not shown at all; the check of the lines says why. */
function readLines(evidence: Evidence): Pick<State, "lines" | "linesProblem"> {
  try {
    return { lines: evidence.bundle.lines.map((line) => readLine(evidence, line)) };
  } catch (error) {
    if (error instanceof Mismatch) return { lines: [], linesProblem: error };
    throw error;
  }
}

function unusable(reason: string): Verdict {
  const shape: Check = {
    id: "shape",
    group: groupOf.shape,
    ok: false,
    code: "unreadable",
    reason,
    detail: {},
  };
  const status = { standing: "unknown", age: "none" } as const;
  return { verdict: "unusable", trust: "single-operator", pinned: false, status, checks: [shape] };
}
