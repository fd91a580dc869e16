/**
 * A member's node: the replicated state machine every engine hosts. It executes the rules on its own state,
 * remembers in its own store, and signs only what it has read back from there.
 */
import { equalBytes, fromHex, toHex } from "@/lib/crypto/bytes";
import { leafHash } from "@/lib/crypto/merkle/tree";
import { sha256 } from "@/lib/crypto/sha256";
import type { Hex } from "@/lib/market/command";
import type { StateReader } from "@/lib/market/state";
import type { Receipt } from "../ledger";
import type { Candidate } from "./candidate";
import { EMPTY_DIGEST } from "./digest";
import {
  blobKey,
  decodeHead,
  decodeReceipt,
  decodeSigned,
  encodeJson,
  entryIndex,
  entryKey,
  HEAD_KEY,
  type Head,
  receiptKey,
  SIGNED_KEY,
  type Signed,
  tileKey,
} from "./layout";
import { holdsLeaf, rootAt, TileMissing, type TileReader } from "./log-tree";
import { NodeMemo } from "./memo";
import { STATE_PREFIX, storedState } from "./overlay";
import { type Cut, type Prepared, prepareBatch, type Workplace } from "./prepare";
import { decodeRecord, type EntryRecord } from "./record";
import { type Store, StoreCorrupted } from "./store";

/** A member that must not sign: what it stored is not what it computed, or not an extension of what it signed. */
export class NodeDiverged extends Error {
  override name = "NodeDiverged";
}

/** Records read between two breaths of a scrub. */
const SCRUB_SLICE = 2000;

export class MemberNode {
  readonly state: StateReader;
  readonly tiles: TileReader;
  /** Caches of pure results, lent to the rules. */
  readonly memo: NodeMemo;
  #head: Head;

  /** Throws StoreCorrupted or NodeDiverged when the store is not one a node left behind. */
  constructor(
    readonly name: string,
    readonly store: Store,
    sharedMemo = new Map<string, unknown>(),
  ) {
    this.memo = new NodeMemo(sharedMemo);
    this.state = storedState(store);
    this.tiles = (level, index) => store.get(tileKey(level, index));
    this.#head = this.#readHead();
  }

  get head(): Head {
    return this.#head;
  }

  /** Takes the head from the store again: after a write that may or may not stand. */
  reload(): Head {
    this.memo.clear();
    this.#head = this.#readHead();
    return this.#head;
  }

  /** Executes a batch in memory. */
  prepare(batch: readonly Candidate[], time: number, cut?: Cut): Promise<Prepared> {
    const { head, state, tiles, memo } = this;
    const place: Workplace = { head, state, tiles, memo, blob: (hash) => this.blob(hash) };
    return prepareBatch(place, batch, time, cut);
  }

  /** Stores a prepared batch. When it rejects, the batch may stand or not: `reload` says. */
  async commit(prepared: Prepared): Promise<void> {
    if (prepared.writes.size === 0) return;
    await this.store.write(prepared.writes);
    this.#head = prepared.head;
  }

  /** Reads a stored batch back: every record as it was prepared, every leaf under its hash, the root again. */
  reread(prepared: Prepared): void {
    const tiles = readOnce(this.tiles);
    for (const [key, value] of prepared.writes) {
      const stored = this.store.get(key);
      const same = value === null ? stored === undefined : stored !== undefined && equalBytes(stored, value);
      if (!same) throw new StoreCorrupted(key);
      const index = entryIndex(key);
      if (stored === undefined || index === undefined) continue;
      if (!holdsLeaf(tiles, index, leafHash(decodeRecord(stored).bytes))) throw new StoreCorrupted(key);
    }
    this.#checkRoot(prepared.head, tiles);
  }

