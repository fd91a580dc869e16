import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine, csvText, exactCsvText } from "./csv";

/** RFC 4180, read back the slow way. */
function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  for (let at = 0; at < line.length; ) {
    let field = "";
    if (line[at] === '"') {
      for (at++; at < line.length; at++) {
        if (line[at] !== '"') field += line[at];
        else if (line[at + 1] === '"') field += line[at++];
        else break;
      }
      at++;
    } else while (at < line.length && line[at] !== ",") field += line[at++];
    fields.push(field);
    at++;
    if (at === line.length) fields.push("");
  }
  return fields;
}

describe("csv", () => {
  test("what begins like a formula is told as text", () => {
    expect(csvLine(["=1+1", "@x", "-2", "+3", "\tx", "a=1"])).toBe(
      `"'=1+1","'@x","'-2","'+3","'\tx",a=1\r\n`,
    );
  });

  test("nor does a formula hide behind blanks, a line break or a wide sign", () => {
    for (const text of [" =1+1", "\u00a0@x", "\n=1", "\ufeff=1", "＝1+1", "＋1", "－1", "＠x"])
      expect(csvLine([text])).toBe(`"'${text}"\r\n`);
  });

  test("numbers stay numbers, an absent value is empty", () => {
    expect(csvLine([-5, 12_345n, undefined, "千瓦时"])).toBe("-5,12345,,千瓦时\r\n");
  });

  test("every text comes back, formulas with their apostrophe", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (values) => {
        const line = csvLine([...values, "end"]).slice(0, -2);
        const told = values.map((value) =>
          /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(value) ? `'${value}` : value,
        );
        expect(fieldsOf(line)).toEqual([...told, "end"]);
      }),
    );
  });

  test("header first, with a byte-order mark", () => {
    expect(csvText(["a", "b"], [[1, "x"]])).toBe("\uFEFFa,b\r\n1,x\r\n");
  });

  test("what comes back to us is left as it stood", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (values) => {
        const [, line = ""] = exactCsvText(["a"], [[...values, "end"]]).split("\uFEFFa\r\n");
        expect(fieldsOf(line.slice(0, -2))).toEqual([...values, "end"]);
      }),
    );
    expect(exactCsvText(["a"], [["=1+1"]])).toBe("\uFEFFa\r\n=1+1\r\n");
  });
});
