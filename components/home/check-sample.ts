import { recall, remember } from "@/components/certificate/device-memory";
import type { Outcome } from "@/components/certificate/page-state";
import { verifyInWorker } from "@/components/certificate/verifier";
import { type Sample, saysTheSame } from "./sample";

/** Fetches a print's proof, of one of its kWh where one is named, and has this device check it against the QR. */
export async function checkSample(sample: Sample, kwh?: number): Promise<Outcome> {
  const seen = recall(sample.market);
  const url = new URL(sample.bundleUrl, window.location.href);
  if (kwh !== undefined) url.searchParams.set("kwh", String(kwh));
  if (seen !== undefined) url.searchParams.set("seen", String(seen.size));
  const text = await fetchText(url);
  if (typeof text !== "string") return { problem: text.problem, differs: [], milliseconds: 0 };
  const known =
    seen === undefined ? {} : { pinned: seen.fingerprint, seen: { size: seen.size, root: seen.root } };
  const trust = { code: sample.face.code, v: sample.v, t: sample.t, ...known };
  try {
    const { verdict, milliseconds } = await verifyInWorker(text, trust, Math.floor(Date.now() / 1000));
    const differs = verdict.figures && !saysTheSame(sample.face, verdict.figures) ? ["face"] : [];
    if (differs.length === 0) remember(verdict);
    return { verdict, differs, milliseconds };
  } catch {
    return { problem: "device", differs: [], milliseconds: 0 };
  }
}

async function fetchText(url: URL): Promise<string | { problem: "not-found" | "unreachable" }> {
  try {
    const answer = await fetch(url);
    if (answer.status === 404) return { problem: "not-found" };
    return answer.ok ? await answer.text() : { problem: "unreachable" };
  } catch {
    return { problem: "unreachable" };
  }
}
