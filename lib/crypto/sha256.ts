/**
 * SHA-256 (FIPS 180-4) and HMAC (RFC 2104). Which implementation hashes is decided by the importing runtime
 * (package.json, "imports"): Node's own, elsewhere ours. Both are synchronous; a test holds them equal.
 */
import { sha256, sha256Into } from "#sha256";

export { sha256, sha256Into };

const BLOCK = 64;
const DIGEST = 32;

/** HMAC-SHA-256 of `message` under a key of any length, 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const short = key.length > BLOCK ? sha256(key) : key;
  const inner = new Uint8Array(BLOCK + message.length).fill(0x36, 0, BLOCK);
  const outer = new Uint8Array(BLOCK + DIGEST).fill(0x5c, 0, BLOCK);
  for (let i = 0; i < short.length; i++) {
    const byte = short[i] ?? 0;
    inner[i] = byte ^ 0x36;
    outer[i] = byte ^ 0x5c;
  }
  inner.set(message, BLOCK);
  sha256Into(inner, outer, BLOCK);
  return sha256(outer);
}
