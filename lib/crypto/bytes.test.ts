import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as bytes from "./bytes";

const anyBytes = fc.uint8Array({ maxLength: 80 });

describe("hex and base64", () => {
  it("round trip, as Node writes them", () => {
    fc.assert(
      fc.property(anyBytes, (data) => {
        expect(bytes.toHex(data)).toBe(Buffer.from(data).toString("hex"));
        expect(bytes.toBase64(data)).toBe(Buffer.from(data).toString("base64"));
        expect(bytes.fromHex(bytes.toHex(data))).toEqual(data);
        expect(bytes.fromBase64(bytes.toBase64(data))).toEqual(data);
      }),
    );
  });

  it.each(["0", "0G", "AB", "é0", " 0", "0/", "0:", "`0"])("refuses hex %j", (text) => {
    expect(() => bytes.fromHex(text)).toThrow(RangeError);
  });

  it.each(["A", "AA", "AAA", "AA=A", "====", "AB==", "AAB=", "AA==\n", " AA=", "-_==", "AAAA="])(
    "refuses base64 %j",
    (text) => {
      expect(() => bytes.fromBase64(text)).toThrow(RangeError);
    },
  );
});

describe("order", () => {
  it("of texts is that of their UTF-8 bytes", () => {
    const unit = fc.constantFrom(
      "a",
      "b",
      "\u007f",
      "é",
      "\ud7ff",
      "\ue000",
      "\uffff",
      "甲",
      "𝄞",
      "\u{10ffff}",
    );
    const text = fc.string({ unit, maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const oracle = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(bytes.compareText(a, b))).toBe(oracle);
        expect(Math.sign(bytes.compareBytes(bytes.utf8(a), bytes.utf8(b)))).toBe(oracle);
        expect(bytes.equalBytes(bytes.utf8(a), bytes.utf8(b))).toBe(a === b);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("UTF-8", () => {
  it("round trips, and keeps a byte-order mark", () => {
    expect(bytes.fromUtf8(bytes.utf8("\ufeff绿迹 𝄞"))).toBe("\ufeff绿迹 𝄞");
  });

  it("refuses bytes that are none", () => {
    expect(() => bytes.fromUtf8(bytes.fromHex("c080"))).toThrow(TypeError);
  });
});

describe("integers", () => {
  const widths = [
    [bytes.u16be, bytes.readU16be, 2],
    [bytes.u32be, bytes.readU32be, 4],
    [bytes.u48be, bytes.readU48be, 6],
    [bytes.u64be, bytes.readU64be, 8],
  ] as const;

  it.each(widths)("%o round trips", (write, readBack, length) => {
    const most = Math.min(Number.MAX_SAFE_INTEGER, 2 ** (8 * length) - 1);
    fc.assert(
      fc.property(fc.maxSafeNat(), (n) => {
        const data = write(n % (most + 1));
        expect(data.length).toBe(length);
        expect(BigInt(`0x${bytes.toHex(data)}`)).toBe(BigInt(n % (most + 1)));
        expect(readBack(bytes.concat(bytes.u8(7), data), 1)).toBe(n % (most + 1));
      }),
    );
    expect(readBack(write(most), 0)).toBe(most);
    for (const bad of [-1, most + 1, 1.5, Number.NaN]) expect(() => write(bad)).toThrow(RangeError);
    expect(() => readBack(new Uint8Array(length), 1)).toThrow(RangeError);
  });

  it("has no 2^53", () => {
    expect(() => bytes.readU64be(bytes.fromHex("0020000000000000"), 0)).toThrow(RangeError);
    expect(bytes.toHex(bytes.concat(bytes.u8(255), bytes.u8(0)))).toBe("ff00");
    expect(() => bytes.u8(256)).toThrow(RangeError);
  });
});
