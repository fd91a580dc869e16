import type { Figures } from "./figures";

/** Every check of protocol §6, in the order it is run and shown. */
export const checkIds = [
  "shape",
  "roster",
  "log-signature",
  "cosignatures",
  "consistency",
  "inclusion",
  "qr",
  "reading",
  "balance",
  "keys",
  "signatures",
  "channels",
  "consumption",
  "segment",
  "kwh",
  "line",
  "settlement",
  "status",
] as const;

export type CheckId = (typeof checkIds)[number];

export const checkGroups = [
  "ledger",
  "production",
  "trade",
  "transmission",
  "consumption",
  "settlement",
  "standing",
] as const;

export type CheckGroup = (typeof checkGroups)[number];

export const groupOf: Readonly<Record<CheckId, CheckGroup>> = {
  shape: "ledger",
  roster: "ledger",
  "log-signature": "ledger",
  cosignatures: "ledger",
  consistency: "ledger",
  inclusion: "ledger",
  qr: "ledger",
  reading: "production",
  balance: "production",
  keys: "trade",
  signatures: "trade",
  channels: "transmission",
  consumption: "consumption",
  segment: "consumption",
  kwh: "consumption",
  line: "settlement",
  settlement: "settlement",
  status: "standing",
};

/** Codes of null: nothing is wrong, but nothing was shown, asked for, or possible now. */
export const nullCodes = [
  "withheld",
  "attested",
  "first-visit",
  "not-pinned",
  "no-kwh",
  "no-print",
  "stale",
  "clock",
  "too-few-attestations",
  "superseded-print",
] as const;

/** Codes of false. */
export const falseCodes = [
  "unreadable",
  "roster-unknown",
  "roster-chain",
  "note",
  "log-key",
  "quorum",
  "fork",
  "not-included",
  "altered",
  "other-code",
  "reading-root",
  "meter",
  "oversold",
  "offsets",
  "reading-exceeded",
  "key-unknown",
  "key-revoked",
  "signature",
  "opening",
  "channel-loss",
  "channel-path",
  "loss-sum",
  "segment-root",
  "kwh-range",
  "line-root",
  "certificate-root",
  "sum",
  "recomputed",
  "missing",
  "attestation",
] as const;

/** Why a check ended as it did; `ok` goes with true. People's words for each live in the messages. */
export type CheckCode = "ok" | (typeof nullCodes)[number] | (typeof falseCodes)[number];

export interface Check {
  readonly id: CheckId;
  readonly group: CheckGroup;
  readonly ok: boolean | null;
  readonly code: CheckCode;
  /** One English sentence that says what was compared and how it came out. */
  readonly reason: string;
  /** Values the people's sentence needs: counts, Wh, entry indices, names. */
  readonly detail: Readonly<Record<string, string | number>>;
}

/** Standing of the certificate as the members attest it, or why it is not known. */
export type Standing = "valid" | "superseded" | "revoked" | "disputed" | "unknown";

export interface StatusFigure {
  readonly standing: Standing;
  readonly age: "now" | "today" | "stale" | "clock" | "none";
  /** Unix seconds of the quorum-th newest attestation. */
  readonly asOf?: number;
}

export interface Verdict {
  readonly verdict: "verified" | "failed" | "unusable";
  readonly trust: "consortium" | "single-operator";
  /** False when no roster was pinned, by print, device or argument: the members could be anybody. */
  readonly pinned: boolean;
  readonly status: StatusFigure;
  readonly checks: readonly Check[];
  /** Fingerprint of the bundle's first roster, hex: what a first visitor compares. */
  readonly fingerprint?: string;
  /** Everything a page may print. Absent when the verdict is not `verified`. */
  readonly figures?: Figures;
}

export type StageState = "pending" | "checked" | "broken" | "withheld";

/** Protocol §6: at least one true and no false is checked, all null is withheld. */
export function stageState(checks: readonly Check[], group: CheckGroup): StageState {
  const own = checks.filter((check) => check.group === group);
  if (own.some((check) => check.ok === false)) return "broken";
  if (own.some((check) => check.ok === true)) return "checked";
  return own.length === 0 ? "pending" : "withheld";
}
