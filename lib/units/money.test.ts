import { describe, expect, it } from "vitest";
import { amountFen, formatPrice, formatYuan, parsePrice } from "@/lib/units/money";

describe("money", () => {
  it("rounds half up, per line and part", () => {
    // 1 kWh at 0.050 元/MWh is 0.005 分, one at 50 元/MWh 5 分.
    expect(amountFen(1, 50_000)).toBe(5n);
    expect(amountFen(1, 4999)).toBe(0n);
    expect(amountFen(1, 5000)).toBe(1n);
    expect(amountFen(3, 5000)).toBe(2n);
    expect(amountFen(388, 412_345)).toBe(15_999n);
    expect(amountFen(281_474_976_710, 9_007_199_254_740)).toBe(253_530_120_045_027_085_711n);
  });

  it("reads and prints prices and amounts", () => {
    expect(parsePrice("412.345")).toEqual({ ok: true, price: 412_345 });
    expect(parsePrice("412.3456")).toEqual({ ok: false, code: "decimals" });
    expect(formatPrice(412_045)).toBe("412.045");
    expect([0n, 5n, 123n, -5n, -1234n].map(formatYuan)).toEqual(["0.00", "0.05", "1.23", "-0.05", "-12.34"]);
  });
});
