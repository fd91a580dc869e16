/**
 * SM2 signatures (GB/T 32918.2-2016) with SM3 and the standard's default user id, raw r ‖ s. The library is heavy
 * and rarely needed: it is fetched when the first SM2 key is.
 */
import { concat, fromHex, toHex, u8, utf8 } from "./bytes";
import { isPoint, isScalar, SM2 } from "./curve";
import type { SignatureVerdict } from "./keys";
import { hmacSha256 } from "./sha256";

const USER_ID = "1234567812345678";
const NONCE = utf8("lvji/sm2-nonce/v1\0");

/** Public key 0x04 ‖ X ‖ Y of a private key of 32 bytes. RangeError where those are 0 or not below n − 1. */
export async function sm2PublicKey(privateKey: Uint8Array): Promise<Uint8Array> {
  const { sm2 } = await library();
  return fromHex(sm2.getPublicKeyFromPrivateKey(toHex(scalar(privateKey))));
}

/**
 * 64 bytes, the same for the same key and message: the standard wants a fresh secret k per message, and one drawn
 * by HMAC from both (as RFC 6979 does for ECDSA) cannot repeat because a generator failed.
 */
export async function signSm2(privateKey: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const { sm2 } = await library();
  const k = toHex(nonce(scalar(privateKey), message));
  const x1 = sm2.getPublicKeyFromPrivateKey(k).slice(2, 66);
  const pointPool = [{ k: BigInt(`0x${k}`), x1: BigInt(`0x${x1}`) }];
  const publicKey = sm2.getPublicKeyFromPrivateKey(toHex(privateKey));
  return fromHex(
    sm2.doSignature(message, toHex(privateKey), { hash: true, publicKey, userId: USER_ID, pointPool }),
  );
}

/** Checks an untrusted signature under an untrusted key. */
export async function checkSm2(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<SignatureVerdict> {
  if (signature.length !== 64) return "length";
  if (!isScalar(SM2, signature.subarray(0, 32)) || !isScalar(SM2, signature.subarray(32))) return "range";
  if (!isPoint(SM2, publicKey)) return "key";
  const { sm2 } = await library();
  const options = { hash: true, userId: USER_ID };
  return sm2.doVerifySignature(message, toHex(signature), toHex(publicKey), options) ? "valid" : "signature";
}

/** A number of 1 … n − 1, all equally likely to whoever lacks the key. */
function nonce(privateKey: Uint8Array, message: Uint8Array): Uint8Array {
  for (let attempt = 0; ; attempt++) {
    const candidate = hmacSha256(privateKey, concat(NONCE, u8(attempt), message));
    if (isScalar(SM2, candidate)) return candidate;
  }
}

/** n − 1 is no SM2 private key (GB/T 32918.1 §6.1): signing divides by 1 + d. */
function scalar(privateKey: Uint8Array): Uint8Array {
  if (!isScalar(SM2, privateKey) || toHex(privateKey) === LAST)
    throw new RangeError("not an SM2 private key");
  return privateKey;
}

const LAST = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122";

function library(): Promise<typeof import("sm-crypto-v2")> {
  return import("sm-crypto-v2");
}
