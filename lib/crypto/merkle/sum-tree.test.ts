import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, toHex, u32be } from "../bytes";
import { sha256 } from "../sha256";
import { type SumNode, sumTree, verifySum } from "./sum-tree";

const VECTORS = "../shared/vectors/protocol/sum-tree.json";

type HexNode = [string, number | string];

interface Case {
  name: string;
  input: {
    op: string;
    leaves: HexNode[];
    lineHash: string;
    sentWh: number;
    index: number;
    size: number;
    proof: HexNode[];
    root: string;
    sum: number;
    G: number;
  };
  expected: { root?: string; sum?: number; proofs?: HexNode[][]; valid?: true; refused?: string };
}

const hexNode = ([hash, sum]: SumNode): HexNode => [toHex(hash), sum];

/** The leaves whose proofs the vectors hold: all of small trees, the first and the last of others. */
function provedIn(size: number): number[] {
  return size > 7 ? [0, size - 1] : Array.from({ length: size }, (_, index) => index);
}

function build({ leaves }: Case["input"]): Case["expected"] {
  try {
    const tree = sumTree(leaves.map(([hash, sum]) => ({ hash: fromHex(hash), sum: Number(sum) })));
    return {
      root: toHex(tree.root),
      sum: tree.sum,
      proofs: provedIn(leaves.length).map((index) => tree.proof(index).map(hexNode)),
    };
  } catch (error) {
    if (error instanceof RangeError) return { refused: leaves.length === 0 ? "empty" : "sum" };
    throw error;
  }
}

function verify(input: Case["input"]): Case["expected"] {
  const verdict = verifySum({
    lineHash: fromHex(input.lineHash),
    sum: input.sentWh,
    index: input.index,
    size: input.size,
    proof: input.proof.map(([hash, sum]) => [fromHex(hash), Number(sum)]),
    root: fromHex(input.root),
    total: input.sum,
  });
  if (!verdict.ok) return { refused: verdict.code };
  // That the total is not above G is the caller's to ask: G stands in an entry, not in the tree.
  return input.sum > input.G ? { refused: "oversold" } : { valid: true };
}

describe.skipIf(!existsSync(VECTORS))("vectors/protocol/sum-tree", () => {
  const cases: Case[] = existsSync(VECTORS) ? JSON.parse(readFileSync(VECTORS, "utf8")) : [];
  it.each(cases.map((c) => [c.name, c] as const))("%s", (_, { input, expected }) => {
    expect(input.op === "tree" ? build(input) : verify(input)).toEqual(expected);
  });
});

const lines = (sums: readonly number[]) => sums.map((sum, i) => ({ hash: sha256(u32be(i)), sum }));

describe("sumTree", () => {
  it("proves every line, and no other quantity, place or total", () => {
    const sums = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sums, fc.nat(), (quantities, pick) => {
        const leaves = lines(quantities);
        const tree = sumTree(leaves);
        expect(tree.sum).toBe(quantities.reduce((a, b) => a + b, 0));
        const index = pick % leaves.length;
        const { hash: lineHash, sum } = leaves[index] ?? { hash: tree.root, sum: 0 };
        const claim = {
          lineHash,
          sum,
          index,
          size: leaves.length,
          proof: tree.proof(index),
          root: tree.root,
        };
        expect(verifySum({ ...claim, total: tree.sum })).toEqual({ ok: true });
        expect(verifySum({ ...claim, total: tree.sum + 1 })).toEqual({ ok: false, code: "total" });
        expect(verifySum({ ...claim, sum: sum + 1, total: tree.sum + 1 })).toEqual({
          ok: false,
          code: "root",
        });
        const shifted = claim.proof.map(([hash, below]): SumNode => [hash, below + 1]);
        if (shifted.length > 0) {
          expect(verifySum({ ...claim, proof: shifted, total: tree.sum })).toEqual({
            ok: false,
            code: "root",
          });
        }
      }),
    );
  });

  it("refuses every single-bit change of a proof", () => {
    const leaves = lines([5, 0, 7, 11, 13]);
    const tree = sumTree(leaves);
    const claim = { lineHash: sha256(u32be(2)), sum: 7, index: 2, size: 5, root: tree.root, total: 36 };
    const proof = tree.proof(2);
    expect(verifySum({ ...claim, proof })).toEqual({ ok: true });
    for (const [at, [hash, sum]] of proof.entries()) {
      for (let bit = 0; bit < 256; bit++) {
        const changed = hash.slice();
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(verifySum({ ...claim, proof: proof.with(at, [changed, sum]) }).ok).toBe(false);
      }
      for (let bit = 0; bit < 53; bit++) {
        const changed = Number(BigInt(sum) ^ (1n << BigInt(bit)));
        expect(verifySum({ ...claim, proof: proof.with(at, [hash, changed]) }).ok).toBe(false);
      }
    }
  });

  it("refuses sums that reach 2^53 on the way up", () => {
    const claim = {
      lineHash: sha256(u32be(0)),
      sum: 2 ** 53 - 1,
      index: 0,
      size: 2,
      root: sha256(u32be(0)),
      total: 0,
    };
    expect(verifySum({ ...claim, proof: [[sha256(u32be(1)), 1]] })).toEqual({ ok: false, code: "sum" });
    expect(() => sumTree(lines([2 ** 53 - 1, 1]))).toThrow(RangeError);
  });

  it("throws for what is no leaf", () => {
    expect(() => sumTree([{ hash: new Uint8Array(31), sum: 1 }])).toThrow(RangeError);
    expect(() => sumTree(lines([1.5]))).toThrow(RangeError);
    expect(() => sumTree(lines([1, 2])).proof(2)).toThrow(RangeError);
    expect(() => sumTree(lines([1, 2])).proof(-1)).toThrow(RangeError);
  });
});
