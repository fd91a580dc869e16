import { describe, expect, test } from "vitest";
import { toHex, u32be } from "@/lib/crypto/bytes";
import { consistencyProof, inclusionProof, leafHash, rootOf } from "@/lib/crypto/merkle/tree";
import {
  appendLeaves,
  consistencyAt,
  holdsLeaf,
  inclusionAt,
  rootAt,
  TileMissing,
  type TileReader,
} from "./log-tree";

const LEAVES = Array.from({ length: 66_200 }, (_, i) => leafHash(u32be(i)));

/** A tree grown by batches of the given sizes, read back through its tiles. */
function grown(batches: readonly number[]): {
  tiles: Map<string, Uint8Array>;
  read: TileReader;
  size: number;
} {
  const tiles = new Map<string, Uint8Array>();
  const read: TileReader = (level, index) => tiles.get(`${level}/${index}`);
  let size = 0;
  for (const count of batches) {
    for (const tile of appendLeaves(read, size, LEAVES.slice(size, size + count))) {
      tiles.set(`${tile.level}/${tile.index}`, tile.hashes);
    }
    size += count;
  }
  return { tiles, read, size };
}

function hexes(hashes: readonly Uint8Array[]): string[] {
  return hashes.map(toHex);
}

describe("a log on tiles", () => {
  const tree = grown([1, 1, 254, 1, 255, 256, 0, 300, 1000, 7]);

  test("has the RFC's root at every size it ever had", () => {
    for (const size of [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 768, 1068, 2067, tree.size]) {
      expect(toHex(rootAt(tree.read, size)), `size ${size}`).toBe(toHex(rootOf(LEAVES.slice(0, size))));
    }
  });

  test("does not depend on how the leaves were batched", () => {
    expect(grown([tree.size]).tiles).toEqual(tree.tiles);
  });

  test("proves inclusion and consistency as the RFC does", () => {
    for (const size of [1, 2, 7, 255, 256, 257, 700, tree.size]) {
      const leaves = LEAVES.slice(0, size);
      for (const index of [0, 1, 5, 255, 256, 511, size - 1].filter((i) => i < size)) {
        expect(hexes(inclusionAt(tree.read, index, size))).toEqual(hexes(inclusionProof(leaves, index)));
      }
      for (const old of [1, 2, 6, 255, 256, 300, size].filter((o) => o <= size)) {
        expect(hexes(consistencyAt(tree.read, old, size))).toEqual(
          hexes(consistencyProof(leaves, old, size)),
        );
      }
    }
  });

  test("reaches over three levels of tiles", () => {
    const large = grown([65_535, 1, 664]);
    expect(toHex(rootAt(large.read, large.size))).toBe(toHex(rootOf(LEAVES.slice(0, large.size))));
    expect(large.tiles.get("2/0")?.length).toBe(32);
    expect(hexes(inclusionAt(large.read, 65_536, large.size))).toEqual(
      hexes(inclusionProof(LEAVES.slice(0, large.size), 65_536)),
    );
  });

  test("knows its leaves", () => {
    expect(holdsLeaf(tree.read, 300, LEAVES[300] ?? u32be(0))).toBe(true);
    expect(holdsLeaf(tree.read, 301, LEAVES[300] ?? u32be(0))).toBe(false);
    expect(holdsLeaf(tree.read, 99_999, LEAVES[300] ?? u32be(0))).toBe(false);
  });

  test("refuses what it has no tiles or no sense for", () => {
    expect(() => rootAt(tree.read, tree.size + 1)).toThrow(TileMissing);
    expect(() => inclusionAt(tree.read, 3, 3)).toThrow(RangeError);
    expect(() => consistencyAt(tree.read, 0, 3)).toThrow(RangeError);
    expect(() => consistencyAt(tree.read, 4, 3)).toThrow(RangeError);
  });
});
