/**
 * RFC 9162 §2.1 written out as the RFC writes it, slices and all: the oracle of this folder's tests, never used
 * by the product. Trees are lists of leaf hashes.
 */
import { createHash } from "node:crypto";

type Hash = Uint8Array;

function h(...parts: readonly Uint8Array[]): Hash {
  return new Uint8Array(createHash("sha256").update(Buffer.concat(parts)).digest());
}

/** The largest power of two smaller than n. */
function split(n: number): number {
  return 2 ** (Math.ceil(Math.log2(n)) - 1);
}

/** MTH(D_n), §2.1.1. */
export function naiveRoot(leaves: readonly Hash[]): Hash {
  const [first] = leaves;
  if (!first) return h();
  if (leaves.length === 1) return first;
  const k = split(leaves.length);
  return h(Uint8Array.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** PATH(m, D_n), §2.1.3.1. */
export function naivePath(m: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  if (m < k) return [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))];
  return [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

/** PROOF(m, D_n), §2.1.4.1. */
export function naiveProof(m: number, leaves: readonly Hash[]): Hash[] {
  return naiveSubproof(m, leaves, true);
}

function naiveSubproof(m: number, leaves: readonly Hash[], complete: boolean): Hash[] {
  if (m === leaves.length) return complete ? [] : [naiveRoot(leaves)];
  const k = split(leaves.length);
  if (m <= k) return [...naiveSubproof(m, leaves.slice(0, k), complete), naiveRoot(leaves.slice(k))];
  return [...naiveSubproof(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))];
}
