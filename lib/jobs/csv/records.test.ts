import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { columnsOf, csvField, FORM_NAMES, template } from "@/lib/jobs/csv/forms";
import {
  type CsvRecord,
  MAX_LINE_BYTES,
  RecordSplitter,
  readRecords,
  UnreadableFile,
} from "@/lib/jobs/csv/records";

const folder = mkdtempSync(join(tmpdir(), "lvji-csv-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function split(...pieces: readonly string[]): CsvRecord[] {
  const splitter = new RecordSplitter();
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
}

async function readBytes(bytes: Uint8Array): Promise<CsvRecord[]> {
  const path = join(folder, "file.csv");
  writeFileSync(path, bytes);
  const records: CsvRecord[] = [];
  for await (const chunk of readRecords(path)) records.push(...chunk);
  return records;
}

describe("records", () => {
  it("come back as they were written, with the line each begins on, however the text is cut", () => {
    const field = fc.oneof(
      fc.string(),
      fc.constantFrom("", '"', 'a"b', "a,b", "x\ny", "x\r\ny", "=1+1", "绿"),
    );
    const rows = fc.array(
      fc.array(
        field.map((text) => text.replace(/\r(?!\n)/g, "")),
        { minLength: 2, maxLength: 4 },
      ),
    );
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n"), fc.nat(), (table, ending, seed) => {
        const lines: number[] = [];
        let text = "";
        for (const row of table) {
          lines.push(text.split("\n").length);
          text += row.map(csvField).join(",") + ending;
        }
        const cut = text.length === 0 ? 0 : seed % text.length;
        const records = split(text.slice(0, cut), text.slice(cut));
        expect(records.map(({ fields }) => fields)).toEqual(table);
        expect(records.map(({ line }) => line)).toEqual(lines);
      }),
    );
  });

  it("need no line break at the end", () => {
    expect(split("a,b\nc,d")).toEqual(split("a,b\nc,d\n"));
  });

  it("keep a blank line, which has one empty field", () => {
    expect(split("a,b\n\nc,d\n").map(({ line, fields }) => [line, fields])).toEqual([
      [1, ["a", "b"]],
      [2, [""]],
      [3, ["c", "d"]],
    ]);
  });

  it.each([
    ['a,b"c\n', "inside"],
    ['"a"b,c\n', "after"],
    ['a,"b\nc,d\n', "never closed"],
  ])("with stray quotes are malformed, and the next record is read: %j", (text, reason) => {
    const [first] = split(text);
    expect(first?.line).toBe(1);
    expect(first?.malformed).toContain(reason);
  });
});

describe("a file", () => {
  it("may begin with a byte-order mark", async () => {
    expect((await readBytes(Buffer.from("\uFEFFid,of\n")))[0]?.fields).toEqual(["id", "of"]);
  });

  it.each([
    ["utf-8", Buffer.from([0x61, 0xff, 0x0a])],
    ["utf-8", Buffer.from([0x61, 0xe7, 0xbb])],
    ["line-length", Buffer.from(`a\n${"b".repeat(MAX_LINE_BYTES + 1)}\n`)],
    ["line-length", Buffer.from(`a\n${"绿".repeat(MAX_LINE_BYTES / 3 + 1)}`)],
    ["line-length", Buffer.from(`a\n"${"b\n".repeat(MAX_LINE_BYTES)}`)],
  ])("is not read at all: %s", async (code, bytes) => {
    await expect(readBytes(bytes)).rejects.toMatchObject({ name: "UnreadableFile", code });
  });

  it("may have lines of exactly 1 MB", async () => {
    expect(await readBytes(Buffer.from(`a\n${"b".repeat(MAX_LINE_BYTES)}\n`))).toHaveLength(2);
  });

  it("that is missing is not read", async () => {
    const missing = readRecords(join(folder, "none.csv"));
    await expect(missing.next()).rejects.toMatchObject({ code: "missing" });
  });
});

describe("forms", () => {
  it("print a header they accept and an example of as many fields", () => {
    for (const name of FORM_NAMES) {
      const [header, example, ...rest] = split(template(name));
      expect(rest).toEqual([]);
      expect(columnsOf(name, header?.fields)).toHaveLength(example?.fields.length ?? -1);
    }
  });

  it("refuse another header: another order, other letters, a column more, none at all", () => {
    for (const header of [
      ["start", "meter", "kwh"],
      ["Meter", "start", "kwh"],
      ["meter", "start", "kwh", ""],
      undefined,
    ]) {
      expect(() => columnsOf("curves", header)).toThrow(UnreadableFile);
    }
    expect(columnsOf("meters", ["id", "role", "of"])).toHaveLength(3);
  });
});
