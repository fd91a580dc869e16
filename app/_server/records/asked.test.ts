import { expect, it, vi } from "vitest";
import { orderOf } from "./asked";

vi.mock("server-only", () => ({}));

it("an order is one of the columns, and nothing else that an object has", () => {
  const columns = { kwh: (a: number, b: number) => a - b };
  expect([3, 1, 2].sort(orderOf("-kwh", columns))).toEqual([3, 2, 1]);
  for (const sort of ["__proto__", "-__proto__", "constructor", "toString", "", "-"])
    expect(orderOf(sort, columns)).toBeUndefined();
});
