import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareText, fromHex, fromUtf8, toHex, utf8 } from "./bytes";
import {
  CanonicalError,
  canonicalBytes,
  canonicalHash,
  canonicalText,
  type Json,
  parseJson,
} from "./canonical";
import { sha256 } from "./sha256";
import { textProblem } from "./text";

const PROTOCOL = "../shared/vectors/protocol/canonical.json";
const RFC8785 = "../shared/vectors/rfc8785-jcs";
const EDDSA_JCS = "../shared/vectors/vc-eddsa-jcs";

interface Case {
  name: string;
  input: { hex: string };
  expected: { jcs?: string; sha256?: string; refused?: string };
}

function read(text: string): ReturnType<typeof parseJson> {
  return parseJson(utf8(text));
}

function canonical(text: string): string {
  const parsed = read(text);
  if (!parsed.ok) throw new Error(parsed.code);
  return canonicalText(parsed.value);
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof CanonicalError) return error.code;
    throw error;
  }
  return "accepted";
}

describe.skipIf(!existsSync(PROTOCOL))("vectors/protocol/canonical", () => {
  const cases: Case[] = existsSync(PROTOCOL) ? JSON.parse(readFileSync(PROTOCOL, "utf8")) : [];
  it.each(cases.map((c) => [c.name, c] as const))("%s", (_, { input, expected }) => {
    const parsed = parseJson(fromHex(input.hex));
    if (!parsed.ok) return expect(parsed.code).toBe(expected.refused);
    const bytes = canonicalBytes(parsed.value);
    expect({ jcs: fromUtf8(bytes), sha256: toHex(sha256(bytes)) }).toEqual(expected);
  });
});

describe.skipIf(!existsSync(RFC8785))("vectors/rfc8785-jcs", () => {
  const file = (folder: string, name: string) => readFileSync(`${RFC8785}/${folder}/${name}`);
  const names = existsSync(RFC8785) ? readdirSync(`${RFC8785}/input`).sort((a, b) => (a < b ? -1 : 1)) : [];
  // What protocol §1 leaves out of RFC 8785: fractions, keys outside ASCII, null, texts that are not NFC.
  const refused: Record<string, string> = {
    "arrays.json": "null",
    "french.json": "key",
    "structures.json": "number",
    "unicode.json": "nfc",
    "values.json": "number",
    "weird.json": "key",
  };
  it.each(names)("%s", (name) => {
    expect(parseJson(file("input", name))).toMatchObject({ ok: false, code: refused[name] });
  });

  it.each(names)("%s: every text in it that we take stands so in the output", (name) => {
    const output = file("output", name).toString();
    expect(toHex(utf8(output))).toBe(
      file("outhex", name.replace(".json", ".txt")).toString().replace(/\s/g, ""),
    );
    const texts = textsIn(JSON.parse(file("input", name).toString())).filter((text) => !textProblem(text));
    for (const text of texts) expect(output).toContain(canonicalText(text));
  });
});

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(Array.isArray(value) ? [] : [key]),
    ...textsIn(inner),
  ]);
}

describe.skipIf(!existsSync(EDDSA_JCS))("vectors/vc-eddsa-jcs", () => {
  it.each([
    ["unsigned.json", "canonDocJCS.txt", "docHashJCS.txt"],
    ["proofConfigJCS.json", "proofCanonJCS.txt", "proofHashJCS.txt"],
  ])("%s", (input, text, hash) => {
    const file = (name: string) => readFileSync(`${EDDSA_JCS}/${name}`, "utf8");
    expect(canonical(file(input))).toBe(file(text));
    expect(toHex(sha256(utf8(canonical(file(input)))))).toBe(file(hash));
  });
});

describe("parseJson", () => {
  it.each([
    ["[".repeat(33) + "]".repeat(33), "depth"],
    [`${'{"a":'.repeat(33)}1${"}".repeat(33)}`, "depth"],
    ['"\\u0000"', "nul"],
    ['"甲\\u0000"', "nul"],
    ['{"a\\u0000":1}', "nul"],
    ['"\\u0378"', "unassigned"],
    ['"\\uffff"', "unassigned"],
    ['"⿼"', "unassigned"], // U+2FFC, assigned in 15.1
    ["-", "syntax"],
    ["-01", "syntax"],
    ["-Infinity", "number"],
    ["1e", "number"],
    ["tru", "syntax"],
    ["nul", "syntax"],
    ['"abc', "syntax"],
    ['"\\', "syntax"],
    ['"\\u123', "syntax"],
    ['"a\n"', "syntax"],
    ["{", "syntax"],
    ['{"a" 1}', "syntax"],
    ['{"a":1', "syntax"],
    ['{"a":1,}', "syntax"],
    ["{a:1}", "syntax"],
    ["[1", "syntax"],
    ["[1 2]", "syntax"],
    ["1 ]", "syntax"],
    ["\u000b1", "syntax"],
    ['{"__proto__":1,"__proto__":2}', "duplicate"],
    ['{"constructor":1,"constructor":2}', "duplicate"],
  ])("refuses %s", (text, code) => {
    expect(read(text)).toMatchObject({ ok: false, code });
  });

  it("says where", () => {
    expect(read('{"a": 1.5}')).toEqual({ ok: false, code: "number", at: 6 });
    expect(read('{"a":1, "a":2}')).toEqual({ ok: false, code: "duplicate", at: 8 });
    expect(parseJson(fromHex("ff"))).toEqual({ ok: false, code: "utf-8", at: 0 });
  });

  it("takes 32 levels, the newest of Unicode 15.0 and private use", () => {
    expect(read("[".repeat(32) + "]".repeat(32)).ok).toBe(true);
    expect(read('"\u{1fae8}\ue000\u{10fffd}"')).toEqual({ ok: true, value: "\u{1fae8}\ue000\u{10fffd}" });
  });

  it("keeps __proto__ a field of its own", () => {
    const parsed = read('{"__proto__":{"admin":true}}');
    if (!parsed.ok) throw new Error(parsed.code);
    expect(Object.getPrototypeOf(parsed.value)).toBe(Object.prototype);
    expect(Object.keys(parsed.value)).toEqual(["__proto__"]);
    expect(canonicalText(parsed.value)).toBe('{"__proto__":{"admin":true}}');
  });
});

