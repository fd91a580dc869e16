import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64, fromHex, toHex, u32be } from "../bytes";
import { rangeProof, verifyRange } from "./range";
import { naivePath, naiveProof, naiveRoot } from "./reference";
import { consistencyProof, inclusionProof, leafHash, nodeHash, rootOf } from "./tree";
import { type ProofVerdict, verifyConsistency, verifyInclusion } from "./verify";

const RFC6962 = "../shared/vectors/rfc6962-merkle";
const PROTOCOL = "../shared/vectors/protocol/checkpoint.json";

const LEAVES = Array.from({ length: 130 }, (_, i) => leafHash(u32be(i)));
const treeOf = (size: number) => LEAVES.slice(0, size);
const hexes = (hashes: readonly Uint8Array[]) => hashes.map(toHex);

interface PublishedCase {
  desc: string;
  wantErr: boolean;
  proof: string[] | null;
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  size1: number;
  size2: number;
  root1: string;
  root2: string;
}

function publishedCases(kind: "inclusion" | "consistency"): [string, PublishedCase][] {
  if (!existsSync(RFC6962)) return [];
  return readdirSync(`${RFC6962}/${kind}`, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json"))
    .map((path) => [path, JSON.parse(readFileSync(`${RFC6962}/${kind}/${path}`, "utf8"))]);
}

describe.skipIf(!existsSync(RFC6962))("vectors/rfc6962-merkle", () => {
  const inclusion = publishedCases("inclusion");
  const consistency = publishedCases("consistency");

  it("has 98 cases of each", () => {
    expect([inclusion.length, consistency.length]).toEqual([98, 98]);
  });

  it.each(inclusion)("inclusion/%s", (_, c) => {
    const verdict = verifyInclusion({
      leafHash: fromBase64(c.leafHash),
      index: c.leafIdx,
      size: c.treeSize,
      proof: (c.proof ?? []).map(fromBase64),
      root: fromBase64(c.root),
    });
    expect(verdict.ok).toBe(!c.wantErr);
  });

  it.each(consistency)("consistency/%s", (_, c) => {
    const verdict = verifyConsistency({
      oldSize: c.size1,
      newSize: c.size2,
      oldRoot: fromBase64(c.root1),
      newRoot: fromBase64(c.root2),
      proof: (c.proof ?? []).map(fromBase64),
    });
    expect(verdict.ok).toBe(!c.wantErr);
  });
});

interface TreeCase {
  name: string;
  input: { op: string; leaves: string[]; index: number; old: number; new: number };
  expected: {
    leafHashes: string[];
    roots: string[];
    root: string;
    proof: string[];
    oldRoot: string;
    newRoot: string;
  };
}

describe.skipIf(!existsSync(PROTOCOL))("vectors/protocol/checkpoint, the trees", () => {
  const all: TreeCase[] = existsSync(PROTOCOL) ? JSON.parse(readFileSync(PROTOCOL, "utf8")) : [];
  const cases = all.filter(({ input }) => ["tree", "inclusion", "consistency"].includes(input.op));
  it.each(cases.map((c) => [c.name, c] as const))("%s", (_, { input, expected }) => {
    const leaves = input.leaves.map((leaf) => leafHash(fromHex(leaf)));
    if (input.op === "tree") {
      expect(hexes(leaves)).toEqual(expected.leafHashes);
      expect(hexes(expected.roots.map((_root, size) => rootOf(leaves.slice(0, size))))).toEqual(
        expected.roots,
      );
    } else if (input.op === "inclusion") {
      expect(toHex(rootOf(leaves))).toBe(expected.root);
      expect(hexes(inclusionProof(leaves, input.index))).toEqual(expected.proof);
    } else {
      expect(toHex(rootOf(leaves.slice(0, input.old)))).toBe(expected.oldRoot);
      expect(toHex(rootOf(leaves.slice(0, input.new)))).toBe(expected.newRoot);
      expect(hexes(consistencyProof(leaves, input.old, input.new))).toEqual(expected.proof);
    }
  });
});

describe("against the RFC written out", () => {
  it("roots and inclusion, every leaf of every size", () => {
    for (const size of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 15, 16, 17, 31, 33, 64, 96, 127, 128, 130]) {
      const leaves = treeOf(size);
      const root = rootOf(leaves);
      expect(toHex(root)).toBe(toHex(naiveRoot(leaves)));
      for (const [index, hash] of leaves.entries()) {
        const proof = inclusionProof(leaves, index);
        expect(hexes(proof)).toEqual(hexes(naivePath(index, leaves)));
        expect(verifyInclusion({ leafHash: hash, index, size, proof, root })).toEqual({ ok: true });
      }
    }
  });

  it("consistency, every pair of sizes", () => {
    for (let newSize = 1; newSize <= 40; newSize++) {
      for (let oldSize = 1; oldSize <= newSize; oldSize++) {
        const proof = consistencyProof(LEAVES, oldSize, newSize);
        expect(hexes(proof)).toEqual(hexes(naiveProof(oldSize, treeOf(newSize))));
        const roots = { oldRoot: rootOf(treeOf(oldSize)), newRoot: rootOf(treeOf(newSize)) };
        expect(verifyConsistency({ oldSize, newSize, ...roots, proof })).toEqual({ ok: true });
      }
    }
  });

  it("ranges, every pair of borders", () => {
    for (const size of [1, 2, 3, 5, 8, 13, 20]) {
      const leaves = treeOf(size);
      const root = rootOf(leaves);
      for (let from = 0; from < size; from++) {
        for (let to = from + 1; to <= size; to++) {
          const proof = rangeProof(leaves, from, to);
          const claim = { leafHashes: leaves.slice(from, to), from, size, proof, root };
          expect(verifyRange(claim)).toEqual({ ok: true });
          if (to === from + 1) expect(hexes(proof).sort()).toEqual(hexes(naivePath(from, leaves)).sort());
        }
      }
    }
  });
});

