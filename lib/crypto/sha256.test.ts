import { createHash, createHmac } from "node:crypto";
import { sha256 as noble } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, toHex, utf8 } from "./bytes";
import { hmacSha256, sha256 } from "./sha256";
import * as node from "./sha256.node";
import * as web from "./sha256.web";

const anyBytes = fc.uint8Array({ maxLength: 300 });

describe("sha256", () => {
  it("of FIPS 180-4's examples", () => {
    expect(toHex(sha256(utf8("")))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(toHex(sha256(utf8("abc")))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it("is the same in Node and on the web, written in place too", () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(4), (data, at) => {
        const oracle = new Uint8Array(createHash("sha256").update(data).digest());
        for (const implementation of [node, web]) {
          expect(implementation.sha256(data)).toEqual(oracle);
          const out = new Uint8Array(40);
          implementation.sha256Into(data, out, at);
          expect(out.slice(at, at + 32)).toEqual(oracle);
          expect([...out.slice(0, at), ...out.slice(at + 32)]).toEqual(Array(8).fill(0));
        }
        expect(node.digestUnits(data)).toBe(node.hashObject(data));
      }),
    );
  });

  it("is that of a library too, around the borders of blocks", () => {
    for (let length = 0; length <= 200; length++) {
      const data = Uint8Array.from({ length }, (_, i) => 31 * i + length);
      expect(web.sha256(data)).toEqual(noble(data));
    }
    const large = new Uint8Array(1_000_003).fill(7);
    expect(web.sha256(large)).toEqual(node.sha256(large));
    const inPlace = large.slice(0, 65);
    web.sha256Into(inPlace, inPlace, 0);
    expect(inPlace.slice(0, 32)).toEqual(noble(large.slice(0, 65)));
  });

  it("answers a plain array: a Buffer's slice would share its bytes", () => {
    expect(Object.getPrototypeOf(sha256(utf8("")))).toBe(Uint8Array.prototype);
    expect(Object.getPrototypeOf(web.sha256(utf8("")))).toBe(Uint8Array.prototype);
  });
});

describe("hmacSha256", () => {
  it("of RFC 4231's case 2", () => {
    const mac = hmacSha256(utf8("Jefe"), utf8("what do ya want for nothing?"));
    expect(mac).toEqual(fromHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
  });

  it("is Node's for keys of any length", () => {
    const key = fc.uint8Array({ maxLength: 140 });
    fc.assert(
      fc.property(key, anyBytes, (k, data) => {
        expect(toHex(hmacSha256(k, data))).toBe(createHmac("sha256", k).update(data).digest("hex"));
      }),
    );
  });
});
