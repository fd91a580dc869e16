/**
 * The log's Merkle tree on C2SP tlog-tiles: hashes of perfect subtrees are looked up in tiles of 256, everything
 * else is folded from them (RFC 9162 §2.1). Nothing here knows where tiles are stored.
 */
import { equalBytes } from "@/lib/crypto/bytes";
import {
  consistencyHashes,
  HASH_LENGTH,
  largestPowerOfTwoBelow,
  nodeHash,
  rootOf,
} from "@/lib/crypto/merkle/tree";

/** Entries of a tile, and of a bundle. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** Hashes of tile `index` of `level`, concatenated: as many as the tree has, at most 256. */
export type TileReader = (level: number, index: number) => Uint8Array | undefined;

/** A tile that an append changed, whole. */
export interface ChangedTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

/** A tree that lacks a tile it must have: a store that lost a record. */
export class TileMissing extends Error {
  override name = "TileMissing";
}

/** Tiles after `leafHashes` were appended to a tree of `size` leaves, each as it is at the end. */
export function appendLeaves(
  tiles: TileReader,
  size: number,
  leafHashes: readonly Uint8Array[],
): ChangedTile[] {
  const changed: ChangedTile[] = [];
  let hashes = leafHashes;
  let count = size;
  for (let level = 0; hashes.length > 0; level++) {
    const parents: Uint8Array[] = [];
    let index = Math.floor(count / TILE_WIDTH);
    let content = count % TILE_WIDTH === 0 ? [] : [requireTile(tiles, level, index, count % TILE_WIDTH)];
    let width = count % TILE_WIDTH;
    for (const hash of hashes) {
      content.push(hash);
      width++;
      if (width < TILE_WIDTH) continue;
      const full = joined(content);
      changed.push({ level, index, hashes: full });
      parents.push(rootOf(split(full)));
      index++;
      content = [];
      width = 0;
    }
    if (width > 0) changed.push({ level, index, hashes: joined(content) });
    hashes = parents;
    count = Math.floor(count / TILE_WIDTH);
  }
  return changed;
}

/** Root of the first `size` leaves; of none H of the empty string. */
export function rootAt(tiles: TileReader, size: number): Uint8Array {
  return size === 0 ? rootOf([]) : subtree(tiles, 0, size);
}

/** Sibling hashes of leaf `index` in the tree of `size`, from the leaf up (RFC 9162 §2.1.3.1). */
export function inclusionAt(tiles: TileReader, index: number, size: number): Uint8Array[] {
  if (!Number.isInteger(index) || !Number.isInteger(size) || index < 0 || index >= size) {
    throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  }
  const proof: Uint8Array[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + largestPowerOfTwoBelow(to - from);
    if (index < middle) {
      proof.push(subtree(tiles, middle, to));
      to = middle;
    } else {
      proof.push(subtree(tiles, from, middle));
      from = middle;
    }
  }
  return proof.reverse();
}

/** What shows that the tree of `newSize` extends that of `oldSize` ≥ 1 (RFC 9162 §2.1.4.1). */
export function consistencyAt(tiles: TileReader, oldSize: number, newSize: number): Uint8Array[] {
  if (![oldSize, newSize].every(Number.isInteger) || oldSize < 1 || oldSize > newSize) {
    throw new RangeError(`no consistency from ${oldSize} to ${newSize}`);
  }
  return consistencyHashes(oldSize, newSize, (from, to) => subtree(tiles, from, to));
}

/** Whether the stored leaf hash at `index` is this one. */
export function holdsLeaf(tiles: TileReader, index: number, leafHash: Uint8Array): boolean {
  const tile = tiles(0, Math.floor(index / TILE_WIDTH));
  const at = (index % TILE_WIDTH) * HASH_LENGTH;
  return tile !== undefined && equalBytes(tile.subarray(at, at + HASH_LENGTH), leafHash);
}

/** Hash of the leaves [from, to), `from` being a multiple of the power of two that reaches over the range. */
function subtree(tiles: TileReader, from: number, to: number): Uint8Array {
  const count = to - from;
  if (isPowerOfTwo(count)) return perfect(tiles, from, count);
  const middle = from + largestPowerOfTwoBelow(count);
  return nodeHash(subtree(tiles, from, middle), subtree(tiles, middle, to));
}

/** Hash of 2^h leaves from a multiple of 2^h on: one slice of one tile, folded. */
function perfect(tiles: TileReader, from: number, count: number): Uint8Array {
  const height = Math.round(Math.log2(count));
  const level = Math.floor(height / TILE_HEIGHT);
  const span = TILE_WIDTH ** level;
  const first = from / span;
  const width = count / span;
  const at = first % TILE_WIDTH;
  const tile = requireTile(tiles, level, Math.floor(first / TILE_WIDTH), at + width);
  return rootOf(split(tile.subarray(at * HASH_LENGTH)));
}

function requireTile(tiles: TileReader, level: number, index: number, width: number): Uint8Array {
  const tile = tiles(level, index);
  if (tile === undefined || tile.length < width * HASH_LENGTH) {
    throw new TileMissing(`tile ${level}/${index} has fewer than ${width} hashes`);
  }
  return tile.subarray(0, width * HASH_LENGTH);
}

function isPowerOfTwo(n: number): boolean {
  return n === 1 || largestPowerOfTwoBelow(n) * 2 === n;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function split(hashes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < hashes.length; at += HASH_LENGTH) parts.push(hashes.subarray(at, at + HASH_LENGTH));
  return parts;
}
