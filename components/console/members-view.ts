import type { LedgerNow, MemberNow } from "@/components/ledger/ledger-now";

/** A member as the page's host sees it, with its state digest and how old its newest cosignature is. */
export interface MemberView extends MemberNow {
  readonly digest: string;
  /** Unix seconds; absent where the served checkpoint lacks its cosignature. */
  readonly cosignedAt?: number;
  readonly address: string;
  readonly logKey: string;
  readonly cosignKey: string;
  readonly rebuild?: RebuildView;
}

/** The newest rebuild of a member. */
export interface RebuildView {
  readonly isOver: boolean;
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
  /** Once it is over: "ok" or why not. */
  readonly outcome: string;
}

export interface MembersView {
  readonly ledger: LedgerNow;
  readonly members: readonly MemberView[];
  readonly quorum: number;
  readonly fingerprint: string;
  /** When it was looked at, Unix seconds. */
  readonly now: number;
  /** Whether this person may have a member made again. */
  readonly mayRebuild: boolean;
}
