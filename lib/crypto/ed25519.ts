/**
 * Ed25519 (RFC 8032 §5.1), for checkpoints and attestations. RFC 8032 leaves open whether the cofactor is
 * multiplied in, and what to do with keys of small order; members must not differ on either. So: canonical keys of
 * large order only, s below L, and the equation without the cofactor, which is what the runtimes check.
 */
import { concat, fromHex, toHex } from "./bytes";
import type { SignatureVerdict } from "./keys";
import { signEd25519Natively, verifyNatively } from "./webcrypto";

const P = 2n ** 255n - 19n;
/** Order of the group the base point generates. */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
/** −121665/121666 mod p. */
const D = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;

/** The y of the points of order 1, 2, 4 and 8: under these, a signature would fit any message. */
const SMALL_ORDER: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  P - 1n,
  littleEndian(fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")),
  littleEndian(fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")),
]);

/** Public key, 32 bytes, of a seed of 32 bytes; RangeError for a seed of another length, here and below. */
export async function ed25519PublicKey(seed: Uint8Array): Promise<Uint8Array> {
  const { ed25519 } = await library();
  return ed25519.getPublicKey(checked(seed));
}

/** 64 bytes, the same for the same seed and message. */
export async function signEd25519(seed: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  return (await signEd25519Natively(checked(seed), message)) ?? (await library()).ed25519.sign(message, seed);
}

/** Checks an untrusted signature under an untrusted key. */
export async function checkEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<SignatureVerdict> {
  if (signature.length !== 64) return "length";
  if (littleEndian(signature.subarray(32)) >= L) return "range";
  if (!isEd25519Key(publicKey)) return "key";
  const valid =
    (await verifyNatively("ed25519", publicKey, message, signature)) ??
    (await verifyByEquation(publicKey, message, signature));
  return valid ? "valid" : "signature";
}

/** Whether the bytes are the one encoding of a point of the curve (RFC 8032 §5.1.3) that is not of small order. */
export function isEd25519Key(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false;
  const name = toHex(bytes);
  const known = looked.get(name);
  if (known !== undefined) return known;
  const answer = isLargePoint(littleEndian(bytes) & (2n ** 255n - 1n));
  if (looked.size >= MOST_KEYS) looked.clear();
  looked.set(name, answer);
  return answer;
}

/** The few keys of a roster sign most of what is read, and looking at one costs as much as a native check. */
const looked = new Map<string, boolean>();
const MOST_KEYS = 512;

function isLargePoint(y: bigint): boolean {
  if (y >= P || SMALL_ORDER.has(y)) return false;
  // x² = (y² − 1) / (dy² + 1) has a root if and only if numerator times denominator has one (Euler).
  const y2 = (y * y) % P;
  return power(((y2 - 1n + P) * (D * y2 + 1n)) % P, (P - 1n) / 2n) === 1n;
}

/** Encoding of sB − kA against R, where the runtime has no Ed25519. */
async function verifyByEquation(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const { ed25519 } = await library();
  const { sha512 } = await import("@noble/hashes/sha2.js");
  const encodedR = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  const k = littleEndian(sha512(concat(encodedR, publicKey, message))) % L;
  const a = ed25519.Point.fromBytes(publicKey);
  const r = ed25519.Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(k));
  return toHex(r.toBytes()) === toHex(encodedR);
}

function checked(seed: Uint8Array): Uint8Array {
  if (seed.length !== 32) throw new RangeError("an Ed25519 seed is 32 bytes");
  return seed;
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes.slice().reverse())}`);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

function library(): Promise<typeof import("@noble/curves/ed25519.js")> {
  return import("@noble/curves/ed25519.js");
}
