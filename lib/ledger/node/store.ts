/**
 * What a member remembers, and how it knows that it still remembers it right: every record carries the SHA-256 of
 * its key and value and is checked whenever it is read. A record moved to another key is as wrong as one altered.
 */
import { sha256Into } from "@/lib/crypto/sha256";

/** Keys are printable ASCII, so that their order as text is that of their bytes. null removes. */
export type Writes = ReadonlyMap<string, Uint8Array | null>;

/**
 * Reads are synchronous and see the last committed write. A write that rejected may or may not stand (a disk can
 * fail after it stored): whoever wrote must look.
 */
export interface Store {
  /** The checked value. Throws StoreCorrupted. */
  get(key: string): Uint8Array | undefined;
  /** Keys that begin with `prefix`, ascending, those after `after` where it is given. */
  keys(prefix: string, after?: string): Iterable<string>;
  /** All or nothing, and on the disk when it resolves. */
  write(writes: Writes): Promise<void>;
  close(): Promise<void>;
}

/** A stored record that is not what was stored under that key. */
export class StoreCorrupted extends Error {
  override name = "StoreCorrupted";

  constructor(readonly key: string) {
    super(`stored record ${key} does not match its hash`);
  }
}

const DIGEST = 32;
const PRINTABLE = /^[\x20-\x7e]{1,1900}$/;

/** The bytes stored for a value: SHA-256(key ‖ 0x00 ‖ value) ‖ value. */
export function sealRecord(key: string, value: Uint8Array): Buffer {
  if (!PRINTABLE.test(key)) throw new RangeError(`not a store key: ${JSON.stringify(key)}`);
  const stored = Buffer.allocUnsafe(DIGEST + value.length);
  sha256Into(keyed(key, value), stored, 0);
  stored.set(value, DIGEST);
  return stored;
}

/** The value of stored bytes; StoreCorrupted unless they are what `sealRecord` made for this key. */
export function openRecord(key: string, stored: Uint8Array): Uint8Array {
  if (stored.length < DIGEST) throw new StoreCorrupted(key);
  const value = stored.subarray(DIGEST);
  sha256Into(keyed(key, value), digest, 0);
  for (let i = 0; i < DIGEST; i++) if (digest[i] !== stored[i]) throw new StoreCorrupted(key);
  return value;
}

const digest = new Uint8Array(DIGEST);
/** Hashed from one place: a member reads and writes some hundred thousand small records a second. */
const scratch = Buffer.allocUnsafe(65_536);

/** key ‖ 0x00 ‖ value, good until the next call. */
function keyed(key: string, value: Uint8Array): Uint8Array {
  const length = key.length + 1 + value.length;
  const place = length <= scratch.length ? scratch : Buffer.allocUnsafe(length);
  place.write(key, 0, "latin1");
  place[key.length] = 0;
  place.set(value, key.length + 1);
  return place.subarray(0, length);
}
