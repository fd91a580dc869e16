import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { concat, toHex, u8, u16be, u32be, utf8 } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";
import { temporaryData } from "../test-ledger";
import { EMPTY_DIGEST, nextDigest } from "./digest";
import { openLmdbStore } from "./lmdb-store";
import { openRecord, StoreCorrupted, sealRecord } from "./store";

const name = fc.stringMatching(/^[\x20-\x7e]{1,60}$/);

describe("a stored record", () => {
  test("opens as it was sealed, small or large", () => {
    fc.assert(
      fc.property(name, fc.uint8Array({ maxLength: 300 }), (key, value) => {
        expect(toHex(openRecord(key, sealRecord(key, value)))).toBe(toHex(value));
      }),
    );
    const large = new Uint8Array(200_000).fill(7);
    expect(openRecord("b/large", sealRecord("b/large", large))).toHaveLength(large.length);
    expect(toHex(sealRecord("k", utf8("v")).subarray(0, 32))).toBe(toHex(sha256(utf8("k\0v"))));
  });

  test("opens under no other key, with no bit changed, and not shortened", () => {
    const stored = sealRecord("s/one", utf8("value"));
    expect(() => openRecord("s/two", stored)).toThrow(StoreCorrupted);
    expect(() => openRecord("s/one", stored.subarray(0, 20))).toThrow(StoreCorrupted);
    expect(() => openRecord("s/one", stored.subarray(0, -1))).toThrow(StoreCorrupted);
    for (let bit = 0; bit < stored.length * 8; bit++) {
      const altered = Buffer.from(stored);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openRecord("s/one", altered)).toThrow(StoreCorrupted);
    }
  });

  test("has a printable ASCII key", () => {
    for (const key of ["", "s/\n", "s/电", "x".repeat(1901)]) {
      expect(() => sealRecord(key, utf8("v"))).toThrow(RangeError);
    }
  });
});

describe("the LMDB store", () => {
  const { dataDir, drop } = temporaryData();
  const store = openLmdbStore(dataDir);
  afterAll(async () => {
    await store.close();
    drop();
  });

  test("keeps what was written, in order of keys, all of a write or nothing", async () => {
    await store.write(new Map(["s/b", "s/a/2", "s/a/10", "t/1"].map((key) => [key, utf8(key)])));
    expect([...store.keys("s/")]).toEqual(["s/a/10", "s/a/2", "s/b"]);
    expect([...store.keys("s/", "s/a/10")]).toEqual(["s/a/2", "s/b"]);
    expect([...store.keys("s/a/")]).toEqual(["s/a/10", "s/a/2"]);
    expect([...store.keys("")]).toHaveLength(4);
    await store.write(
      new Map([
        ["s/b", null],
        ["s/c", utf8("c")],
      ]),
    );
    expect(store.get("s/b")).toBeUndefined();
    expect(toHex(store.get("s/c") ?? utf8(""))).toBe(toHex(utf8("c")));
    await expect(
      store.write(
        new Map([
          ["s/d", utf8("d")],
          ["s/\n", utf8("bad")],
        ]),
      ),
    ).rejects.toThrow(RangeError);
    expect(store.get("s/d")).toBeUndefined();
  });

  test("keeps megabytes under one key", async () => {
    const blob = new Uint8Array(3_000_000).map((_, i) => i % 251);
    await store.write(new Map([["b/large", blob]]));
    expect(toHex(sha256(store.get("b/large") ?? utf8("")))).toBe(toHex(sha256(blob)));
  });
});

test("the state digest is that of the page", () => {
  const writes = new Map([
    ["s/b", null],
    ["s/a", utf8("v")],
  ]);
  const canonical = concat(u16be(3), utf8("s/a"), u8(1), u32be(1), utf8("v"), u16be(3), utf8("s/b"), u8(0));
  expect(toHex(nextDigest(EMPTY_DIGEST, writes))).toBe(toHex(sha256(concat(EMPTY_DIGEST, canonical))));
  expect(toHex(nextDigest(EMPTY_DIGEST, new Map()))).toBe(toHex(sha256(EMPTY_DIGEST)));
});