  /**
   * Puts (size, root) of the present head on the disk as signed, and only then answers with it: whoever holds the
   * member's keys may sign that tree. NodeDiverged unless it extends the tree signed last.
   */
  async promise(): Promise<Signed> {
    const { size, root } = this.#head;
    const signed = this.signed();
    if (signed) this.#checkExtends(signed);
    if (signed?.size !== size) await this.store.write(new Map([[SIGNED_KEY, encodeJson({ size, root })]]));
    const stored = this.signed();
    if (stored?.size !== size || stored.root !== root) throw new StoreCorrupted(SIGNED_KEY);
    return stored;
  }

  signed(): Signed | undefined {
    const stored = this.store.get(SIGNED_KEY);
    return stored && decodeSigned(stored);
  }

  receipt(txId: Hex): Receipt | undefined {
    const stored = this.store.get(receiptKey(txId));
    return stored && decodeReceipt(txId, stored);
  }

  /** RangeError for an index the log does not have. */
  record(index: number): EntryRecord {
    const stored = index < this.#head.size ? this.store.get(entryKey(index)) : undefined;
    if (stored === undefined) throw new RangeError(`no entry ${index} in a log of ${this.#head.size}`);
    return decodeRecord(stored);
  }

  /** State keys that begin with `prefix`, ascending, those after `after` where it is given. */
  *stateKeys(prefix: string, after?: string): Iterable<string> {
    const begin = after === undefined ? undefined : STATE_PREFIX + after;
    for (const key of this.store.keys(STATE_PREFIX + prefix, begin)) yield key.slice(STATE_PREFIX.length);
  }

  blob(hash: Hex): Uint8Array | undefined {
    return this.store.get(blobKey(hash));
  }

  hasBlob(hash: Hex): boolean {
    for (const _ of this.store.keys(blobKey(hash))) return true;
    return false;
  }

  /** Durable when it resolves. */
  async keepBlob(hash: Hex, bytes: Uint8Array): Promise<void> {
    if (toHex(sha256(bytes)) !== hash) throw new RangeError(`not the bytes of blob ${hash}`);
    if (!this.hasBlob(hash)) await this.store.write(new Map([[blobKey(hash), bytes]]));
    const stored = this.blob(hash);
    if (stored === undefined || !equalBytes(stored, bytes)) throw new StoreCorrupted(blobKey(hash));
  }

  /** Reads every record once. Throws StoreCorrupted at the first that is not what was stored. */
  async scrub(): Promise<void> {
    let read = 0;
    for (let after: string | undefined, more = true; more; ) {
      more = false;
      // A new listing each slice: a cursor held over an await would keep an old snapshot alive.
      for (const key of this.store.keys("", after)) {
        this.store.get(key);
        after = key;
        more = ++read % SCRUB_SLICE === 0;
        if (more) break;
      }
      await new Promise(setImmediate);
    }
    this.#checkRoot(this.#head);
  }

  #readHead(): Head {
    const stored = this.store.get(HEAD_KEY);
    if (stored === undefined)
      return { size: 0, root: toHex(rootAt(this.tiles, 0)), digest: toHex(EMPTY_DIGEST), time: 0 };
    const head = decodeHead(stored);
    this.#checkRoot(head);
    return head;
  }

  #checkRoot({ size, root }: Signed, tiles = this.tiles): void {
    if (!this.#hasRoot(size, root, tiles))
      throw new NodeDiverged(`the stored tiles are not a tree of ${size} with root ${root}`);
  }

  #checkExtends({ size, root }: Signed): void {
    if (size > this.#head.size || !this.#hasRoot(size, root)) {
      throw new NodeDiverged(
        `a tree of ${this.#head.size} that does not extend the one of ${size} signed before`,
      );
    }
  }

  #hasRoot(size: number, root: Hex, tiles = this.tiles): boolean {
    try {
      return equalBytes(rootAt(tiles, size), fromHex(root));
    } catch (error) {
      if (error instanceof TileMissing) return false;
      throw error;
    }
  }
}

/** A reader that asks for each tile once. */
function readOnce(tiles: TileReader): TileReader {
  const read = new Map<string, Uint8Array | undefined>();
  return (level, index) => {
    const name = `${level}/${index}`;
    if (!read.has(name)) read.set(name, tiles(level, index));
    return read.get(name);
  };
}
