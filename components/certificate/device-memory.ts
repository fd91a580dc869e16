import type { Verdict } from "@/lib/proof/verify/verdict";

/** What this device keeps of a market: whom it has pinned, and the last ledger it saw. */
export interface Remembered {
  readonly fingerprint: string;
  readonly size: number;
  readonly root: string;
}

const keyOf = (market: string): string => `lvji.market.${market}`;

export function recall(market: string): Remembered | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(market)) ?? "null");
    return isRemembered(value) ? value : undefined;
  } catch {
    // Storage refused (private window) or spoilt: this is a first visit.
    return undefined;
  }
}

/** Pins the roster of a verified bundle and notes how far its ledger had grown. */
export function remember(verdict: Verdict): void {
  const { figures, fingerprint } = verdict;
  if (verdict.verdict !== "verified" || figures === undefined || fingerprint === undefined) return;
  rememberLedger(figures.market, { fingerprint, size: figures.ledger.size, root: figures.ledger.root });
}

/** Notes a ledger that this device has checked; never goes back to a smaller one. */
export function rememberLedger(market: string, checked: Remembered): void {
  const known = recall(market);
  if (known !== undefined && known.size > checked.size) return;
  // The first roster is pinned for good: later ones are proved from it.
  const value: Remembered = { ...checked, fingerprint: known?.fingerprint ?? checked.fingerprint };
  try {
    localStorage.setItem(keyOf(market), JSON.stringify(value));
  } catch {
    // Nothing is remembered; the page says "not pinned" again next time.
  }
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== "object" || value === null) return false;
  const { fingerprint, size, root } = value as Partial<Record<keyof Remembered, unknown>>;
  return typeof fingerprint === "string" && Number.isSafeInteger(size) && typeof root === "string";
}
