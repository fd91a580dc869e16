import { differences } from "./compare-figures";
import { type Remembered, recall, remember } from "./device-memory";
import type { Outcome, Problem } from "./page-state";
import type { CertificateSummary } from "./summary";
import type { Verifier } from "./verifier";

/** A bundle's text with what was asked for: the answer must be to this question, put when this was known. */
export type Fetched =
  | { readonly text: string; readonly kwh: number | undefined; readonly seen: Remembered | undefined }
  | { readonly problem: Problem };

/** Fetches the proof bundle of the certificate, of one of its kWh, or of its whole month. */
export async function fetchBundle(
  summary: CertificateSummary,
  what: { readonly kwh?: number; readonly month?: boolean },
): Promise<Fetched> {
  const url = new URL(summary.bundleUrl, window.location.href);
  if (what.kwh !== undefined) url.searchParams.set("kwh", String(what.kwh));
  if (what.month === true) url.searchParams.set("month", "1");
  // Asks for the proof that today's ledger continues the one this device saw last.
  const seen = recall(summary.figures.market);
  if (seen !== undefined) url.searchParams.set("seen", String(seen.size));
  try {
    const answer = await fetch(url);
    if (answer.status === 404) return { problem: "not-found" };
    if (!answer.ok) return { problem: "unreachable" };
    return { text: await answer.text(), kwh: what.kwh, seen };
  } catch {
    return { problem: "unreachable" };
  }
}

/** Verifies a fetched bundle, lays its figures over the server's, and remembers the ledger it proved. */
export async function checkBundle(
  summary: CertificateSummary,
  fetched: Fetched,
  verifier: Verifier,
): Promise<Outcome> {
  if ("problem" in fetched) return { problem: fetched.problem, differs: [], milliseconds: 0 };
  const { figures } = summary;
  const { seen, kwh } = fetched;
  const address = new URLSearchParams(window.location.search);
  const v = address.get("v");
  const t = address.get("t");
  const trust = {
    code: figures.code,
    ...(v === null ? {} : { v }),
    ...(t === null ? {} : { t }),
    ...(kwh === undefined ? {} : { kwh }),
    ...(seen === undefined ? {} : { pinned: seen.fingerprint, seen: { ...seenOf(seen), asked: true } }),
  };
  try {
    const { verdict, milliseconds } = await verifier(fetched.text, trust, Math.floor(Date.now() / 1000));
    const differs = verdict.figures === undefined ? [] : differences(figures, verdict.figures);
    if (differs.length === 0) remember(verdict);
    return { verdict, differs, milliseconds };
  } catch {
    return { problem: "device", differs: [], milliseconds: 0 };
  }
}

function seenOf({ size, root }: Remembered): { readonly size: number; readonly root: string } {
  return { size, root };
}
