/** What a node's log shows, in the port's shapes. */
import { toHex } from "@/lib/crypto/bytes";
import { HASH_LENGTH, leafHash } from "@/lib/crypto/merkle/tree";
import { encodeEntries, parseTilePath, TILE_WIDTH, tileWidth } from "@/lib/crypto/note/tiles";
import type { Leaf, StoredRecord } from "../ledger";
import type { MemberNode } from "./node";
import { readPrivate } from "./record";

/** An item and how many bytes of an answer it takes. */
export type Sized<T> = readonly [item: T, bytes: number];

/** The leaf of one entry, with how many bytes an answer grows by it. */
export function leafAt(node: MemberNode, index: number): Sized<Leaf> {
  const { bytes } = node.record(index);
  return [{ index, bytes, hash: toHex(leafHash(bytes)) }, bytes.length];
}

/**
 * One entry with its openings and what the state holds today at the keys it wrote, with its size in an
 * answer.
 */
export function storedRecordAt(node: MemberNode, index: number): Sized<StoredRecord> {
  const record = node.record(index);
  const writes = record.keys.map((key) => [key, node.state.get(key) ?? null] as const);
  let size = record.bytes.length + record.private.length;
  for (const [key, value] of writes) size += key.length + (value?.length ?? 0);
  return [{ index, bytes: record.bytes, openings: readPrivate(record).openings, writes }, size];
}

/** Where a page begins and when it ends; `size` is that of the log it is taken from. */
export interface PageRange {
  readonly from: number;
  readonly limit: number;
  readonly size: number;
}

const ANSWER_BYTES = 8_000_000;

/** Items from index `from` on: at least one where there is one, then until the answer is large enough. */
export function page<T>(
  node: MemberNode,
  range: PageRange,
  read: (node: MemberNode, index: number) => Sized<T>,
): T[] {
  const items: T[] = [];
  let answer = 0;
  for (let index = Math.max(0, range.from); index < range.size; index++) {
    if (items.length >= range.limit || answer >= ANSWER_BYTES) break;
    const [item, bytes] = read(node, index);
    items.push(item);
    answer += bytes;
  }
  return items;
}

/** The tile or bundle of the tree of `size` at a path, which is untrusted; undefined where that tree has none. */
export function tileAt(node: MemberNode, path: string, size: number): Uint8Array | undefined {
  const tile = parseTilePath(path);
  if (!tile) return undefined;
  const { level, index, width } = tile;
  if (width > tileWidth(level === "entries" ? 0 : level, index, size)) return undefined;
  if (level !== "entries") return node.tiles(level, index)?.subarray(0, width * HASH_LENGTH);
  const first = index * TILE_WIDTH;
  return encodeEntries(Array.from({ length: width }, (_, i) => node.record(first + i).bytes));
}

/** Keys of the state that begin with `prefix`, in order, at most `limit`, those after `after`. */
export function stateKeysOf(node: MemberNode, prefix: string, limit: number, after?: string): string[] {
  const found: string[] = [];
  for (const key of node.stateKeys(prefix, after)) {
    if (found.length >= limit) break;
    found.push(key);
  }
  return found;
}
