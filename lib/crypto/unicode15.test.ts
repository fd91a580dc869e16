import { describe, expect, it } from "vitest";
import { isAssigned } from "./unicode15";

describe("isAssigned", () => {
  it("holds what Unicode 15.0 says it holds", () => {
    let assigned = 0;
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) if (isAssigned(codePoint)) assigned++;
    // 149,186 graphic and format characters, 65 controls, 137,468 private use, 2,048 surrogates.
    expect(assigned).toBe(149_186 + 65 + 137_468 + 2_048);
  });

  it("holds nothing that this runtime's newer tables call unassigned", () => {
    const unassigned = /^\p{Cn}$/u;
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      if (!unassigned.test(String.fromCodePoint(codePoint))) continue;
      if (isAssigned(codePoint)) throw new Error(`U+${codePoint.toString(16)}`);
    }
  });

  it.each([
    [0x0377, true],
    [0x0378, false],
    [0x4dff, true],
    [0x9fff, true],
    [0xa000, true],
    [0x1fae8, true], // 15.0
    [0x1e4d0, true], // 15.0
    [0x31350, true], // 15.0, extension H
    [0x2ffc, false], // 15.1
    [0x2ebf0, false], // 15.1, extension I
    [0x105c0, false], // 16.0
    [0xfdd0, false],
    [0xfffe, false],
    [0x10fffd, true],
    [0x10ffff, false],
  ])("U+%s", (codePoint, expected) => {
    expect(isAssigned(codePoint)).toBe(expected);
  });
});
