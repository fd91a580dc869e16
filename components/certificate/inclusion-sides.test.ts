import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex } from "@/lib/crypto/bytes";
import { inclusionProof, leafHash, nodeHash, rootOf } from "@/lib/crypto/merkle/tree";
import { sha256 } from "@/lib/crypto/sha256";
import { sidesOf } from "./inclusion-sides";

describe("sides of an inclusion path", () => {
  it("lead to the root when the siblings are hashed on them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, seed) => {
        const index = seed % size;
        const leaves = Array.from({ length: size }, (_, at) => leafHash(sha256(Uint8Array.of(at))));
        const proof = inclusionProof(leaves, index);
        const sides = sidesOf(index, size, proof.length);
        let node = leaves[index] ?? new Uint8Array();
        proof.forEach((sibling, step) => {
          node = sides[step] === "left" ? nodeHash(sibling, node) : nodeHash(node, sibling);
        });
        expect(toHex(node)).toBe(toHex(rootOf(leaves)));
      }),
    );
  });
});
