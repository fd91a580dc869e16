/** SHA-256 by Node's OpenSSL. */
import * as crypto from "node:crypto";

/**
 * The one-shot call (Node ≥ 20.12) costs a quarter of a Hash object. It answers fastest as a one-byte-per-unit
 * string: the digest then crosses from C++ without a Buffer of its own.
 */
export const digestUnits: (bytes: Uint8Array) => string =
  typeof crypto.hash === "function" ? (bytes) => crypto.hash("sha256", bytes, "binary") : hashObject;

/** The same through a Hash object, for a Node that lacks the one-shot call. */
export function hashObject(bytes: Uint8Array): string {
  return crypto.createHash("sha256").update(bytes).digest("binary");
}

/** SHA-256 of `bytes`: a new array of 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const digest = new Uint8Array(32);
  sha256Into(bytes, digest, 0);
  return digest;
}

/** Writes the SHA-256 of `bytes` into `out` from `at` on; `out` may be the very array that is hashed. */
export function sha256Into(bytes: Uint8Array, out: Uint8Array, at: number): void {
  const units = digestUnits(bytes);
  for (let i = 0; i < 32; i++) out[at + i] = units.charCodeAt(i);
}
