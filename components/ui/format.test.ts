import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunks, fileSize, grouped, groupedKwh, minus, parseWhole, percentOfPpm, shareOf } from "./format";

describe("numbers as people read them", () => {
  it("groups thousands with a true minus sign", () => {
    expect(grouped(0)).toBe("0");
    expect(grouped(999)).toBe("999");
    expect(grouped(1000)).toBe("1,000");
    expect(grouped(-9_354_869)).toBe("−9,354,869");
    expect(minus(0)).toBe("0");
    expect(minus(62)).toBe("−62");
  });
  it("tells Wh as kWh to the Wh", () => {
    expect(groupedKwh(12_345_678)).toBe("12,345.678");
    expect(groupedKwh(7)).toBe("0.007");
  });
  it("groups so that taking the commas out gives the number back", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (n) => {
        expect(Number(grouped(n).replaceAll(",", ""))).toBe(n);
        expect(grouped(n)).toMatch(/^\d{1,3}(,\d{3})*$/);
        expect(parseWhole(grouped(n % 1_000_000_000_000))).toBe(n % 1_000_000_000_000);
      }),
    );
  });
  it("prints ppm exactly", () => {
    expect(percentOfPpm(58_300)).toBe("5.83%");
    expect(percentOfPpm(65_400)).toBe("6.54%");
    expect(percentOfPpm(0)).toBe("0.00%");
    expect(percentOfPpm(20_001)).toBe("2.0001%");
    expect(percentOfPpm(999_990)).toBe("99.999%");
  });
  it("never rounds a share to all or none", () => {
    expect(shareOf(1, 3)).toBe("33.3%");
    expect(shareOf(999_999, 1_000_000)).toBe(">99.9%");
    expect(shareOf(1, 1_000_000)).toBe("<0.1%");
    expect(shareOf(5, 5)).toBe("100%");
    expect(shareOf(0, 5)).toBe("0%");
    expect(shareOf(1, 0)).toBe("—");
  });
  it("reads what people type and refuses the rest", () => {
    expect(parseWhole("12,345")).toBe(12_345);
    expect(parseWhole(" 7 ")).toBe(7);
    for (const text of ["", "1.5", "-1", "１２", "1e3", "abc"]) expect(parseWhole(text)).toBeUndefined();
  });
  it("cuts codes and sizes", () => {
    expect(chunks("ABCDE", 4)).toEqual([
      { at: 0, text: "ABCD" },
      { at: 4, text: "E" },
    ]);
    expect(fileSize(41_200)).toBe("41 kB");
    expect(fileSize(1_240_000)).toBe("1.2 MB");
    expect(fileSize(12)).toBe("1 kB");
  });
});
