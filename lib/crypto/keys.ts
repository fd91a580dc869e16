/** Names of keys, and what can be wrong with their signatures. */
import { concat, toHex, utf8 } from "./bytes";
import { sha256 } from "./sha256";

/** `p256` and `sm2` sign commands, `ed25519` checkpoints and attestations. */
export type SignatureAlgorithm = "p256" | "sm2" | "ed25519";

export type SignatureVerdict =
  | "valid"
  | "length" // not 64 bytes
  | "range" // r or s (Ed25519: s) outside its range
  | "high-s" // P-256 only: the other of the two signatures that fit
  | "key" // no public key: wrong length or form, not on the curve
  | "signature"; // not this key's on this message

/**
 * First 16 bytes of `H(alg ‖ 0x00 ‖ raw public key)` in hex (protocol §1). The raw key is 0x04 ‖ X ‖ Y, 65 bytes,
 * for p256 and sm2, and 32 bytes for ed25519.
 */
export function keyId(algorithm: SignatureAlgorithm, publicKey: Uint8Array): string {
  return toHex(sha256(concat(utf8(`${algorithm}\0`), publicKey)).subarray(0, 16));
}
