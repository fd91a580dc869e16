import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareText, utf8 } from "@/lib/crypto/bytes";
import { bufferedState, bytesTable, indexId, jsonTable, textId, versionId } from "@/lib/market/state";
import { memoryState } from "@/lib/market/test-market";

const key = fc.constantFrom("a/1", "a/10", "a/2", "a", "ab/1", "b/1", "b/2", "b/2/3", "c");
const step = fc.record({ key, write: fc.option(fc.uint8Array({ maxLength: 2 }), { nil: null }) });

describe("a buffered state", () => {
  it("reads like the state its writes would leave, and leaves the state alone", () => {
    fc.assert(
      fc.property(fc.array(key), fc.array(step), (stored, steps) => {
        const state = memoryState();
        for (const name of stored) state.rows.set(name, utf8(name));
        const before = new Map(state.rows);
        const buffered = bufferedState(state);
        const naive = new Map(state.rows);
        for (const { key, write } of steps) {
          if (write === null) {
            buffered.delete(key);
            naive.delete(key);
          } else {
            buffered.put(key, write);
            naive.set(key, write);
          }
        }
        for (const prefix of ["", "a", "a/", "b/", "b/2", "z"]) {
          const wanted = [...naive.keys()].filter((name) => name.startsWith(prefix)).sort(compareText);
          expect([...buffered.keys(prefix)]).toEqual(wanted);
        }
        for (const { key } of steps) expect(buffered.get(key)).toEqual(naive.get(key));
        expect(state.rows).toEqual(before);
        state.apply(buffered.writes);
        expect(new Map([...state.rows].sort())).toEqual(new Map([...naive].sort()));
      }),
    );
  });
});

describe("tables", () => {
  it("keep rows under their ids and list them by them", () => {
    const state = memoryState();
    const buffered = bufferedState(state);
    const rows = jsonTable<{ n: number; note?: string }>("row");
    rows.put(buffered, ["x", "2"], { n: 2, note: undefined });
    rows.put(buffered, ["x", "1"], { n: 1, note: "遗失" });
    rows.put(buffered, ["xy", "1"], { n: 3 });
    expect(rows.key("x", "1")).toBe("row/x/1");
    expect(rows.get(buffered, "x", "2")).toEqual({ n: 2 });
    expect(rows.get(buffered, "x", "3")).toBeUndefined();
    expect([...rows.ids(buffered, "x")]).toEqual([
      ["x", "1"],
      ["x", "2"],
    ]);
    expect([...rows.list(buffered)].map(([ids, row]) => [ids.join(), row.n])).toEqual([
      ["x,1", 1],
      ["x,2", 2],
      ["xy,1", 3],
    ]);
    rows.delete(buffered, "x", "1");
    expect(rows.has(buffered, "x", "1")).toBe(false);
    expect([...rows.list(buffered, "x")]).toHaveLength(1);
    const packed = bytesTable("packed");
    packed.put(buffered, ["m"], utf8("raw"));
    expect(packed.decode(utf8("raw"))).toEqual(packed.get(buffered, "m"));
  });

  it("have ids in the order of what they stand for", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(Math.sign(compareText(textId(a), textId(b)))).toBe(Math.sign(compareText(a, b)));
      }),
    );
    expect([versionId(7), indexId(42)]).toEqual(["0007", "0000000000000042"]);
  });
});
