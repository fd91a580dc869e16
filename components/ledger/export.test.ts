import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, csvText, ndjsonText } from "./export";

const entry = {
  index: 7,
  type: "genesis",
  time: 1_763_800_000,
  txId: "aa",
  hash: "bb",
  codes: ["L1C", "L1P"],
  text: '{"a":"x, \\"y\\"","v":1}',
};

describe("the ledger as a file", () => {
  it("keeps the hashed text of an entry, line by line", () => {
    const [line = ""] = ndjsonText([entry, entry]).split("\n");
    expect(line.endsWith(`,"entry":${entry.text}}`)).toBe(true);
    expect(JSON.parse(line)).toMatchObject({ index: 7, codes: ["L1C", "L1P"], entry: { v: 1 } });
  });
  it("writes a table with a header, quoting what holds quotes and commas", () => {
    const quoted = `"${entry.text.replaceAll('"', '""')}"`;
    expect(csvText([entry])).toBe(
      "index,time,unix_time,type,tx_id,leaf_hash,codes,entry\r\n" +
        `7,2025-11-22T16:26:40+08:00,1763800000,genesis,aa,bb,L1C L1P,${quoted}\r\n`,
    );
  });
  it("never begins a cell like a formula", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(csvCell(text).replace(/^"/, "")).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
    expect(csvCell("=1+1")).toBe("'=1+1");
  });
});
