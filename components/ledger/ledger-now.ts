import type { Roster } from "@/lib/market/members/roster";

/** A member of the ledger as the page's host sees it: a claim until the device has checked its signature. */
export interface MemberNow {
  readonly name: string;
  readonly height: number;
  readonly root: string;
  readonly state: "agreeing" | "lagging" | "diverged" | "down";
  readonly reason?: string;
}

/** The newest checkpoint, the rosters it is judged by, and the members behind it. */
export interface LedgerNow {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly note: string;
  /** Oldest first. */
  readonly rosters: readonly Roster[];
  readonly members: readonly MemberNow[];
  /** True where one host runs so many members that it alone makes a quorum. */
  readonly singleOperator: boolean;
}
