import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex, utf8 } from "@/lib/crypto/bytes";
import { consistencyProof, inclusionProof, leafHash, rootOf } from "@/lib/crypto/merkle/tree";
import { checkEntry } from "./check-entry";
import { type ConsistencyAnswer, provesConsistency } from "./consistency";
import type { EntryClaim } from "./entry-claim";

const leaves = Array.from({ length: 40 }, (_, index) => leafHash(utf8(`{"entry":${index}}`)));
const rootHex = (size: number): string => toHex(rootOf(leaves.slice(0, size)));

function answer(older: number, newer: number, head: number): ConsistencyAnswer {
  return {
    old: { size: older, root: rootHex(older) },
    new: { size: newer, root: rootHex(newer) },
    proof: consistencyProof(leaves.slice(0, newer), older, newer).map(toHex),
    head: { size: head, root: rootHex(head) },
    headProof: consistencyProof(leaves.slice(0, head), newer, head).map(toHex),
  };
}

const sizes = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
  .map((three) => three.sort((a, b) => a - b));

describe("the history between two sizes", () => {
  it("is proved for any two sizes of one ledger", () => {
    fc.assert(
      fc.property(sizes, ([older = 1, newer = 1, head = 1]) => {
        expect(provesConsistency(answer(older, newer, head))).toBe(true);
      }),
    );
  });
  it("is not proved where either root is another's", () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom("old", "new", "head"), ([older = 1, newer = 1, head = 1], which) => {
        const good = answer(older, newer, head);
        const root = toHex(leafHash(utf8("forged")));
        expect(provesConsistency({ ...good, [which]: { ...good[which], root } })).toBe(false);
      }),
    );
  });
  it("is not proved by what is no hash", () => {
    expect(provesConsistency({ ...answer(3, 7, 9), proof: ["zz"] })).toBe(false);
  });
});

describe("an entry's place", () => {
  const claim = (index: number): EntryClaim => ({
    index,
    text: `{"entry":${index}}`,
    hash: toHex(leaves[index] ?? new Uint8Array(32)),
    size: 40,
    root: rootHex(40),
    proof: inclusionProof(leaves, index).map(toHex),
    note: "not a note",
    roster: { origin: "a.example", from: 0, members: [] },
    tiles: [],
  });
  it("objects to a changed text, a wrong path, and a root that nobody signed, each by its name", async () => {
    expect(await checkEntry({ ...claim(11), text: '{"entry":12}' })).toBe("leaf");
    expect(await checkEntry({ ...claim(11), index: 12 })).toBe("path");
    expect(await checkEntry(claim(11))).toBe("note");
  });
});
