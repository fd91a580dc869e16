/** An entry as a member stores it: the log's leaf, the keys it wrote, and what is published nowhere. */
import { concat, fromUtf8, readU32be, u32be, utf8 } from "@/lib/crypto/bytes";
import type { Command, Envelope, Held, Opening, Signature } from "@/lib/market/command";
import type { Entry } from "@/lib/market/entry";

export interface EntryRecord {
  readonly bytes: Uint8Array;
  /** State keys, in byte order. */
  readonly keys: readonly string[];
  /** Of `privateBytes`. */
  readonly private: Uint8Array;
}

interface PrivatePart {
  readonly signatures: readonly Signature[];
  readonly openings: Readonly<Record<string, Opening>>;
  readonly held: readonly Held[];
}

/** What the envelope holds beyond the command. */
export function privateBytes({ signatures, openings, held }: Envelope): Uint8Array {
  return utf8(JSON.stringify({ signatures, openings, held }));
}

/** u32be length ‖ entry ‖ u32be length ‖ keys joined by line feeds ‖ private part. */
export function encodeRecord({ bytes, keys, private: rest }: EntryRecord): Uint8Array {
  const names = utf8(keys.join("\n"));
  return concat(u32be(bytes.length), bytes, u32be(names.length), names, rest);
}

/** Only what `encodeRecord` made is read: the store checked its hash. */
export function decodeRecord(stored: Uint8Array): EntryRecord {
  const keysAt = 4 + readU32be(stored, 0);
  const restAt = keysAt + 4 + readU32be(stored, keysAt);
  const names = fromUtf8(stored.subarray(keysAt + 4, restAt));
  return {
    bytes: stored.subarray(4, keysAt),
    keys: names === "" ? [] : names.split("\n"),
    private: stored.subarray(restAt),
  };
}

/** The openings of an entry; the store checked their hash. */
export function readPrivate({ private: bytes }: EntryRecord): PrivatePart {
  return JSON.parse(fromUtf8(bytes)) as PrivatePart;
}

/** The entry of log bytes this member wrote itself. */
export function readEntry(bytes: Uint8Array): Entry {
  return JSON.parse(fromUtf8(bytes)) as Entry;
}

/** The envelope as it was submitted: what a member that lags executes again. */
export function envelopeOf(record: EntryRecord): Envelope {
  const command: Command = readEntry(record.bytes).command;
  return { command, ...readPrivate(record) };
}
