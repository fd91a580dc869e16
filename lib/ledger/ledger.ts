/**
 * The port: what the market's other parts know of the ledger, whichever engine orders the commands (architecture §2).
 *
 * What every engine promises:
 * - a receipt means the entry is durable on a quorum of members that executed it to the same bytes;
 * - one txId has one entry: whoever submits a known command again gets its first receipt;
 * - a refusal (`ok: false`) is the rules' answer and leaves no trace; `LedgerUnavailable` means that no answer could
 *   be given, and the same command may be submitted again whatever became of it;
 * - no checkpoint is ever served that does not extend the ones served before.
 */
import type { Json } from "@/lib/crypto/json";
import type { Envelope, Held, Hex } from "@/lib/market/command";
import type { Roster } from "@/lib/market/members/roster";
import type { Refusal } from "@/lib/market/refusal";

/** `hash` is the RFC 9162 leaf hash of the entry, `time` the block's, in Unix seconds. */
export interface Receipt {
  readonly txId: Hex;
  readonly index: number;
  readonly hash: Hex;
  readonly time: number;
}

export type SubmitResult =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly refusal: Refusal };

/** A leaf of the log: the entry's bytes and their leaf hash. */
export interface Leaf {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly hash: Hex;
}

/**
 * An entry with what members keep beside it and publish nowhere. `writes` are the keys of the state which the entry
 * wrote, in byte order, each with the value it has NOW (null: none): a follower that has caught up holds the state.
 */
export interface StoredRecord {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly openings: Readonly<Record<string, readonly [salt: Hex, value: Json]>>;
  readonly writes: readonly (readonly [key: string, value: Uint8Array | null])[];
}

/** A signed note with the log and cosignature lines of all members that agree, at least a quorum; `root` in hex. */
export interface Checkpoint {
  readonly note: string;
  readonly size: number;
  readonly root: Hex;
}

export type StateQuestion =
  | { readonly kind: "certificate"; readonly code: string }
  | { readonly kind: "key"; readonly keyId: string };

export interface BlobReceipt {
  readonly hash: Hex;
  readonly size: number;
  readonly held: readonly Held[];
}

/** `agreeing` counts towards the quorum; `lagging` catches up by itself; `diverged` and `down` say why. */
export type MemberState = "agreeing" | "lagging" | "diverged" | "down";

export interface MemberStatus {
  readonly name: string;
  /** Entries in the member's log. */
  readonly height: number;
  readonly root: Hex;
  /** Of its state: SHA-256(previous digest ‖ canonical writes), entry by entry. */
  readonly digest: Hex;
  readonly state: MemberState;
  readonly reason?: string;
}

/** All indices and sizes count entries from 0. Reads answer from a member that agrees. */
export interface Ledger {
  /** Resolves when final on a quorum. Throws LedgerUnavailable. */
  submit(envelope: Envelope): Promise<SubmitResult>;
  receipt(txId: Hex): Promise<Receipt | undefined>;
  /** At most `limit` entries from index `from` on, in order; fewer where an answer would grow beyond 8 MB. */
  entries(from: number, limit: number): Promise<readonly Leaf[]>;
  /** Like `entries`, what they wrote counted, with the members' private part: for projections, never for the public. */
  records(from: number, limit: number): Promise<readonly StoredRecord[]>;
  /** A tile or an entries bundle by its tlog-tiles path (`tile/0/000.p/7`), undefined where the tree has none. */
  tile(path: string): Promise<Uint8Array | undefined>;
  checkpoint(): Promise<Checkpoint>;
  /** Every roster from genesis on, oldest first. */
  roster(): Promise<readonly Roster[]>;
  /** One signed note (lvji/status/v1, lvji/key/v1) a member, at the served size; [] for what is not registered. */
  attest(question: StateQuestion): Promise<readonly string[]>;
  /** Stored durably by at least a quorum when it resolves. RangeError for bytes that are no day blob. */
  putBlob(bytes: Uint8Array): Promise<BlobReceipt>;
  blob(hash: Hex): Promise<Uint8Array | undefined>;
  /** A value of the state (lib/market/state.ts names the keys). */
  state(key: string): Promise<Uint8Array | undefined>;
  /** At most `limit` keys that begin with `prefix`, ascending by bytes, those after `after` where it is given. */
  stateKeys(prefix: string, limit: number, after?: string): Promise<readonly string[]>;
  members(): Promise<readonly MemberStatus[]>;
  /** RFC 9162 §2.1.3 and §2.1.4. RangeError unless index < size ≤ the log's, 0 < old ≤ new ≤ the log's. */
  inclusion(index: number, size: number): Promise<readonly Uint8Array[]>;
  consistency(oldSize: number, newSize: number): Promise<readonly Uint8Array[]>;
  /** Drops what the member stored and replays it from the others, who must be a quorum. */
  rebuild(member: string): Promise<void>;
  close(): Promise<void>;
}

export type UnavailableCode =
  | "no-quorum" // fewer members than a quorum agree
  | "storage" // too few members could store the batch: it may or may not stand
  | "blob" // no member that can be reached holds the blob the command names
  | "owner" // the process that owns the ledger went away or does not answer
  | "closed"
  | "queue-full";

/** No answer could be given. Submitting the same command again is safe. */
export class LedgerUnavailable extends Error {
  override name = "LedgerUnavailable";

  constructor(
    readonly code: UnavailableCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(`ledger unavailable (${code}): ${message}`, options);
  }

  // A build has this class once for its pages and again for its handlers; the ledger they share throws one of them.
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === "LedgerUnavailable";
  }
}
