/** A line's trace tree in two storeys: roots of blocks of 64 segments are kept, a block's own leaves are hashed again. */
import { rangeProofOf } from "@/lib/crypto/merkle/range";
import { HASH_LENGTH, rootOf, subtreeRoot } from "@/lib/crypto/merkle/tree";
import { type SegmentSource, segmentLeafHashes } from "@/lib/market/settlement/segment-leaf";

/** A power of two: the RFC's split then never cuts a block, whatever the tree's size. */
const BLOCK = 64;

/** Roots of the blocks, end to end. `packed` are the line's segments in their 24-byte form. */
export function traceBlocks(packed: Uint8Array, whose: SegmentSource): Uint8Array {
  const leaves = segmentLeafHashes(packed, whose);
  const blocks = new Uint8Array(HASH_LENGTH * Math.ceil(leaves.length / BLOCK));
  for (let at = 0; at * BLOCK < leaves.length; at++) {
    const root = rootOf(leaves.slice(at * BLOCK, (at + 1) * BLOCK));
    blocks.set(root, at * HASH_LENGTH);
  }
  return blocks;
}

export interface TraceTree {
  readonly count: number;
  /** Segments [from, to) in their 24-byte form, end to end. */
  readonly packed: (from: number, to: number) => Uint8Array;
  readonly whose: SegmentSource;
  /** As `traceBlocks` gives them. */
  readonly blocks: Uint8Array;
}

/** What shows segments [from, to) in the tree: at most two blocks of it are hashed. */
export function traceRangeProof(tree: TraceTree, from: number, to: number): Uint8Array[] {
  const { count, packed, whose, blocks } = tree;
  const roots = Array.from({ length: blocks.length / HASH_LENGTH }, (_, at) => {
    return blocks.subarray(at * HASH_LENGTH, (at + 1) * HASH_LENGTH);
  });
  const hashed = new Map<number, Uint8Array[]>();
  const leavesOf = (first: number): Uint8Array[] => {
    const known = hashed.get(first);
    if (known) return known;
    const leaves = segmentLeafHashes(packed(first, Math.min(first + BLOCK, count)), whose, first);
    hashed.set(first, leaves);
    return leaves;
  };
  return rangeProofOf(count, from, to, (start, end) => {
    const isWhole = start % BLOCK === 0 && (end % BLOCK === 0 || end === count);
    if (isWhole) return subtreeRoot(roots, start / BLOCK, Math.ceil(end / BLOCK));
    const first = start - (start % BLOCK);
    return subtreeRoot(leavesOf(first), start - first, end - first);
  });
}
