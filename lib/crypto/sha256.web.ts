/** SHA-256 where there is no Node: WebCrypto's is asynchronous, and absent outside a secure context. */
import { sha256 as noble } from "@noble/hashes/sha2.js";

/** SHA-256 of `bytes`: a new array of 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return noble(bytes);
}

/** Writes the SHA-256 of `bytes` into `out` from `at` on; `out` may be the very array that is hashed. */
export function sha256Into(bytes: Uint8Array, out: Uint8Array, at: number): void {
  out.set(noble(bytes), at);
}
