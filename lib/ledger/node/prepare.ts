/** A batch executed in memory: what a member would store, before it stores anything. */
import { compareText, fromHex, toHex } from "@/lib/crypto/bytes";
import { leafHash } from "@/lib/crypto/merkle/tree";
import type { Hex } from "@/lib/market/command";
import { BlobMissing } from "@/lib/market/metering/blobs";
import type { Refusal } from "@/lib/market/refusal";
import type { StateReader } from "@/lib/market/state";
import type { Candidate } from "./candidate";
import { nextDigest } from "./digest";
import { encodeJson, encodeReceipt, entryKey, HEAD_KEY, type Head, receiptKey, tileKey } from "./layout";
import { appendLeaves, rootAt, type TileReader } from "./log-tree";
import { type Overlay, overlayOn, STATE_PREFIX } from "./overlay";
import { encodeRecord } from "./record";
import { StoreCorrupted, type Writes } from "./store";

/**
 * `wanting`: the node lacks the blob the command names. `fault`: the rules threw, which is a bug in them. Either way
 * the command has no entry, and the others of the batch stand.
 */
export type Executed =
  | { readonly kind: "entry"; readonly index: number; readonly bytes: Uint8Array; readonly hash: Uint8Array }
  | { readonly kind: "refusal"; readonly refusal: Refusal }
  | { readonly kind: "wanting"; readonly blob: Hex }
  | { readonly kind: "fault"; readonly message: string };

export interface Prepared {
  readonly head: Head;
  /** One a candidate, in order; fewer where the batch was cut. */
  readonly executed: readonly Executed[];
  readonly writes: Writes;
}

export interface Workplace {
  readonly head: Head;
  readonly state: StateReader;
  readonly tiles: TileReader;
  readonly memo: Map<string, unknown>;
  blob(hash: Hex): Uint8Array | undefined;
}

/** How long a batch may keep other work of the process waiting. */
const BREATH_MS = 15;

/** Where a batch is cut: after the command that reaches one of these. */
export interface Cut {
  readonly ms: number;
  /** Of values written. */
  readonly bytes: number;
}

/**
 * Executes the batch in order at block time `time`, all of it or, where a cut is given, its beginning: at least one
 * command. Throws StoreCorrupted; changes nothing.
 */
export async function prepareBatch(
  place: Workplace,
  batch: readonly Candidate[],
  time: number,
  cut?: Cut,
): Promise<Prepared> {
  const overlay = overlayOn(place.state);
  const writes = new Map<string, Uint8Array | null>();
  const executed: Executed[] = [];
  const hashes: Uint8Array[] = [];
  let digest = fromHex(place.head.digest);
  const began = performance.now();
  let resumed = began;
  let written = 0;
  for (const candidate of batch) {
    const index = place.head.size + hashes.length;
    const result = await executeOne(place, overlay, candidate, { time, index });
    executed.push(result.executed);
    if (result.executed.kind === "entry") {
      const { bytes, hash } = result.executed;
      overlay.apply(result.writes);
      digest = nextDigest(digest, result.writes);
      hashes.push(hash);
      const keys = [...result.writes.keys()].sort(compareText);
      writes.set(entryKey(index), encodeRecord({ bytes, keys, private: candidate.private }));
      const { txId } = candidate;
      writes.set(receiptKey(txId), encodeReceipt({ txId, index, hash: toHex(hash), time }));
    }
    for (const value of result.writes.values()) written += value?.length ?? 0;
    if (cut && (written >= cut.bytes || performance.now() - began >= cut.ms)) break;
    if (performance.now() - resumed > BREATH_MS) {
      await new Promise(setImmediate);
      resumed = performance.now();
    }
  }
  for (const [key, value] of overlay.written()) writes.set(STATE_PREFIX + key, value);
  return { head: grow(place, hashes, { time, digest: toHex(digest) }, writes), executed, writes };
}

interface Ran {
  readonly executed: Executed;
  readonly writes: Writes;
}

const NOTHING: Writes = new Map();

async function executeOne(
  place: Workplace,
  state: Overlay,
  candidate: Candidate,
  at: { readonly time: number; readonly index: number },
): Promise<Ran> {
  try {
    const refusal = await candidate.check(state);
    if (refusal) return { executed: { kind: "refusal", refusal }, writes: NOTHING };
    const { memo } = place;
    const blob = (hash: Hex) => place.blob(hash);
    const outcome = candidate.rules.execute(state, candidate.envelope, { ...at, blob, memo });
    if (!outcome.ok) return { executed: { kind: "refusal", refusal: outcome.refusal }, writes: NOTHING };
    const { bytes, writes } = outcome;
    return { executed: { kind: "entry", index: at.index, bytes, hash: leafHash(bytes) }, writes };
  } catch (error) {
    // A store that no longer holds what was stored is this member's trouble, not the command's.
    if (error instanceof StoreCorrupted) throw error;
    if (error instanceof BlobMissing)
      return { executed: { kind: "wanting", blob: error.hash }, writes: NOTHING };
    return { executed: { kind: "fault", message: String(error) }, writes: NOTHING };
  }
}

/** The head after these leaves, with its tiles and itself among the writes. */
function grow(
  { head, tiles }: Workplace,
  hashes: readonly Uint8Array[],
  { time, digest }: Pick<Head, "time" | "digest">,
  writes: Map<string, Uint8Array | null>,
): Head {
  if (hashes.length === 0) return head;
  const changed = new Map<string, Uint8Array>();
  for (const tile of appendLeaves(tiles, head.size, hashes)) {
    changed.set(tileKey(tile.level, tile.index), tile.hashes);
  }
  for (const [key, value] of changed) writes.set(key, value);
  const size = head.size + hashes.length;
  const read: TileReader = (level, index) => changed.get(tileKey(level, index)) ?? tiles(level, index);
  const next = { size, root: toHex(rootAt(read, size)), digest, time };
  writes.set(HEAD_KEY, encodeJson(next));
  return next;
}
