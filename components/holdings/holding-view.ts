import type { DisclosureLevel } from "@/lib/market/state";
import type { Standing } from "@/lib/proof/verify/verdict";

/** One certificate of a holder's list: the server's claim, in ink. */
export interface HoldingView {
  readonly code: string;
  /** Of the entry that issued it: what this browser's check is laid over. */
  readonly hash: string;
  readonly month: string;
  readonly version: number;
  readonly unitName: string;
  /** Largest share first. */
  readonly plants: readonly { readonly code: string; readonly name: string; readonly type: string }[];
  readonly settledKwh: number;
  readonly status: Standing;
  readonly level: DisclosureLevel;
}

/** The address of the list, as it was understood; "" where a field was not given. */
export interface HoldingsAsked {
  readonly q: string;
  readonly from: string;
  readonly to: string;
  readonly unit: string;
  readonly plant: string;
  readonly status: string;
  readonly level: string;
  readonly tab: HoldingsTab;
  readonly sort: string;
}

export const holdingsTabs = ["all", "new", "troubled", "unchecked"] as const;
export type HoldingsTab = (typeof holdingsTabs)[number];

/** What a list is narrowed to, as a query: `page` and what is open are not part of it. */
export function queryOf(asked: HoldingsAsked, changed: Partial<HoldingsAsked> = {}): string {
  const given = Object.entries({ ...asked, ...changed }).filter(([field, value]) => {
    return value !== "" && !(field === "tab" && value === "all");
  });
  return new URLSearchParams(given).toString();
}

/** The last groups of a code, as people say it: `…02M4 4CRC`. */
export function shortCode(code: string): string {
  return `…${code.slice(-8, -4)} ${code.slice(-4)}`;
}

/** Certificates one archive holds at most. */
export const mostInArchive = { bundles: 500, papers: 200 } as const;
/** Certificates that can be named one by one; a filter names as many as there are. */
export const mostNamed = 100_000;

/** Digits of a certificate's hash by which it is told whether a browser checked it: ten of a million hardly meet. */
export const hashDigits = 12;

/** What a browser has not checked: how many, and a page of them. */
export interface Unchecked {
  readonly total: number;
  readonly rows: readonly HoldingView[];
  /** For the next part of the question, where it has one. */
  readonly seen?: string;
}
