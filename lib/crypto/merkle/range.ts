/** One proof for neighbouring leaves: a kilowatt-hour's segments share their siblings (protocol §6). */
import { equalBytes } from "../bytes";
import { HASH_LENGTH, largestPowerOfTwoBelow, nodeHash, subtreeRoot } from "./tree";
import type { ProofCode, ProofVerdict } from "./verify";

/**
 * What shows leaves [from, to) of a tree: the roots of the largest subtrees wholly outside, from left to right.
 * RangeError unless 0 ≤ from < to ≤ leaves.
 */
export function rangeProof(leafHashes: readonly Uint8Array[], from: number, to: number): Uint8Array[] {
  return rangeProofOf(leafHashes.length, from, to, (start, end) => subtreeRoot(leafHashes, start, end));
}

/** The same for whoever need not have all the leaves: `rootOf` gives the root over [start, end) of `size` leaves. */
export function rangeProofOf(
  size: number,
  from: number,
  to: number,
  rootOf: (start: number, end: number) => Uint8Array,
): Uint8Array[] {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || from >= to || to > size) {
    throw new RangeError(`no leaves ${from} to ${to} in a tree of ${size}`);
  }
  const proof: Uint8Array[] = [];
  const visit = (start: number, end: number): void => {
    if (end <= from || start >= to) proof.push(rootOf(start, end));
    else if (start < from || end > to) {
      const middle = start + largestPowerOfTwoBelow(end - start);
      visit(start, middle);
      visit(middle, end);
    }
  };
  visit(0, size);
  return proof;
}

/** Whether `leafHashes` stand side by side from index `from` on in the tree of `size` leaves and that root. */
export function verifyRange(claim: {
  readonly leafHashes: readonly Uint8Array[];
  readonly from: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}): ProofVerdict {
  const { leafHashes, from, size, proof } = claim;
  const to = from + leafHashes.length;
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(from)) return refuse("index");
  if (from < 0 || from >= to || to > size) return refuse("index");
  if (![...leafHashes, ...proof].every((hash) => hash.length === HASH_LENGTH)) return refuse("length");
  let used = 0;
  const visit = (start: number, end: number): Uint8Array | undefined => {
    if (end <= from || start >= to) return proof[used++];
    if (start >= from && end <= to) return subtreeRoot(leafHashes, start - from, end - from);
    const middle = start + largestPowerOfTwoBelow(end - start);
    const left = visit(start, middle);
    const right = visit(middle, end);
    return left && right && nodeHash(left, right);
  };
  const root = visit(0, size);
  if (!root) return refuse("too-short");
  if (used < proof.length) return refuse("too-long");
  return equalBytes(root, claim.root) ? { ok: true } : refuse("root");
}

function refuse(code: ProofCode): ProofVerdict {
  return { ok: false, code };
}