describe("canonicalText", () => {
  it.each<[string, unknown]>([
    ["null", null],
    ["null", { a: [null] }],
    ["number", 1.5],
    ["number", Number.NaN],
    ["number", Number.POSITIVE_INFINITY],
    ["range", 2 ** 53],
    ["range", -(2 ** 53)],
    ["type", undefined],
    ["type", { a: undefined }],
    ["type", 1n],
    ["type", new Map()],
    ["type", new Uint8Array(2)],
    ["type", () => 1],
    ["surrogate", "\ud834"],
    ["surrogate", "\udd1e\ud834"],
    ["nul", "a\0"],
    ["nfc", "e\u0301"],
    ["unassigned", "\u0378"],
    ["key", { é: 1 }],
    ["nul", { "a\0": 1 }],
    ["depth", Array.from({ length: 32 }).reduce((inner) => [inner], [] as unknown)],
  ])("throws %s", (code, value) => {
    expect(codeOf(() => canonicalText(value as Json))).toBe(code);
  });

  it("writes objects without a prototype, and minus zero as zero", () => {
    expect(canonicalText(Object.assign(Object.create(null), { b: -0, a: [] }))).toBe('{"a":[],"b":0}');
  });

  const text = fc.string({ unit: "binary" }).filter((s) => codeOf(() => canonicalText(s)) === "accepted");
  const json = fc.letrec<{ value: Json; list: Json[]; fields: Record<string, Json> }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, text, fc.maxSafeInteger(), fc.boolean(), tie("list"), tie("fields")),
    list: fc.array(tie("value"), { maxLength: 4 }),
    fields: fc.dictionary(
      fc.string({ unit: "binary-ascii" }).filter((s) => !s.includes("\0")),
      tie("value"),
      { maxKeys: 5 },
    ),
  })).value;

  it("is read back to what was written, and written the same again", () => {
    fc.assert(
      fc.property(json, (value) => {
        const bytes = canonicalBytes(value);
        const parsed = parseJson(bytes);
        expect(parsed).toEqual({ ok: true, value });
        expect(parsed.ok && canonicalBytes(parsed.value)).toEqual(bytes);
        expect(JSON.parse(fromUtf8(bytes))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("is UTF-8 as the runtime writes it, of any text it takes", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(canonicalBytes(value)).toEqual(utf8(JSON.stringify(value)));
        expect(canonicalText(value)).toBe(JSON.stringify(value));
        expect(canonicalHash(value)).toEqual(sha256(canonicalBytes(value)));
      }),
    );
  });

  it("does not depend on the order fields were set in", () => {
    const keys = fc.uniqueArray(fc.string({ unit: "grapheme-ascii", maxLength: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(
        keys.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const build = (list: readonly string[]) =>
            Object.fromEntries(list.map((key) => [key, all.indexOf(key)]));
          expect(canonicalText(build(shuffled))).toBe(canonicalText(build(all)));
          const sorted = [...all].sort((a, b) => compareText(a, b));
          expect(canonicalText(build(all))).toBe(
            `{${sorted.map((key) => `${JSON.stringify(key)}:${all.indexOf(key)}`).join(",")}}`,
          );
        },
      ),
    );
  });

  it("writes values of any size, and forgets their size", () => {
    for (const length of [1 << 13, 1 << 14, (1 << 20) + 1, 1]) {
      expect(canonicalText("x".repeat(length))).toBe(`"${"x".repeat(length)}"`);
      expect(canonicalText(["甲".repeat(length)])).toBe(`["${"甲".repeat(length)}"]`);
    }
    const many = Object.fromEntries(Array.from({ length: 70_000 }, (_, i) => [`k${i}`, true]));
    expect(JSON.parse(canonicalText(many))).toEqual(many);
  });

  it("remembers no more shapes than it can look through", () => {
    for (let i = 0; i < 300; i++) {
      expect(canonicalText({ same: 1, [`k${i % 200}`]: i })).toBe(`{"k${i % 200}":${i},"same":1}`);
    }
  });

  it("knows shapes apart that begin with the same key", () => {
    for (let i = 0; i < 3; i++) {
      expect(canonicalText({ b: 1, a: 2 })).toBe('{"a":2,"b":1}');
      expect(canonicalText({ b: 1, c: 2 })).toBe('{"b":1,"c":2}');
      expect(canonicalText({ b: 1 })).toBe('{"b":1}');
      expect(canonicalText({})).toBe("{}");
    }
  });

  it("agrees with JSON.parse on whatever the reader takes", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]",:\\u01a9-.e tnf'.split("")), maxLength: 24 }),
        (text) => {
          const parsed = read(text);
          if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
