/**
 * Sum tree of a plant's month (protocol §4): every node carries the energy below it, so that one path shows the
 * total that all lines together sent, without naming them. Leaf = H(0x00 ‖ line-leaf hash ‖ u64be sum),
 * node = H(0x01 ‖ hL ‖ u64be sumL ‖ hR ‖ u64be sumR), shape of RFC 9162.
 */
import { concat, equalBytes, u8, u64be } from "../bytes";
import { sha256 } from "../sha256";
import { HASH_LENGTH } from "./tree";
import type { ProofCode } from "./verify";

/** A node's hash and the sum below it, in Wh. */
export type SumNode = readonly [hash: Uint8Array, sum: number];

export interface SumTree {
  readonly root: Uint8Array;
  /** Total in Wh. */
  readonly sum: number;
  /** Siblings from the leaf up. RangeError where there is no such leaf. */
  proof(index: number): SumNode[];
}

/** `sum`: a quantity that is no integer of 0 … 2^53 − 1; `total`: the path adds up to something else. */
export type SumVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: ProofCode | "sum" | "total" };

/**
 * The tree over lines in the order given, which is that of their line-leaf hashes. RangeError for no line, a hash
 * that is not 32 bytes, and sums that are no integers or reach 2^53.
 */
export function sumTree(leaves: readonly { readonly hash: Uint8Array; readonly sum: number }[]): SumTree {
  if (leaves.length === 0) throw new RangeError("a sum tree has a leaf");
  const levels = [leaves.map(({ hash, sum }) => leafNode(hash, sum))];
  let top = levels[0] ?? [];
  while (top.length > 1) {
    top = parentsOf(top);
    levels.push(top);
  }
  const [root, sum] = nodeAt(top, 0);
  return { root, sum, proof: (index) => siblings(levels, index) };
}

/** Whether the line, sending `sum` Wh, stands at `index` among `size` lines which together sent `total`. */
export function verifySum(claim: {
  readonly lineHash: Uint8Array;
  readonly sum: number;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly SumNode[];
  readonly root: Uint8Array;
  readonly total: number;
}): SumVerdict {
  const { index, size, proof } = claim;
  if (!isSum(index) || !isSum(size) || index >= size) return refuse("index");
  if (![claim.lineHash, ...proof.map(([hash]) => hash)].every(isHash)) return refuse("length");
  if (![claim.sum, ...proof.map(([, sum]) => sum)].every(isSum)) return refuse("sum");
  let node = leafNode(claim.lineHash, claim.sum);
  let last = size - 1;
  let used = 0;
  for (let at = index; last > 0; at = Math.floor(at / 2), last = Math.floor(last / 2)) {
    if (at === last && at % 2 === 0) continue;
    const sibling = proof[used++];
    if (!sibling) return refuse("too-short");
    if (node[1] + sibling[1] > Number.MAX_SAFE_INTEGER) return refuse("sum");
    node = at % 2 === 0 ? parent(node, sibling) : parent(sibling, node);
  }
  if (used < proof.length) return refuse("too-long");
  if (!equalBytes(node[0], claim.root)) return refuse("root");
  return node[1] === claim.total ? { ok: true } : refuse("total");
}

function leafNode(hash: Uint8Array, sum: number): SumNode {
  if (!isHash(hash)) throw new RangeError(`a line-leaf hash is ${HASH_LENGTH} bytes`);
  return [sha256(concat(u8(0x00), hash, u64be(sum))), sum];
}

/** Throws RangeError where the two reach 2^53 together. */
function parent([left, leftSum]: SumNode, [right, rightSum]: SumNode): SumNode {
  const sum = leftSum + rightSum;
  if (!isSum(sum)) throw new RangeError("a sum of 2^53 or above");
  return [sha256(concat(u8(0x01), left, u64be(leftSum), right, u64be(rightSum))), sum];
}

function parentsOf(level: readonly SumNode[]): SumNode[] {
  return Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => {
    const right = level[2 * i + 1];
    return right ? parent(nodeAt(level, 2 * i), right) : nodeAt(level, 2 * i);
  });
}

function siblings(levels: readonly (readonly SumNode[])[], index: number): SumNode[] {
  nodeAt(levels[0] ?? [], index);
  const proof: SumNode[] = [];
  let at = index;
  for (const level of levels) {
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    if (sibling) proof.push(sibling);
    at = Math.floor(at / 2);
  }
  return proof;
}

function nodeAt(level: readonly SumNode[], index: number): SumNode {
  const node = level[index];
  if (!node) throw new RangeError(`no leaf ${index} in a tree of ${level.length}`);
  return node;
}

function isSum(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_LENGTH;
}

function refuse(code: ProofCode | "sum" | "total"): SumVerdict {
  return { ok: false, code };
}
