import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "./bytes";
import { CanonicalError, type Json } from "./canonical";
import { commit, derivedSalt, opens } from "./commitment";
import { keyId, type SignatureAlgorithm } from "./keys";

const VECTORS = "../shared/vectors/protocol/commitments.json";

interface Case {
  name: string;
  input: Record<
    "op" | "market" | "type" | "field" | "salt" | "contractSecret" | "month" | "publicKey",
    string
  > & {
    value: Json;
    alg: SignatureAlgorithm;
  };
  expected: Record<string, string>;
}

function answer({ input }: Case): Record<string, string> {
  try {
    if (input.op === "keyId") return { keyId: keyId(input.alg, fromHex(input.publicKey)) };
    if (input.op === "salt") {
      return { salt: toHex(derivedSalt({ ...input, contractSecret: fromHex(input.contractSecret) })) };
    }
    return { commitment: toHex(commit({ ...input, salt: fromHex(input.salt) })) };
  } catch (error) {
    if (error instanceof CanonicalError) return { refused: error.code };
    if (error instanceof RangeError) return { refused: "salt" };
    throw error;
  }
}

describe.skipIf(!existsSync(VECTORS))("vectors/protocol/commitments", () => {
  const cases: Case[] = existsSync(VECTORS) ? JSON.parse(readFileSync(VECTORS, "utf8")) : [];
  it.each(cases.map((c) => [c.name, c] as const))("%s", (_, c) => {
    expect(answer(c)).toEqual(c.expected);
  });
});

describe("opens", () => {
  const salt = new Uint8Array(32).fill(7);
  const opening = { market: "m", type: "t", field: "f", value: 1, salt };
  const commitment = commit(opening);

  it("takes the opening that was committed to", () => {
    expect(opens(commitment, opening)).toBe(true);
  });

  it.each([
    { market: "n" },
    { type: "u" },
    { field: "g" },
    { value: 2 },
    { value: "1" },
    { salt: new Uint8Array(32) },
    { salt: new Uint8Array(31).fill(7) },
  ])("refuses %o", (change) => {
    expect(opens(commitment, { ...opening, ...change })).toBe(false);
  });
});
