import { describe, expect, it } from "vitest";
import { arcWidth, THINNEST, widthKeys } from "./arc-width";

describe("widths of channels", () => {
  it("are energy, and none is too thin to be seen", () => {
    expect(arcWidth(500, 1000)).toBeCloseTo(arcWidth(1000, 1000) / 2);
    expect(arcWidth(1, 1e12)).toBe(THINNEST);
    expect(arcWidth(0, 0)).toBe(THINNEST);
  });
  it("are explained by round energies drawn as the channels are", () => {
    const most = 35_367_897_421;
    const keys = widthKeys(most);
    expect(keys.map(({ wh }) => Math.round(wh))).toEqual([20e9, 5e9, 3_328_743_287]);
    for (const { wh, width } of keys) expect(width).toBeCloseTo(arcWidth(wh, most));
    expect(keys.map(({ isLeast }) => isLeast)).toEqual([false, false, true]);
    expect(widthKeys(0)).toEqual([]);
  });
});
