import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CodeFields, CodeObject } from "@/lib/identifiers/code-fields";
import { formatHandle, isPrefix, parseHandle } from "@/lib/identifiers/handle";
import { hasValidCheck } from "@/lib/identifiers/mod-37-36";
import {
  checkCharacter,
  formatCode,
  formatKwhAddress,
  parseCode,
  parseKwhAddress,
} from "@/lib/identifiers/trace-code";

/** Codes of the published vectors. */
const PUBLISHED = [
  "L1C650000W11120260321000000001A7",
  "L1H6200000011202603000000000002M",
  "L1H6500000062202603000000000001J",
  "L1K650000W111202603000000000001Q",
  "L1K650000W111202603000000000002O",
  "L1K650000W111202603000000000003M",
  "L1M650000W100202603000000000001W",
  "L1M650000W100202603000000000002U",
  "L1P650000W100202603000000000001O",
  "L1U1100000011202603000000000001D",
  "L1U1100000011202603000000000002B",
  "L1U11000000112026030000000000071",
];
const CERTIFICATE = "L1C650000W11120260321000000001A7";

const fields: CodeFields = {
  object: "C",
  place: "650000",
  energy: "W1",
  province: "11",
  month: "2026-03",
  scope: "2",
  mode: "1",
  sequence: 42,
};

/** A good example of each object. */
const EXAMPLES: Record<CodeObject, Partial<CodeFields>> = {
  C: { place: "000000", energy: "MX", scope: "9", mode: "9" },
  P: { energy: "S1", province: "00", scope: "0", mode: "0" },
  E: { energy: "00", province: "00", scope: "0", mode: "0" },
  U: { energy: "00", scope: "0", mode: "0" },
  H: { energy: "00", scope: "0", mode: "0" },
  K: { energy: "H1", scope: "0", mode: "0" },
  M: { energy: "00", scope: "0", mode: "0" },
};
const OBJECTS: CodeObject[] = ["C", "P", "E", "U", "H", "K", "M"];

/** Text whose check is right, whatever its fields say. */
function checked(body: string): string {
  return body + checkCharacter(body);
}

describe("the check character", () => {
  it("is ISO/IEC 7064 MOD 37,36", () => {
    // The standard's own example of a hybrid system, and the registered one of the Global Release Identifier.
    expect(checkCharacter("A12425GABC1234002")).toBe("M");
    expect(hasValidCheck("A12425GABC1234002M")).toBe(true);
    expect(hasValidCheck("A")).toBe(false);
    expect(() => checkCharacter("a")).toThrow(RangeError);
  });

  it("notices every single character changed and every two neighbours swapped", () => {
    const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let swapped = 0;
    for (let at = 0; at < CERTIFICATE.length; at++) {
      for (const character of alphabet) {
        if (character === CERTIFICATE[at]) continue;
        expect(hasValidCheck(CERTIFICATE.slice(0, at) + character + CERTIFICATE.slice(at + 1))).toBe(false);
      }
      const [a = "", b = ""] = CERTIFICATE.slice(at, at + 2);
      if (a === b || b === "") continue;
      expect(hasValidCheck(CERTIFICATE.slice(0, at) + b + a + CERTIFICATE.slice(at + 2))).toBe(false);
      swapped++;
    }
    expect(swapped).toBeGreaterThan(10);
  });

  it("holds in a code of the vectors whose fields were made without care", () => {
    const code = "L1H650000W1002026030000000000012";
    expect(hasValidCheck(code)).toBe(true);
    expect(parseCode(code)).toEqual({ ok: false, code: "energy" });
  });
});

