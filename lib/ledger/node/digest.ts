/** The state in 32 bytes: what two members compare instead of their stores (architecture §2, app hash). */
import { compareText, concat, u8, u16be, u32be, utf8 } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";
import type { Writes } from "./store";

/** Of a state nothing was written to. */
export const EMPTY_DIGEST = new Uint8Array(32);

/** SHA-256(previous digest ‖ canonical writes), one step an entry: batches leave no trace in it. */
export function nextDigest(previous: Uint8Array, writes: Writes): Uint8Array {
  return sha256(concat(previous, canonicalWrites(writes)));
}

/**
 * Writes in ascending byte order of their keys, each u16be key length ‖ key ‖ 0x00 for a removed key, or
 * 0x01 ‖ u32be value length ‖ value.
 */
export function canonicalWrites(writes: Writes): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [key, value] of [...writes].sort(([a], [b]) => compareText(a, b))) {
    const name = utf8(key);
    parts.push(u16be(name.length), name);
    if (value === null) parts.push(u8(0));
    else parts.push(u8(1), u32be(value.length), value);
  }
  return concat(...parts);
}
