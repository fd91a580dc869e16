import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "@/lib/crypto/bytes";
import { MemoryState } from "@/lib/jobs/audit/memory-state";

const key = fc
  .tuple(fc.constantFrom("day", "days", "line", "market"), fc.nat(30))
  .map(([table, n]) => `${table}/${n % 3}/${n}`);
const write = fc.tuple(key, fc.option(fc.nat(9)));

describe("a state in memory", () => {
  it("lists and answers what a plain map does", () => {
    fc.assert(
      fc.property(fc.array(fc.array(write, { maxLength: 8 }), { maxLength: 12 }), (commands) => {
        const state = new MemoryState();
        const plain = new Map<string, Uint8Array>();
        for (const writes of commands) {
          const values = writes.map(([name, n]): [string, Uint8Array | null] => [
            name,
            n === null ? null : utf8(String(n)),
          ]);
          state.apply(new Map(values));
          for (const [name, value] of new Map(values)) {
            if (value === null) plain.delete(name);
            else plain.set(name, value);
          }
          for (const prefix of ["day/", "days/1/", "line/2", "market/", "nothing/", ""]) {
            const wanted = [...plain.keys()]
              .filter((name) => name.startsWith(prefix))
              .sort((a, b) => (a < b ? -1 : 1));
            expect([...state.keys(prefix)]).toEqual(wanted);
          }
          expect(state.size).toBe(plain.size);
        }
        for (const [name, value] of plain) expect(state.get(name)).toEqual(value);
      }),
    );
  });
});
