/** Checking Merkle proofs, as written in RFC 9162 §2.1.3.2 and §2.1.4.2. Everything passed in is untrusted. */
import { equalBytes } from "../bytes";
import { HASH_LENGTH, nodeHash } from "./tree";

export type ProofCode =
  | "length" // a hash that is not 32 bytes
  | "index" // no leaf of a tree of that size
  | "size" // sizes that prove nothing: 0, or the older larger than the newer
  | "too-short"
  | "too-long"
  | "root"; // another root comes out

export type ProofVerdict = { readonly ok: true } | { readonly ok: false; readonly code: ProofCode };

const OK: ProofVerdict = { ok: true };

/** Whether the leaf stands at `index` in the tree of `size` leaves and that root; `proof` from the leaf up. */
export function verifyInclusion(claim: {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}): ProofVerdict {
  const reached = rootFromInclusion(claim);
  if (!reached.ok) return reached;
  return equalBytes(reached.root, claim.root) ? OK : refuse("root");
}

/**
 * The root that an inclusion path leads to, for a tree whose root is itself a leaf's content one level up.
 * That it is anybody's root is for the caller to show.
 */
export function rootFromInclusion(claim: {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
}): { readonly ok: true; readonly root: Uint8Array } | { readonly ok: false; readonly code: ProofCode } {
  const { index, size, proof } = claim;
  if (!isCount(size) || !isCount(index) || index >= size) return { ok: false, code: "index" };
  if (![claim.leafHash, ...proof].every(isHash)) return { ok: false, code: "length" };
  let root = claim.leafHash;
  let node = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) return { ok: false, code: "too-long" };
    if (isRight(node) || node === last) {
      root = nodeHash(sibling, root);
      // A last node without a right neighbour moved up: climb to where it has a left one.
      for (; !isRight(node); node = half(node)) last = half(last);
    } else root = nodeHash(root, sibling);
    node = half(node);
    last = half(last);
  }
  return last === 0 ? { ok: true, root } : { ok: false, code: "too-short" };
}

/** Whether the tree of `oldSize` and `oldRoot` is the beginning of that of `newSize` and `newRoot`. */
export function verifyConsistency(claim: {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): ProofVerdict {
  const { oldSize, newSize, oldRoot, newRoot, proof } = claim;
  if (!isCount(oldSize) || !isCount(newSize) || oldSize === 0 || oldSize > newSize) return refuse("size");
  if (oldSize === newSize) {
    if (proof.length > 0) return refuse("too-long");
    return equalBytes(oldRoot, newRoot) ? OK : refuse("root");
  }
  let node = oldSize - 1;
  let last = newSize - 1;
  for (; isRight(node); node = half(node)) last = half(last);
  // An old tree that is one whole subtree of the new one is not sent: the verifier has its root.
  const path = node === 0 ? [oldRoot, ...proof] : proof;
  if (!path.every(isHash)) return refuse("length");
  return climb(path, node, last, claim);
}

/** Both roots at once: the siblings on the left belong to both trees, those on the right to the newer only. */
function climb(
  path: readonly Uint8Array[],
  startNode: number,
  startLast: number,
  roots: { readonly oldRoot: Uint8Array; readonly newRoot: Uint8Array },
): ProofVerdict {
  const [start, ...rest] = path;
  if (!start) return refuse("too-short");
  let node = startNode;
  let last = startLast;
  let oldHash = start;
  let newHash = start;
  for (const sibling of rest) {
    if (last === 0) return refuse("too-long");
    if (isRight(node) || node === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      for (; !isRight(node); node = half(node)) last = half(last);
    } else newHash = nodeHash(newHash, sibling);
    node = half(node);
    last = half(last);
  }
  if (last !== 0) return refuse("too-short");
  return equalBytes(oldHash, roots.oldRoot) && equalBytes(newHash, roots.newRoot) ? OK : refuse("root");
}

function refuse(code: ProofCode): ProofVerdict {
  return { ok: false, code };
}

/** Sizes go to 2^53: shifts, which cut to 32 bits, would not do. */
function half(n: number): number {
  return Math.floor(n / 2);
}

function isRight(node: number): boolean {
  return node % 2 === 1;
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_LENGTH;
}
