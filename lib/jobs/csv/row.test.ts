import { describe, expect, it } from "vitest";
import { columnsFlaw, Row } from "@/lib/jobs/csv/row";

function read<T>(text: string, take: (row: Row) => T): [T, string | undefined] {
  const row = new Row({ line: 7, fields: [text] }, ["value"]);
  const value = take(row);
  return [value, row.flaws[0]?.code];
}

describe("a field", () => {
  it.each([
    ["0", 0, undefined],
    ["007", 7, undefined],
    ["9007199254740991", 9007199254740991, undefined],
    ["9007199254740992", undefined, "range"],
    ["-1", undefined, "integer"],
    ["+1", undefined, "integer"],
    ["1.0", undefined, "integer"],
    ["1 ", undefined, "integer"],
    ["１", undefined, "integer"],
    ["", undefined, "empty"],
  ])("of whole numbers: %j", (text, value, code) => {
    expect(read(text, (row) => row.integer("value", 0, Number.MAX_SAFE_INTEGER))).toEqual([value, code]);
  });

  it.each([
    ["285", 285_000, 285_000, undefined],
    ["0.001", 1, 1, undefined],
    ["1.0000", undefined, undefined, "decimals"],
    ["1e3", undefined, undefined, "number"],
    ["1,000", undefined, undefined, "number"],
    [".5", undefined, undefined, "number"],
  ])("of thousandths: %j", (text, energy, price, code) => {
    expect(read(text, (row) => row.thousandths("value", "energy"))).toEqual([energy, code]);
    expect(read(text, (row) => row.thousandths("value", "price"))).toEqual([price, code]);
  });

  it("calls a minus sign negative where energy is meant, no number where a price is", () => {
    expect(read("-1.5", (row) => row.thousandths("value", "energy"))).toEqual([undefined, "negative"]);
    expect(read("-1.5", (row) => row.thousandths("value", "price"))).toEqual([undefined, "number"]);
  });

  it.each([
    ["36.18", 36_180_000, undefined],
    ["-0.000001", -1, undefined],
    ["-0", 0, undefined],
    ["90.000000", 90_000_000, undefined],
    ["90.000001", undefined, "range"],
    ["1.0000000", undefined, "decimals"],
    ["1.", undefined, "number"],
    ["east", undefined, "number"],
  ])("of degrees: %j", (text, value, code) => {
    const [found, flaw] = read(text, (row) => row.coordinate("value", 90));
    expect([found, flaw]).toEqual([value, code]);
    expect(Object.is(found, -0)).toBe(false);
  });

  it.each([
    ["=1+1", undefined],
    ["é", undefined],
    ["e\u0301", "text"],
    ["a\u0000", "text"],
    ["长".repeat(200), undefined],
    ["长".repeat(201), "text"],
    ["", "empty"],
  ])("of text: %j", (text, code) => {
    expect(read(text, (row) => row.text("value"))[1]).toBe(code);
  });

  it("of an id is printable ASCII", () => {
    expect(read("A-1 b/c", (row) => row.id("value"))).toEqual(["A-1 b/c", undefined]);
    expect(read("A\t", (row) => row.id("value"))[1]).toBe("id");
    expect(read("电", (row) => row.id("value"))[1]).toBe("id");
    expect(read("x".repeat(201), (row) => row.id("value"))[1]).toBe("id");
  });

  it("leaves one refusal, the first", () => {
    const row = new Row({ line: 3, fields: ["x"] }, ["value"]);
    row.integer("value", 0, 9);
    row.month("value");
    expect(row.flaws.map(({ line, code }) => [line, code])).toEqual([[3, "integer"]]);
  });
});

describe("a record", () => {
  it("of another number of fields is refused as a whole", () => {
    expect(columnsFlaw({ line: 2, fields: ["a"] }, ["a", "b"])).toMatchObject({
      line: 2,
      field: "",
      code: "columns",
    });
    expect(columnsFlaw({ line: 2, fields: ["a", "b"] }, ["a", "b"])).toBeUndefined();
  });
});
