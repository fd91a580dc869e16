import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import { spreadsheet } from "./spreadsheet";

it("keeps numbers as numbers and formulas as text", async () => {
  const bytes = await spreadsheet([
    {
      name: "2026-09",
      columns: ["number", "kWh", "yuan"].map((header) => ({ header, width: 12 })),
      rows: [["=1+1", { value: 1234, decimals: 0 }, { value: 5670, decimals: 2 }]],
    },
  ]);
  const files = unzipSync(bytes);
  const sheet = strFromU8(files["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  expect(sheet).toContain("<v>1234</v>");
  expect(sheet).toContain("<v>56.7</v>");
  expect(sheet).not.toContain("<f>");
  const texts = strFromU8(files["xl/sharedStrings.xml"] ?? new Uint8Array());
  expect(`${sheet}${texts}`).toContain("=1+1");
});
