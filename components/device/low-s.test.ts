import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { concat, fromHex, toHex } from "@/lib/crypto/bytes";
import { checkSignature, keyPair, sign } from "@/lib/crypto/signatures";
import { lowS } from "./low-s";

const order = BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
const hex32 = (value: bigint) => fromHex(value.toString(16).padStart(64, "0"));

it("makes WebCrypto's signatures ones the market takes, whichever of the two it drew", async () => {
  const { publicKey, privateKey } = await keyPair("p256", new Uint8Array(randomBytes(32)));
  for (let round = 0; round < 20; round++) {
    const message = new Uint8Array(randomBytes(40));
    const low = await sign("p256", privateKey, message);
    const s = BigInt(`0x${toHex(low.subarray(32))}`);
    const high = concat(low.subarray(0, 32), hex32(order - s));
    expect(await checkSignature("p256", publicKey, message, high)).toBe("high-s");
    for (const drawn of [low, high]) {
      expect(await checkSignature("p256", publicKey, message, lowS(drawn))).toBe("valid");
    }
  }
});

it("leaves r alone and lands at or below half the order", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: order - 1n }), (s) => {
      const r = new Uint8Array(32).fill(7);
      const lower = lowS(concat(r, hex32(s)));
      const made = BigInt(`0x${toHex(lower.subarray(32))}`);
      expect(lower.subarray(0, 32)).toEqual(r);
      expect(made <= order / 2n && (made === s || made + s === order)).toBe(true);
    }),
  );
});