/** All hash lists that differ from `hashes` in one bit. */
function* withOneBitChanged(hashes: readonly Uint8Array[]): Generator<Uint8Array[]> {
  for (const [at, hash] of hashes.entries()) {
    for (let bit = 0; bit < 8 * hash.length; bit++) {
      const changed = hash.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      yield hashes.with(at, changed);
    }
  }
}

describe("refuses every single-bit change", () => {
  const root = rootOf(treeOf(13));
  const bad: ProofVerdict = { ok: false, code: "root" };

  it("of a leaf, a root or a sibling", () => {
    for (const index of [0, 5, 12]) {
      const whole = [LEAVES[index] ?? root, root, ...inclusionProof(treeOf(13), index)];
      for (const [hash = root, claimed = root, ...proof] of withOneBitChanged(whole)) {
        expect(verifyInclusion({ leafHash: hash, index, size: 13, proof, root: claimed })).toEqual(bad);
      }
    }
  });

  it("of a consistency proof", () => {
    for (const oldSize of [4, 7, 8, 12]) {
      const whole = [rootOf(treeOf(oldSize)), root, ...consistencyProof(LEAVES, oldSize, 13)];
      for (const [oldRoot = root, newRoot = root, ...proof] of withOneBitChanged(whole)) {
        expect(verifyConsistency({ oldSize, newSize: 13, oldRoot, newRoot, proof })).toEqual(bad);
      }
    }
  });

  it("of a range", () => {
    const whole = [root, ...treeOf(8).slice(3), ...rangeProof(treeOf(13), 3, 8)];
    for (const [claimed = root, ...rest] of withOneBitChanged(whole)) {
      const claim = { leafHashes: rest.slice(0, 5), from: 3, size: 13, proof: rest.slice(5), root: claimed };
      expect(verifyRange(claim)).toEqual(bad);
    }
  });
});

