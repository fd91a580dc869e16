import fc from "fast-check";
import { expect, test } from "vitest";
import { toHex, utf8 } from "@/lib/crypto/bytes";
import type { StateReader } from "@/lib/market/state";
import { overlayOn } from "./overlay";

const key = fc
  .tuple(fc.constantFrom("a", "ab", "b"), fc.constantFrom("", "1", "1/2", "10", "2/9", "z"))
  .map(([table, id]) => (id === "" ? table : `${table}/${id}`));
const value = fc.option(
  fc.integer({ min: 0, max: 9 }).map((n) => utf8(String(n))),
  { freq: 2 },
);
const rows = fc.array(fc.tuple(key, value), { maxLength: 12 });

/** The naive thing: one map, sorted for every question. */
function naive(rows: Map<string, Uint8Array>): StateReader {
  return {
    get: (name) => rows.get(name),
    keys: (prefix) => [...rows.keys()].filter((name) => name.startsWith(prefix)).sort(),
  };
}

test("an overlay reads as if everything had been written below it", () => {
  fc.assert(
    fc.property(rows, fc.array(rows, { maxLength: 4 }), (stored, entries) => {
      const below = new Map<string, Uint8Array>();
      for (const [name, content] of stored) if (content) below.set(name, content);
      const whole = new Map(below);
      const overlay = overlayOn(naive(below));
      for (const entry of entries) {
        // Listed between writes, so that order is kept up and not only made once.
        for (const prefix of ["a/", "ab/", "b/1"]) {
          expect([...overlay.keys(prefix)]).toEqual([...naive(whole).keys(prefix)]);
        }
        overlay.apply(new Map(entry));
        for (const [name, content] of entry) {
          if (content) whole.set(name, content);
          else whole.delete(name);
        }
      }
      for (const name of ["a", "a/1", "a/1/2", "ab/10", "b/2/9", "b/z"]) {
        expect(toHex(overlay.get(name) ?? utf8("-"))).toBe(toHex(whole.get(name) ?? utf8("-")));
      }
      for (const prefix of ["a/", "a/1", "ab/", "b/", "b/1/", "c/"]) {
        expect([...overlay.keys(prefix)]).toEqual([...naive(whole).keys(prefix)]);
      }
    }),
  );
});

test("a listing names its table", () => {
  expect(() => overlayOn(naive(new Map())).keys("a")).toThrow(RangeError);
});