describe("trace codes", () => {
  it.each(PUBLISHED)("%s", (code) => {
    const parsed = parseCode(code);
    expect(parsed).toMatchObject({ ok: true, text: code });
    if (parsed.ok) expect(formatCode(parsed.fields)).toBe(code);
  });

  it("say what they name", () => {
    expect(parseCode(CERTIFICATE)).toEqual({ ok: true, text: CERTIFICATE, fields });
    expect(formatCode(fields)).toBe(CERTIFICATE);
  });

  it("forgive look-alikes in the sequence only, before the check", () => {
    expect(parseCode("L1C650000W111202603210OOOOO0OIA7")).toMatchObject({ ok: true, text: CERTIFICATE });
    expect(parseCode("L1C650000W1112026032100000000LA7")).toMatchObject({ ok: true, text: CERTIFICATE });
    expect(parseCode("L1C65O000W11120260321000000001A7")).toEqual({ ok: false, code: "check" });
    expect(parseCode("LIC650000W11120260321000000001A7")).toEqual({ ok: false, code: "check" });
    // The check character is no part of the sequence: there I and 1 stay what they are.
    const ones = OBJECTS.flatMap((object) =>
      Array.from({ length: 200 }, (_, sequence) =>
        formatCode({ ...fields, ...EXAMPLES[object], object, sequence }),
      ),
    ).filter((code) => code.endsWith("1"));
    expect(ones.length).toBeGreaterThan(0);
    for (const code of ones) expect(parseCode(`${code.slice(0, 31)}I`)).toEqual({ ok: false, code: "check" });
  });

  it("round-trip for every object", () => {
    const sequences = fc.oneof(
      fc.nat(),
      fc.nat(2 ** 30).map((down) => 32 ** 10 - 1 - down),
    );
    fc.assert(
      fc.property(fc.constantFrom(...OBJECTS), sequences, (object, sequence) => {
        const whole = { ...fields, ...EXAMPLES[object], object, sequence };
        const text = formatCode(whole);
        expect(text).toHaveLength(32);
        expect(parseCode(text)).toEqual({ ok: true, text, fields: whole });
      }),
    );
  });

  it.each([
    ["C", { place: "990000" }, "place"],
    ["C", { place: "65000A" }, "place"],
    ["C", { energy: "00" }, "energy"],
    ["C", { energy: "X9" }, "energy"],
    ["C", { province: "00" }, "province"],
    ["C", { month: "2026-13" }, "month"],
    ["C", { scope: "4" }, "scope"],
    ["C", { mode: "5" }, "mode"],
    ["P", { place: "000000" }, "place"],
    ["P", { energy: "MX" }, "energy"],
    ["P", { energy: "00" }, "energy"],
    ["P", { province: "11" }, "province"],
    ["P", { scope: "1" }, "scope"],
    ["K", { mode: "1" }, "mode"],
    ["K", { energy: "MX" }, "energy"],
    ["K", { province: "00" }, "province"],
    ["E", { province: "11" }, "province"],
    ["E", { energy: "W1" }, "energy"],
    ["U", { province: "00" }, "province"],
    ["U", { energy: "W1" }, "energy"],
    ["H", { energy: "W1" }, "energy"],
    ["H", { province: "99" }, "province"],
    ["M", { province: "00" }, "province"],
    ["M", { energy: "W1" }, "province"],
    ["M", { energy: "MX", province: "00" }, "energy"],
  ] as const)("of %s refuse %j", (object, wrong, code) => {
    const whole = { ...fields, ...EXAMPLES[object], ...wrong, object };
    expect(() => formatCode(whole)).toThrow(code);
    const { place, energy, province, month, scope, mode } = whole;
    const body = `L1${object}${place}${energy}${province}${month.replace("-", "")}${scope}${mode}000000001A`;
    expect(parseCode(checked(body))).toEqual({ ok: false, code });
  });

  it("refuse what is no code, saying what is wrong first", () => {
    expect(parseCode(CERTIFICATE.slice(1))).toEqual({ ok: false, code: "length" });
    expect(parseCode(`${CERTIFICATE}0`)).toEqual({ ok: false, code: "length" });
    expect(parseCode(CERTIFICATE.toLowerCase())).toEqual({ ok: false, code: "alphabet" });
    expect(parseCode(`${CERTIFICATE.slice(0, 31)}\n`)).toEqual({ ok: false, code: "alphabet" });
    expect(parseCode(checked(`L2${CERTIFICATE.slice(2, 31)}`))).toEqual({ ok: false, code: "version" });
    expect(parseCode(checked(`L1X${CERTIFICATE.slice(3, 31)}`))).toEqual({ ok: false, code: "object" });
    expect(parseCode(checked(`${CERTIFICATE.slice(0, 30)}U`))).toEqual({ ok: false, code: "sequence" });
    for (const sequence of [-1, 32 ** 10, 0.5, Number.NaN]) {
      expect(() => formatCode({ ...fields, sequence })).toThrow("sequence");
    }
  });

  it("never accept what they would not write", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 28, maxLength: 29, unit: fc.constantFrom(..."01269CPEUHKMW1SLIOAB") }),
        (tail) => {
          const parsed = parseCode(checked(`L1${tail}`));
          if (parsed.ok) expect(formatCode(parsed.fields)).toBe(parsed.text);
        },
      ),
    );
  });
});

describe("addresses", () => {
  it("name one kilowatt-hour of a certificate", () => {
    expect(formatKwhAddress(CERTIFICATE, 17)).toBe(`${CERTIFICATE}#17`);
    expect(parseKwhAddress(`${CERTIFICATE}#17`)).toMatchObject({ ok: true, text: CERTIFICATE, kwh: 17 });
    expect(parseKwhAddress(CERTIFICATE)).toMatchObject({ ok: true, kwh: undefined });
    for (const tail of ["", "0", "01", "-1", "1.0", "1e3", "1234567890123456"]) {
      expect(parseKwhAddress(`${CERTIFICATE}#${tail}`)).toEqual({ ok: false, code: "kwh" });
    }
    expect(parseKwhAddress("L1#1")).toEqual({ ok: false, code: "length" });
  });

  it("stand behind a prefix of three parts", () => {
    expect(parseHandle(formatHandle("88.100.1", CERTIFICATE))).toEqual({
      ok: true,
      prefix: "88.100.1",
      code: CERTIFICATE,
    });
    expect(isPrefix("88.100.PLACEHOLDER")).toBe(true);
    for (const prefix of ["", "88", "88.100", "88.100.1.2", "88..1", "88.100.一"]) {
      expect(isPrefix(prefix)).toBe(false);
      expect(parseHandle(`${prefix}/${CERTIFICATE}`)).toEqual({ ok: false, code: "prefix" });
    }
    expect(parseHandle(CERTIFICATE)).toEqual({ ok: false, code: "prefix" });
    expect(parseHandle("88.100.1/L1")).toEqual({ ok: false, code: "length" });
  });
});
