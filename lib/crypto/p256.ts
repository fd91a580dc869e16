/** ECDSA over P-256 with SHA-256 (FIPS 186-5 §6), raw r ‖ s with low s. */
import { compareBytes, fromHex } from "./bytes";
import { isPoint, isScalar, P256 } from "./curve";
import type { SignatureVerdict } from "./keys";
import { verifyNatively } from "./webcrypto";

/** ⌊n/2⌋: (r, n − s) is a signature whenever (r, s) is, so only the lower of the two is taken. */
const HALF_ORDER = fromHex("7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8");

/** Public key 0x04 ‖ X ‖ Y of a private key of 32 bytes. RangeError where those are 0 or not below n. */
export async function p256PublicKey(privateKey: Uint8Array): Promise<Uint8Array> {
  const { p256 } = await library();
  return p256.getPublicKey(scalar(privateKey), false);
}

/** 64 bytes, the same for the same key and message (RFC 6979): nothing here needs randomness. */
export async function signP256(privateKey: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const { p256 } = await library();
  return p256.sign(message, scalar(privateKey), { prehash: true, lowS: true });
}

/** Checks an untrusted signature under an untrusted key. */
export async function checkP256(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<SignatureVerdict> {
  if (signature.length !== 64) return "length";
  const r = signature.subarray(0, 32);
  const s = signature.subarray(32);
  if (!isScalar(P256, r) || !isScalar(P256, s)) return "range";
  if (compareBytes(s, HALF_ORDER) > 0) return "high-s";
  if (!isPoint(P256, publicKey)) return "key";
  const valid =
    (await verifyNatively("p256", publicKey, message, signature)) ??
    (await library()).p256.verify(signature, message, publicKey, { prehash: true, lowS: true });
  return valid ? "valid" : "signature";
}

function scalar(privateKey: Uint8Array): Uint8Array {
  if (!isScalar(P256, privateKey)) throw new RangeError("not a P-256 private key");
  return privateKey;
}

function library(): Promise<typeof import("@noble/curves/nist.js")> {
  return import("@noble/curves/nist.js");
}
