/** The state in 32 bytes: what two members compare instead of their stores (architecture §2, app hash). */
import { compareText } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";
import type { Writes } from "./store";

/** Of a state nothing was written to. */
export const EMPTY_DIGEST = new Uint8Array(32);

/** SHA-256(previous digest ‖ canonical writes), one step an entry: batches leave no trace in it. */
export function nextDigest(previous: Uint8Array, writes: Writes): Uint8Array {
  return sha256(canonicalWrites(writes, previous));
}

/**
 * Writes in ascending byte order of their keys, which are ASCII, behind `head`: each u16be key length ‖ key ‖ 0x00
 * for a removed key, or 0x01 ‖ u32be value length ‖ value.
 */
export function canonicalWrites(writes: Writes, head: Uint8Array): Uint8Array {
  let length = head.length;
  for (const [key, value] of writes) length += 2 + key.length + 1 + (value === null ? 0 : 4 + value.length);
  const bytes = Buffer.allocUnsafe(length);
  bytes.set(head);
  let at = head.length;
  for (const [key, value] of [...writes].sort(([a], [b]) => compareText(a, b))) {
    at = bytes.writeUInt16BE(key.length, at);
    at += bytes.write(key, at, "latin1");
    at = bytes.writeUInt8(value === null ? 0 : 1, at);
    if (value === null) continue;
    at = bytes.writeUInt32BE(value.length, at);
    bytes.set(value, at);
    at += value.length;
  }
  return bytes;
}
