import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import { spreadsheetBytes } from "./spreadsheet";

it("keeps numbers as numbers and formulas as text", async () => {
  const bytes = await spreadsheetBytes({
    name: "2026-09",
    header: ["number", "kWh", "yuan"],
    rows: [["=1+1", 1234, { decimal: "56.70" }]],
  });
  const files = unzipSync(new Uint8Array(bytes));
  const sheet = strFromU8(files["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  expect(sheet).toContain("<v>1234</v>");
  expect(sheet).toContain("<v>56.7</v>");
  expect(sheet).not.toContain("<f>");
  const texts = strFromU8(files["xl/sharedStrings.xml"] ?? new Uint8Array());
  expect(`${sheet}${texts}`).toContain("=1+1");
});
