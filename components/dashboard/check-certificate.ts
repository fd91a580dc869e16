import { recall, remember } from "@/components/certificate/device-memory";
import { verifyInWorker } from "@/components/certificate/verifier";

/** What this browser found of a certificate; kept as long as the tab is open. */
export interface Checked {
  readonly state: "verified" | "failed" | "unsure";
  /** Checks that came out true. */
  readonly checks: number;
  readonly kwh?: number;
}

const keyOf = (code: string) => `lvji.checked.${code}`;

export function remembered(code: string): Checked | undefined {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(keyOf(code)) ?? "null");
    return isChecked(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isChecked(value: unknown): value is Checked {
  if (typeof value !== "object" || value === null || !("state" in value) || !("checks" in value))
    return false;
  return ["verified", "failed", "unsure"].includes(String(value.state)) && Number.isInteger(value.checks);
}

/** Fetches the certificate's own bundle and verifies it here; `kwh` is what the page says it comes to. */
export async function checkCertificate(code: string, market: string, kwh: number): Promise<Checked> {
  const found = await verified(code, market, kwh).catch((): Checked => ({ state: "unsure", checks: 0 }));
  if (found.state !== "unsure") keepChecked(code, found);
  return found;
}

/** Keeps what this browser found of a certificate, wherever it was asked to check it. */
export function keepChecked(code: string, found: Checked): void {
  try {
    sessionStorage.setItem(keyOf(code), JSON.stringify(found));
  } catch {
    // Storage refused or full: it is checked again on the next page.
  }
}

async function verified(code: string, market: string, kwh: number): Promise<Checked> {
  const seen = recall(market);
  const address = seen === undefined ? "" : `?seen=${seen.size}`;
  const answer = await fetch(`/c/${code}/bundle.json${address}`);
  if (!answer.ok) return { state: "unsure", checks: 0 };
  const trust = {
    code,
    ...(seen === undefined
      ? {}
      : { pinned: seen.fingerprint, seen: { size: seen.size, root: seen.root, asked: true } }),
  };
  const { verdict } = await verifyInWorker(await answer.text(), trust, Math.floor(Date.now() / 1000));
  const checks = verdict.checks.filter(({ ok }) => ok === true).length;
  if (verdict.verdict === "unusable") return { state: "unsure", checks };
  const isSame = verdict.figures?.settledKwh === kwh;
  if (verdict.verdict !== "verified" || !isSame) return { state: "failed", checks };
  remember(verdict);
  return { state: "verified", checks, kwh };
}
