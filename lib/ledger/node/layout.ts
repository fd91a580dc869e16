/** The keys of a member's records, and the small records' form. State lives under `s/` (overlay.ts). */
import { concat, fromHex, fromUtf8, readU64be, toHex, u64be, utf8 } from "@/lib/crypto/bytes";
import type { Hex } from "@/lib/market/command";
import type { Receipt } from "../ledger";

/** Where a member stands: its log, its state, the time of its last block (Unix seconds). */
export interface Head {
  readonly size: number;
  readonly root: Hex;
  readonly digest: Hex;
  readonly time: number;
}

/** The tree a member last cosigned. */
export interface Signed {
  readonly size: number;
  readonly root: Hex;
}

export const HEAD_KEY = "head";
export const SIGNED_KEY = "signed";
export const entryKey = (index: number): string => `e/${String(index).padStart(16, "0")}`;
/** The index in an entry's key, undefined for other keys. */
export const entryIndex = (key: string): number | undefined =>
  key.startsWith("e/") ? Number(key.slice(2)) : undefined;
export const receiptKey = (txId: Hex): string => `x/${txId}`;
export const blobKey = (hash: Hex): string => `b/${hash}`;
export const tileKey = (level: number, index: number): string =>
  `t/${String(level).padStart(2, "0")}/${String(index).padStart(14, "0")}`;

export function encodeJson(value: Head | Signed): Uint8Array {
  return utf8(JSON.stringify(value));
}

/** What `encodeJson` made; the store checked its hash. */
export function decodeHead(stored: Uint8Array): Head {
  return JSON.parse(fromUtf8(stored)) as Head;
}

export function decodeSigned(stored: Uint8Array): Signed {
  return JSON.parse(fromUtf8(stored)) as Signed;
}

/** u64be index ‖ leaf hash ‖ u64be time. */
export function encodeReceipt({ index, hash, time }: Receipt): Uint8Array {
  return concat(u64be(index), fromHex(hash), u64be(time));
}

/** What `encodeReceipt` made. RangeError where it is cut short. */
export function decodeReceipt(txId: Hex, stored: Uint8Array): Receipt {
  return {
    txId,
    index: readU64be(stored, 0),
    hash: toHex(stored.subarray(8, 40)),
    time: readU64be(stored, 40),
  };
}
