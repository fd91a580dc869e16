import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SealBroken, vaultOf } from "@/lib/store/vault";
import { packDay, unpackDay } from "./day-pack";
import { packLeaves, unpackLeaves } from "./leaves-pack";
import { columnName, openRow, sealRow } from "./table";
import { ledgerTables, lineTable } from "./tables";

const vault = vaultOf(new Uint8Array(32).fill(7));
const other = vaultOf(new Uint8Array(32).fill(8));
const bytes = fc.uint8Array({ maxLength: 200 });

describe("a day", () => {
  it("packs to its readings and back, in as few bytes as its largest needs", () => {
    const reading = fc.oneof(fc.nat(300), fc.nat(), fc.constantFrom(0, 255, 256, 2 ** 48 - 1));
    const day = fc.array(reading, { minLength: 96, maxLength: 96 });
    const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(day, secret, (readings, secret) => {
        const wh = Float64Array.from(readings);
        const packed = packDay({ secret, wh });
        expect(unpackDay(packed)).toEqual({ secret: Uint8Array.from(secret), wh });
        const width = (packed.length - 33) / 96;
        expect(Math.max(...readings)).toBeLessThan(256 ** width);
        if (width > 1) expect(Math.max(...readings)).toBeGreaterThanOrEqual(256 ** (width - 1));
      }),
    );
  });
  it("refuses what is no day", () => {
    const secret = new Uint8Array(32);
    for (const wh of [
      new Float64Array(95),
      new Float64Array(96).fill(2 ** 48),
      new Float64Array(96).fill(Number.NaN),
    ]) {
      expect(() => packDay({ secret, wh })).toThrow(RangeError);
    }
    expect(() => unpackDay(new Uint8Array(33 + 96))).toThrow(RangeError);
    expect(() => unpackDay(packDay({ secret, wh: new Float64Array(96) }).slice(1))).toThrow(RangeError);
  });
});

describe("leaves", () => {
  it("pack and unpack", () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const leaf = fc.record({ lineHash: hash, traceHash: hash, sentWh: fc.maxSafeNat() });
    fc.assert(
      fc.property(fc.array(leaf), (leaves) => {
        expect(unpackLeaves(packLeaves(leaves))).toEqual(
          leaves.map(({ lineHash, traceHash, sentWh }) => ({
            lineHash: Uint8Array.from(lineHash),
            traceHash: Uint8Array.from(traceHash),
            sentWh,
          })),
        );
      }),
    );
    expect(() => unpackLeaves(new Uint8Array(71))).toThrow(RangeError);
  });
});

describe("the vault", () => {
  it("opens what it sealed, to what it was bound to, with its own key only", () => {
    fc.assert(
      fc.property(bytes, bytes, (value, bound) => {
        const sealed = vault.seal(value, bound);
        expect(vault.open(sealed, bound, "x")).toEqual(Uint8Array.from(value));
        expect(() => other.open(sealed, bound, "x")).toThrow(SealBroken);
        expect(() => vault.open(sealed, Uint8Array.of(...bound, 0), "x")).toThrow(SealBroken);
      }),
    );
  });
  it("refuses every single bit changed, and every cut", () => {
    const bound = new Uint8Array(3);
    const sealed = vault.seal(new Uint8Array(20), bound);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = sealed.slice();
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => vault.open(altered, bound, "x")).toThrow(SealBroken);
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(() => vault.open(sealed.slice(0, length), bound, "x")).toThrow(SealBroken);
    }
  });
  it("never seals alike twice, and blinds alike within a field only", () => {
    const value = new Uint8Array(8);
    expect(vault.seal(value, value)).not.toEqual(vault.seal(value, value));
    expect(vault.blind("a", "x")).toEqual(vault.blind("a", "x"));
    expect(vault.blind("a", "x")).not.toEqual(vault.blind("b", "x"));
    expect(vault.blind("a", "x")).not.toEqual(other.blind("a", "x"));
  });
});

describe("a row", () => {
  const hash = new Uint8Array(32);
  const row = { contract: "K", version: 1, month: "2026-09", plant: "P", hash, entry: 9 };
  it("opens for whichever form a driver gives its integers", () => {
    const { sealed } = sealRow(vault, lineTable, row, hash);
    expect(openRow(vault, lineTable, { ...row, version: 1n, entry: "9", sealed })).toEqual(hash);
    expect(() => openRow(vault, lineTable, { ...row, month: "2026-08", sealed })).toThrow(/line\/K\/1/);
  });
});

describe("the tables", () => {
  it("are the @ledger models of the schema, column by column", () => {
    const models = ledgerModels();
    expect([...models.keys()].sort()).toEqual(ledgerTables.map(({ name }) => name).sort());
    for (const { name, key, columns } of ledgerTables) {
      const fields = Object.keys(columns);
      expect(models.get(name), name).toEqual([...fields.map(columnName), "sealed"]);
      for (const field of key) expect(fields).toContain(field);
    }
  });
});

/** Columns of the models marked `/// @ledger`, by table, read from prisma/schema. */
function ledgerModels(): Map<string, string[]> {
  const models = new Map<string, string[]>();
  for (const file of readdirSync("prisma/schema")) {
    const text = readFileSync(`prisma/schema/${file}`, "utf8");
    for (const [, body = ""] of text.matchAll(/\/\/\/ @ledger\nmodel \w+ \{\n([\s\S]*?)\n\}/g)) {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? "";
      const lines = body.split("\n").filter((line) => /^ {2}\w/.test(line));
      const names = lines.map(
        (line) => /@map\("(\w+)"\)/.exec(line)?.[1] ?? line.trim().split(/\s+/)[0] ?? "",
      );
      models.set(table, names);
    }
  }
  return models;
}
