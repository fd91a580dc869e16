/** Merkle trees of RFC 9162 §2.1: the side that has all the leaves. The side that has one is `verify`. */
import { concat, u8 } from "../bytes";
import { sha256, sha256Into } from "../sha256";

/** Bytes of a hash. */
export const HASH_LENGTH = 32;

const LEAF = u8(0x00);
const EMPTY = new Uint8Array(0);

/** H(0x00 ‖ data): 0x00 for leaves and 0x01 for nodes, so that neither passes for the other (§2.1.1). */
export function leafHash(data: Uint8Array): Uint8Array {
  return sha256(concat(LEAF, data));
}

/** H(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const node = new Uint8Array(1 + 2 * HASH_LENGTH);
  node[0] = 0x01;
  node.set(left, 1);
  node.set(right, 1 + HASH_LENGTH);
  return sha256(node);
}

/**
 * Root over leaf hashes of 32 bytes each; of one leaf that leaf's hash, of none H of the empty string.
 * RangeError where a leaf hash has another length.
 */
export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  return subtreeRoot(leafHashes, 0, leafHashes.length);
}

/**
 * Root over the leaves [from, to) taken as a tree of their own. Level by level in one array: pairs become their
 * parents, an odd node at the end moves up as it is, which is the RFC's split at the largest power of two.
 */
export function subtreeRoot(leafHashes: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (from === to) return sha256(EMPTY);
  const level = pack(leafHashes, from, to);
  const pair = new Uint8Array(1 + 2 * HASH_LENGTH);
  for (let count = to - from; count > 1; count = Math.ceil(count / 2)) raise(level, count, pair);
  return level.slice(0, HASH_LENGTH);
}

/** Sibling hashes from the leaf up (RFC 9162 §2.1.3.1). RangeError where there is no such leaf. */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leafHashes.length) {
    throw new RangeError(`no leaf ${index} in a tree of ${leafHashes.length}`);
  }
  const level = pack(leafHashes, 0, leafHashes.length);
  const pair = new Uint8Array(1 + 2 * HASH_LENGTH);
  const proof: Uint8Array[] = [];
  let at = index;
  for (let count = leafHashes.length; count > 1; count = Math.ceil(count / 2)) {
    const sibling = at % 2 === 0 ? at + 1 : at - 1;
    if (sibling < count) proof.push(level.slice(sibling * HASH_LENGTH, (sibling + 1) * HASH_LENGTH));
    raise(level, count, pair);
    at = Math.floor(at / 2);
  }
  return proof;
}

/**
 * What shows that the first `oldSize` leaves of the tree of `newSize` are those of the older one
 * (RFC 9162 §2.1.4.1). RangeError unless 1 ≤ oldSize ≤ newSize ≤ leaves: from nothing, nothing is proved.
 */
export function consistencyProof(
  leafHashes: readonly Uint8Array[],
  oldSize: number,
  newSize: number,
): Uint8Array[] {
  const sizes = [oldSize, newSize];
  if (!sizes.every(Number.isInteger) || oldSize < 1 || oldSize > newSize || newSize > leafHashes.length) {
    throw new RangeError(`no consistency from ${oldSize} to ${newSize} in a tree of ${leafHashes.length}`);
  }
  return consistencyHashes(oldSize, newSize, (from, to) => subtreeRoot(leafHashes, from, to));
}

/** The RFC's SUBPROOF(m, D[n], b) from the top down, over whatever tells the root of the leaves [from, to). */
export function consistencyHashes(
  oldSize: number,
  newSize: number,
  rootOfRange: (from: number, to: number) => Uint8Array,
): Uint8Array[] {
  const proof: Uint8Array[] = [];
  let from = 0;
  let to = newSize;
  // The RFC's b: the verifier has the old root itself.
  let known = true;
  while (to !== oldSize) {
    const middle = from + largestPowerOfTwoBelow(to - from);
    if (oldSize <= middle) {
      proof.push(rootOfRange(middle, to));
      to = middle;
    } else {
      proof.push(rootOfRange(from, middle));
      from = middle;
      known = false;
    }
  }
  if (!known) proof.push(rootOfRange(from, to));
  return proof.reverse();
}

/** The largest power of two strictly below `n` ≥ 2: where the RFC splits a tree of n leaves. */
export function largestPowerOfTwoBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

function pack(leafHashes: readonly Uint8Array[], from: number, to: number): Uint8Array {
  const level = new Uint8Array((to - from) * HASH_LENGTH);
  let at = 0;
  for (let i = from; i < to; i++) {
    const hash = leafHashes[i];
    if (hash?.length !== HASH_LENGTH) throw new RangeError(`leaf hash ${i} is not ${HASH_LENGTH} bytes`);
    level.set(hash, at);
    at += HASH_LENGTH;
  }
  return level;
}

/** Replaces the first `count` nodes of `level` by their parents, in place; `pair` is scratch for one message. */
function raise(level: Uint8Array, count: number, pair: Uint8Array): void {
  pair[0] = 0x01;
  const parents = Math.floor(count / 2);
  for (let i = 0; i < parents; i++) {
    const from = 2 * i * HASH_LENGTH;
    for (let byte = 0; byte < 2 * HASH_LENGTH; byte++) pair[1 + byte] = level[from + byte] ?? 0;
    sha256Into(pair, level, i * HASH_LENGTH);
  }
  if (count % 2 === 1)
    level.copyWithin(parents * HASH_LENGTH, (count - 1) * HASH_LENGTH, count * HASH_LENGTH);
}
