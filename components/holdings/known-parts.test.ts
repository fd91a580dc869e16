import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashDigits } from "./holding-view";
import { knownParts, lookThrough, mostKnown } from "./known-parts";

const hashOf = (n: number) => n.toString(16).padStart(64, "0").split("").reverse().join("");

/** As a browser asks, one part after another. */
function askedInParts(list: readonly string[], known: readonly string[], most: number): readonly number[] {
  let seen = "";
  let left: readonly number[] = [];
  for (const part of knownParts(known, most)) ({ left, seen } = lookThrough(list, part, seen));
  return left;
}

describe("what a browser has not checked", () => {
  it("is the same however many parts it is asked in", () => {
    const some = fc.uniqueArray(fc.nat(200), { maxLength: 60 });
    fc.assert(
      fc.property(some, some, fc.integer({ min: 1, max: 70 }), (list, known, most) => {
        const naive = [...list.keys()].filter((at) => !known.includes(list[at] ?? -1));
        expect(askedInParts(list.map(hashOf), known.map(hashOf), most)).toEqual(naive);
      }),
    );
  });
  it("is asked in requests of half a megabyte, two hundred thousand too", () => {
    const all = Array.from({ length: 200_000 }, (_, n) => hashOf(n));
    const parts = knownParts(all);
    expect(parts.length).toBe(5);
    expect(Math.max(...parts.map((part) => part.length))).toBe(mostKnown * hashDigits);
    expect(askedInParts(all, all.slice(1), mostKnown)).toEqual([0]);
    expect(lookThrough(all, parts[0], "").seen.length).toBeLessThan(40_000);
  });
  it("is never too little: of another list, or of marks that are none, nothing was seen", () => {
    const [list, other] = [[1, 2, 3].map(hashOf), [1, 2, 4].map(hashOf)];
    const [all] = knownParts(list);
    const { left, seen } = lookThrough(list, all, "");
    expect(left).toEqual([]);
    expect(lookThrough(list, "", seen).left).toEqual([]);
    expect(lookThrough(other, "", seen).left).toEqual([0, 1, 2]);
    for (const wrong of [`${seen.slice(0, 17)}?`, "x", ":", `${seen.slice(0, 17)}`])
      expect(lookThrough(list, "", wrong).left, wrong).toEqual([0, 1, 2]);
    expect(lookThrough([""], "x".repeat(hashDigits), "").left).toEqual([0]);
  });
});
