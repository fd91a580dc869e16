import { expect, it } from "vitest";
import { pageAsked } from "./page-asked";

it("a page of the address is whole, from 1, and one a database can count to", () => {
  expect(["1", "17", "2.9", 3].map(pageAsked)).toEqual([1, 17, 2, 3]);
  expect(["0", "-4", "0.5", "", "x", "NaN", undefined, ["2", "3"]].map(pageAsked)).toEqual(Array(8).fill(1));
  for (const huge of ["1e300", "Infinity", "999999999999"])
    expect(Number.isSafeInteger(pageAsked(huge) * 100_000)).toBe(true);
});
