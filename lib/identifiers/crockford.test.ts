import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  crockfordOfBits,
  decodeCrockford,
  encodeCrockford,
  forgiveLookAlikes,
  isCrockford,
} from "@/lib/identifiers/crockford";

describe("Crockford base 32", () => {
  it("writes numbers in a fixed width and reads them back", () => {
    expect(encodeCrockford(42, 10)).toBe("000000001A");
    expect(encodeCrockford(32 ** 10 - 1, 10)).toBe("ZZZZZZZZZZ");
    expect(decodeCrockford("000000001A")).toBe(42);
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(decodeCrockford(encodeCrockford(value, 11))).toBe(value);
      }),
    );
  });

  it("refuses what does not fit or is no digit", () => {
    for (const value of [32, -1, 0.5, 2 ** 53]) expect(() => encodeCrockford(value, 1)).toThrow(RangeError);
    for (const text of ["I", "L", "O", "U", "a", " ", "ZZZZZZZZZZZZ"])
      expect(decodeCrockford(text)).toBeUndefined();
    expect(forgiveLookAlikes("OIL0U")).toBe("0110U");
    expect(isCrockford("0Z", 2)).toBe(true);
    for (const text of ["0", "0ZZ", "0I", "0z", "0\n"]) expect(isCrockford(text, 2)).toBe(false);
  });

  it("writes bits from the most significant on", () => {
    expect(crockfordOfBits(Uint8Array.of(0xff, 0x80), 3)).toBe("ZY0");
    expect(() => crockfordOfBits(Uint8Array.of(0xff), 2)).toThrow(RangeError);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 17, maxLength: 32 }), (bytes) => {
        const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
        const wanted = Array.from({ length: 26 }, (_, at) =>
          encodeCrockford(Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2), 1),
        );
        expect(crockfordOfBits(bytes, 26)).toBe(wanted.join(""));
      }),
    );
  });
});

interface QrVector {
  name: string;
  input: { op: string; certificateHash?: string; rosterFingerprint?: string };
  expected: { text?: string };
}

const file = join(process.cwd(), "../shared/vectors/protocol/certificate-qr.json");
const vectors: QrVector[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const texts = vectors.filter(
  ({ input, expected }) => input.certificateHash && input.rosterFingerprint && expected.text,
);

describe.skipIf(vectors.length === 0)("shared/vectors/protocol/certificate-qr.json", () => {
  it("has texts to compare", () => {
    expect(texts.length).toBeGreaterThan(0);
  });
  for (const { name, input, expected } of texts) {
    it(name, () => {
      const bits = (hex = "", width = 0) =>
        crockfordOfBits(
          Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
          width,
        );
      expect(expected.text).toContain(
        `?v=${bits(input.certificateHash, 26)}&t=${bits(input.rosterFingerprint, 16)}`,
      );
    });
  }
});
