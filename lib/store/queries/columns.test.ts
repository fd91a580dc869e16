import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ascending, columnsOf, packColumns, unpackColumns } from "./columns";

const row = fc.record({ code: fc.string(), kind: fc.constantFrom("a", "绿", ""), kwh: fc.maxSafeNat() });
const shape = {
  texts: { code: (one: { code: string }) => one.code },
  named: { kind: (one: { kind: string }) => one.kind },
  numbers: { kwh: (one: { kwh: number }) => one.kwh },
};

describe("columns", () => {
  it("say of each row what the row says, packed and unpacked, wherever the bytes lie", () => {
    fc.assert(
      fc.property(fc.array(row), fc.nat(9), (rows, offset) => {
        const columns = columnsOf(rows, shape);
        const packed = packColumns(columns);
        const moved = new Uint8Array(packed.length + offset);
        moved.set(packed, offset);
        const found = unpackColumns(moved.subarray(offset));
        expect(found).toEqual(columns);
        const { kind } = found.named;
        rows.forEach((one, at) => {
          expect(found.texts.code?.[at]).toBe(one.code);
          expect(kind?.names[kind.at[at] ?? -1]).toBe(one.kind);
          expect(found.numbers.kwh?.[at]).toBe(one.kwh);
        });
      }),
    );
  });
});

describe("ascending", () => {
  it("orders as a stable sort does", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(3), fc.nat(), fc.maxSafeNat())), (values) => {
        const naive = values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
        expect([...ascending(Float64Array.from(values))]).toEqual(naive);
      }),
    );
  });
});
