import type { CommandAnswer, Prepared } from "./to-sign";

/** A key of the organisation as the page lists it. */
export interface DeviceRow {
  readonly keyId: string;
  /** What its person calls it; the market's label for keys of others. */
  readonly label: string;
  /** `entering`: taken in, and not yet read back from the ledger. */
  readonly state: "in-force" | "entering" | "ended";
  /** Entries that registered and ended it. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly custody: "self" | "gateway" | "exchange";
  readonly isMine: boolean;
  /** May end it: its person, or an administrator of the organisation. */
  readonly mayRevoke: boolean;
  /** As people read it. */
  readonly created?: string | undefined;
  readonly used?: string | undefined;
}

/** The server actions of the page. */
export interface DeviceActions {
  rename(keyId: string, label: string): Promise<boolean>;
  /** Ends `keyId`, signed by this browser's key `byKeyId`. */
  prepareRevoke(byKeyId: string, keyId: string, reason: string): Promise<Prepared>;
  /** Ends it with the organisation's key the gateway keeps. */
  revokeLost(keyId: string, reason: string): Promise<CommandAnswer>;
}
