/** Roots over a plant-month's lines and over a certificate's lines (protocol §4). Hashes are 32 bytes. */
import { compareBytes, concat } from "@/lib/crypto/bytes";
import { type SumTree, sumTree } from "@/lib/crypto/merkle/sum-tree";
import { leafHash, rootOf } from "@/lib/crypto/merkle/tree";

/** A line in the sum tree: its line-leaf hash and what it sends. */
export interface LineSum {
  readonly hash: Uint8Array;
  readonly sentWh: number;
}

/** The two leaves of one line. */
export interface LeafPair {
  readonly lineHash: Uint8Array;
  readonly traceHash: Uint8Array;
}

/** The order lines have in every tree of a plant-month: by line-leaf hash, which tells nothing about them. */
export function byLineHash<T>(lines: readonly T[], hashOf: (line: T) => Uint8Array): T[] {
  return [...lines].sort((a, b) => compareBytes(hashOf(a), hashOf(b)));
}

/** RFC 9162 root over the line-leaf hashes, ordered by themselves. */
export function linesRoot(lineHashes: readonly Uint8Array[]): Uint8Array {
  return rootOf(byLineHash(lineHashes, (hash) => hash));
}

/** RFC 9162 root over the trace-leaf hashes, in the order of their lines' hashes. */
export function tracesRoot(lines: readonly LeafPair[]): Uint8Array {
  return rootOf(byLineHash(lines, (line) => line.lineHash).map((line) => line.traceHash));
}

/** The sum tree of a plant-month: its root's hash is `sumRoot`, its sum is `sentWh`. */
export function sumRoot(lines: readonly LineSum[]): SumTree {
  return sumTree(byLineHash(lines, (line) => line.hash).map(({ hash, sentWh }) => ({ hash, sum: sentWh })));
}

/** Leaf hash of a line in its certificate: H(0x00 ‖ line-leaf hash ‖ trace-leaf hash). */
export function certLineHash({ lineHash, traceHash }: LeafPair): Uint8Array {
  return leafHash(concat(lineHash, traceHash));
}

/** RFC 9162 root over a certificate's lines, which come in contract-number order and are not reordered. */
export function certLinesRoot(lines: readonly LeafPair[]): Uint8Array {
  return rootOf(lines.map(certLineHash));
}
