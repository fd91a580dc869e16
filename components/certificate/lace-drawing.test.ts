import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { laceOf, laceRadius } from "./lace-drawing";

const hash = "c185315b62527796e1bc55ca540040975992694933da7c67ee04f72d761f0875";
const anyHash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString("hex"));

describe("the lace", () => {
  it("is the same for the same hash", () => {
    expect(laceOf(hash)).toEqual(laceOf(hash));
  });
  it("changes when any one digit of the hash does", () => {
    const drawn = JSON.stringify(laceOf(hash));
    for (let at = 0; at < 64; at++) {
      const digit = hash[at] === "0" ? "1" : "0";
      const other = hash.slice(0, at) + digit + hash.slice(at + 1);
      expect(JSON.stringify(laceOf(other)), `digit ${at}`).not.toBe(drawn);
    }
  });
  it("stays inside its square, and is small", () => {
    fc.assert(
      fc.property(anyHash, (any) => {
        const drawing = laceOf(any);
        const text = JSON.stringify(drawing);
        const numbers = drawing.rings.flatMap((ring) => ring.strands.join(" ").match(/-?\d+(\.\d+)?/g) ?? []);
        expect(Math.max(...numbers.map((n) => Math.abs(Number(n))))).toBeLessThan(laceRadius);
        expect(text).not.toContain("NaN");
        expect(text.length).toBeLessThan(32_000);
      }),
      { numRuns: 60 },
    );
  });
});
