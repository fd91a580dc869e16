import { expect, it } from "vitest";
import { chosenRows, type OwnRow } from "./own-rows";

const nobody = { participants: new Map(), plants: new Map(), units: new Map(), channels: new Map() };
const row = (number: string, contractKwh: number): OwnRow => {
  return { code: number, number, month: "2026-09", plant: "P", unit: "U", mode: "bilateral", contractKwh };
};
const rows = [row("b", 2), row("a", 1), row("c", 3)];

it("an order that no column has is none, whatever word the address uses for it", () => {
  const numbers = (sort: string) => chosenRows(rows, { sort }, nobody).map(({ number }) => number);
  expect(numbers("number")).toEqual(["a", "b", "c"]);
  expect(numbers("-contract")).toEqual(["c", "b", "a"]);
  for (const sort of ["__proto__", "-__proto__", "constructor", "toString", "valueOf", ""])
    expect(numbers(sort)).toEqual(["b", "a", "c"]);
});