describe("refuses", () => {
  const size = 13;
  const root = rootOf(treeOf(size));
  const [first = root] = LEAVES;
  const proof = inclusionProof(treeOf(size), 0);
  const inclusion = { leafHash: first, index: 0, size, proof, root };
  const consistency = {
    oldSize: 7,
    newSize: size,
    oldRoot: rootOf(treeOf(7)),
    newRoot: root,
    proof: consistencyProof(LEAVES, 7, size),
  };
  const range = {
    leafHashes: treeOf(5).slice(2),
    from: 2,
    size,
    proof: rangeProof(treeOf(size), 2, 5),
    root,
  };
  const short = first.subarray(1);

  it.each([
    ["index", { index: 13 }],
    ["index", { index: -1 }],
    ["index", { index: 0.5 }],
    ["index", { size: 0 }],
    ["index", { size: 2 ** 53 }],
    ["length", { leafHash: short }],
    ["length", { proof: [short, ...proof.slice(1)] }],
    ["too-short", { proof: proof.slice(1) }],
    ["too-short", { size: 2 ** 53 - 1 }],
    ["too-long", { proof: [...proof, root] }],
    ["too-long", { size: 1 }],
    ["root", { index: 1 }],
    ["root", { root: short }],
  ])("inclusion: %s %o", (code, change) => {
    expect(verifyInclusion({ ...inclusion, ...change })).toEqual({ ok: false, code });
  });

  it.each([
    ["size", { oldSize: 0 }],
    ["size", { oldSize: 14 }],
    ["size", { oldSize: 1.5 }],
    ["size", { newSize: 2 ** 53 }],
    ["length", { proof: [short, ...consistency.proof.slice(1)] }],
    ["length", { oldSize: 8, oldRoot: short, proof: [root] }],
    ["too-short", { proof: [] }],
    ["too-short", { proof: consistency.proof.slice(0, -1) }],
    ["too-long", { proof: [...consistency.proof, root] }],
    ["too-long", { newSize: 7 }],
    ["root", { newSize: 7, proof: [] }],
    ["root", { oldRoot: root }],
    ["root", { newRoot: first }],
  ])("consistency: %s %o", (code, change) => {
    expect(verifyConsistency({ ...consistency, ...change })).toEqual({ ok: false, code });
  });

  it.each([
    ["index", { from: -1 }],
    ["index", { from: 11 }],
    ["index", { from: 0.5 }],
    ["index", { leafHashes: [] }],
    ["index", { size: 2 ** 53 }],
    ["length", { proof: [short] }],
    ["length", { leafHashes: [short] }],
    ["too-short", { proof: range.proof.slice(1) }],
    ["too-short", { proof: [] }],
    ["too-long", { proof: [...range.proof, root] }],
    ["root", { from: 3 }],
    ["root", { leafHashes: treeOf(3) }],
  ])("range: %s %o", (code, change) => {
    expect(verifyRange({ ...range, ...change })).toEqual({ ok: false, code });
  });

  it("what is no leaf, no size, no hash, with an error", () => {
    for (const index of [-1, 13, 0.5]) expect(() => inclusionProof(treeOf(13), index)).toThrow(RangeError);
    for (const [from, to] of [
      [0, 3],
      [4, 3],
      [3, 131],
      [1.5, 3],
      [1, 2.5],
    ] as const) {
      expect(() => consistencyProof(LEAVES, from, to)).toThrow(RangeError);
    }
    for (const [from, to] of [
      [-1, 3],
      [3, 3],
      [3, 131],
      [1.5, 3],
      [1, 2.5],
    ] as const) {
      expect(() => rangeProof(LEAVES, from, to)).toThrow(RangeError);
    }
    expect(() => rootOf([first, short])).toThrow(RangeError);
  });

  it("a proof that was made for anything else", () => {
    const size = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(size, size, fc.nat(59), fc.nat(59), (sizeA, sizeB, a, b) => {
        fc.pre((a % sizeA !== b % sizeB || sizeA !== sizeB) && sizeA > 1);
        const index = a % sizeA;
        const claim = {
          leafHash: LEAVES[index] ?? root,
          index: b % sizeB,
          size: sizeB,
          proof: inclusionProof(treeOf(sizeA), index),
          root: rootOf(treeOf(sizeA)),
        };
        // Positions with the same path to the root (the last leaves of trees of another size) cannot be told apart
        // by a proof alone; what may not happen is another leaf, index or root passing in the tree of that size.
        const verdict = verifyInclusion(claim);
        if (verdict.ok) expect(sizeB).not.toBe(sizeA);
      }),
    );
  });
});

describe("hashes", () => {
  it("tell leaves from nodes", () => {
    const [a = new Uint8Array(), b = new Uint8Array()] = LEAVES;
    const joined = new Uint8Array([...a, ...b]);
    expect(toHex(nodeHash(a, b))).not.toBe(toHex(leafHash(joined)));
    expect(toHex(rootOf([]))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(rootOf([a])).toEqual(a);
  });
});
