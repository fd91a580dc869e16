/**
 * What is asked of raw keys and signatures on the two prime curves before a library sees them: libraries differ in
 * what they throw at, what they take, and what they answer false to.
 */
import { compareBytes, fromHex, toHex } from "./bytes";

/** y² = x³ + ax + b over the field of p, a group of prime order n. */
export interface Curve {
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  /** n, 32 bytes. */
  readonly order: Uint8Array;
}

/** NIST P-256, SP 800-186 §3.2.1.3. */
export const P256: Curve = {
  p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
  a: -3n,
  b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  order: fromHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
};

/** The recommended curve of GB/T 32918.5-2017. */
export const SM2: Curve = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  a: -3n,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  order: fromHex("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"),
};

/** Whether 32 bytes hold a number of 1 … n − 1: a private key, an r, an s. */
export function isScalar(curve: Curve, bytes: Uint8Array): boolean {
  return bytes.length === 32 && bytes.some((byte) => byte !== 0) && compareBytes(bytes, curve.order) < 0;
}

/** Whether the bytes are 0x04 ‖ X ‖ Y of a point of the curve. Its cofactor is 1: there are no small subgroups. */
export function isPoint({ p, a, b }: Curve, bytes: Uint8Array): boolean {
  if (bytes.length !== 65 || bytes[0] !== 0x04) return false;
  const x = BigInt(`0x${toHex(bytes.subarray(1, 33))}`);
  const y = BigInt(`0x${toHex(bytes.subarray(33))}`);
  return x < p && y < p && (y * y - (x * x + a) * x - b) % p === 0n;
}
