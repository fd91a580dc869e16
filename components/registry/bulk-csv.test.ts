import { describe, expect, it } from "vitest";
import { mendingCsv, pastedCsv } from "./bulk-csv";
import type { BulkFound } from "./bulk-view";

const columns = ["id", "owner", "name"];

describe("pasted rows", () => {
  it("stay as they are where they have their header", () => {
    expect(pastedCsv("id,owner,name\r\na,b,c\n\n", columns)).toBe("id,owner,name\na,b,c\n");
  });

  it("get the header where they have none", () => {
    expect(pastedCsv("a,b,c", columns)).toBe("id,owner,name\na,b,c\n");
  });

  it("come out of a spreadsheet with tabs", () => {
    expect(pastedCsv('id\towner\tname\na\tb\t丙, "一"厂 \n', columns)).toBe(
      'id,owner,name\na,b,"丙, ""一""厂"\n',
    );
    expect(pastedCsv("a\tb\t", columns)).toBe("id,owner,name\na,b,\n");
  });
});

describe("refused lines", () => {
  const found: BulkFound = {
    ...{ ok: true, columns, good: 1, refusedLines: 2, warnings: {} },
    lines: [
      { line: 3, fields: ["=a", "b", "c,d"] },
      { line: 5, fields: ["x"] },
    ],
    refused: [
      { line: 3, field: "owner", code: "unknown", reason: "" },
      { line: 3, field: "name", code: "text", reason: "" },
      { line: 5, field: "", code: "columns", reason: "" },
    ],
  };

  it("are given back as they stood, each with all its reasons in one column more", () => {
    expect(mendingCsv(found, ({ field, code }) => `${field} ${code}`)).toBe(
      '\uFEFFid,owner,name,reason\r\n=a,b,"c,d",owner unknown; name text\r\nx,,, columns\r\n',
    );
  });

  it("can be pasted again", () => {
    const again = pastedCsv(
      mendingCsv(found, () => "why"),
      columns,
    );
    expect(again.split("\n")[0]).toBe("id,owner,name,reason");
  });
});
