import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatWhAsKwh,
  kwhToWh,
  parseKwhToWh,
  parseThousandths,
  parseWholeKwh,
  wholeKwh,
} from "@/lib/units/energy";

describe("parseKwhToWh", () => {
  it.each([
    ["0", 0],
    ["1", 1000],
    ["1.5", 1500],
    ["1.50", 1500],
    ["1.005", 1005],
    ["007.100", 7100],
    ["9007199254740.991", 2 ** 53 - 1],
  ])("%s", (text, wh) => {
    expect(parseKwhToWh(text)).toEqual({ ok: true, wh });
  });

  it.each([
    ["1.0000", "decimals"],
    ["0.1234", "decimals"],
    ["-1", "negative"],
    ["-0.5", "negative"],
    ["9007199254740.992", "range"],
    ["99999999999999999999999", "range"],
    ["", "number"],
    [" 1", "number"],
    ["1 ", "number"],
    ["1\n", "number"],
    ["+1", "number"],
    ["1e3", "number"],
    ["1,000", "number"],
    [".5", "number"],
    ["1.", "number"],
    ["--1", "number"],
    ["１", "number"],
    ["NaN", "number"],
    ["0x10", "number"],
  ])("refuses %j", (text, code) => {
    expect(parseKwhToWh(text)).toEqual({ ok: false, code });
  });

  it("reads back what is printed", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (wh) => {
        expect(parseKwhToWh(formatWhAsKwh(wh))).toEqual({ ok: true, wh });
      }),
    );
    expect(formatWhAsKwh(1_000_007)).toBe("1000.007");
    expect(parseThousandths("0.25")).toEqual({ ok: true, value: 250 });
  });
});

describe("whole kWh", () => {
  it("are read only where their Wh are exact", () => {
    expect(parseWholeKwh("012")).toEqual({ ok: true, kwh: 12 });
    expect(parseWholeKwh("9007199254740")).toEqual({ ok: true, kwh: 9_007_199_254_740 });
    expect(parseWholeKwh("9007199254741")).toEqual({ ok: false, code: "range" });
    expect(parseWholeKwh("99999999999999999")).toEqual({ ok: false, code: "range" });
    for (const text of ["", "1.0", "-1", "1e3"])
      expect(parseWholeKwh(text)).toEqual({ ok: false, code: "integer" });
  });

  it("turn into Wh and back, and never silently round", () => {
    expect(kwhToWh(9_007_199_254_740)).toBe(9_007_199_254_740_000);
    expect([999, 1000, 1999].map(wholeKwh)).toEqual([0, 1, 1]);
    for (const kwh of [-1, 0.5, Number.NaN, 9_007_199_254_741])
      expect(() => kwhToWh(kwh)).toThrow(RangeError);
  });
});
