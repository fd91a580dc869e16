import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayRanges, hasDay, missingDays } from "./inbox-view";

describe("a month's days", () => {
  it("are missing exactly where no bit says that they arrived", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 31 })),
        fc.integer({ min: 28, max: 31 }),
        (days, count) => {
          const bits = days.reduce((sum, day) => sum + 2 ** (day - 1), 0);
          const all = Array.from({ length: count }, (_, i) => i + 1);
          expect(missingDays(bits, count)).toEqual(all.filter((day) => !days.includes(day)));
          expect(all.filter((day) => hasDay(bits, day))).toEqual(all.filter((day) => days.includes(day)));
        },
      ),
    );
  });

  it("in a row are told as one", () => {
    expect(dayRanges([])).toBe("");
    expect(dayRanges([1, 2, 3, 7, 30, 31])).toBe("1–3, 7, 30–31");
  });
});
