/** Segments as leaves of a line's trace tree: each opens alone, none can be guessed (protocol §4). */
import { concat, toHex, utf8 } from "@/lib/crypto/bytes";
import { canonicalBytes, canonicalText } from "@/lib/crypto/canonical";
import { leafHash, rootOf } from "@/lib/crypto/merkle/tree";
import { hmacSha256, sha256, sha256Into } from "@/lib/crypto/sha256";
import type { Segments } from "@/lib/tracing/segments";

export const SEGMENT_BYTES = 24;
export const MASK_BYTES = 16;
const LABEL = "lvji/segment/v1";
const BLOCK = 64;
const DIGEST = 32;

/** Whose segments they are: the month and the 32-byte secret of the contract. */
export interface SegmentSource {
  readonly month: string;
  readonly contractSecret: Uint8Array;
}

/** The 16 bytes that hide segment `index` of a line: what a bundle discloses with the segment's 24. */
export function segmentMask(segment: Uint8Array, index: number, source: SegmentSource): Uint8Array {
  const message = canonicalBytes([LABEL, source.month, index, toHex(segment)]);
  return hmacSha256(source.contractSecret, message).subarray(0, MASK_BYTES);
}

/** H(0x00 ‖ mask ‖ segment). */
export function segmentLeafHash(mask: Uint8Array, segment: Uint8Array): Uint8Array {
  return leafHash(concat(mask, segment));
}

/**
 * Leaf hashes of a line's segments, given end to end in their 24-byte form and in axis order. A line has thousands
 * and every member hashes them all, so the messages of `segmentMask` are written in place, three hashes a segment.
 * `first` is the index of the first one given.
 */
export function segmentLeafHashes(packed: Uint8Array, source: SegmentSource, first = 0): Uint8Array[] {
  if (packed.length % SEGMENT_BYTES !== 0) throw new RangeError(`segments of ${packed.length} bytes`);
  const outer = paddedKey(source.contractSecret, 0x5c, DIGEST);
  const leaf = new Uint8Array(1 + MASK_BYTES + SEGMENT_BYTES);
  const hashes: Uint8Array[] = [];
  let message = messageFrame(source, 1);
  const count = packed.length / SEGMENT_BYTES;
  for (let index = 0; index < count; index++) {
    const digits = String(first + index);
    if (digits.length !== message.digits) message = messageFrame(source, digits.length);
    writeMessage(message, digits, packed, index * SEGMENT_BYTES);
    sha256Into(message.bytes, outer, BLOCK);
    // The digest's second half is overwritten by the segment: the mask is its first.
    sha256Into(outer, leaf, 1);
    for (let i = 0; i < SEGMENT_BYTES; i++) {
      leaf[1 + MASK_BYTES + i] = packed[index * SEGMENT_BYTES + i] ?? 0;
    }
    hashes.push(sha256(leaf));
  }
  return hashes;
}

/** Segments end to end in the 24-byte form that is hashed. RangeError for a quantity of 2^48 Wh or more. */
export function protocolBytes(segments: Segments): Uint8Array {
  const { count, production, consumption, landedEnd, sentEnd, offset } = segments;
  const packed = new Uint8Array(count * SEGMENT_BYTES);
  const view = new DataView(packed.buffer);
  for (let at = 0, byte = 0; at < count; at++, byte += SEGMENT_BYTES) {
    view.setUint16(byte, production[at] ?? 0);
    view.setUint16(byte + 2, consumption[at] ?? 0);
    setU48(view, byte + 4, landedEnd[at] ?? 0);
    setU48(view, byte + 10, sentEnd[at] ?? 0);
    setU48(view, byte + 16, offset[at] ?? 0);
  }
  return packed;
}

function setU48(view: DataView, at: number, wh: number): void {
  if (!(wh >= 0 && wh < 2 ** 48)) throw new RangeError(`${wh} Wh in a segment`);
  const high = Math.floor(wh / 2 ** 32);
  view.setUint16(at, high);
  view.setUint32(at + 2, wh - high * 2 ** 32);
}

/** The trace root of a line; H of the empty string for a line without segments. */
export function traceRoot(packed: Uint8Array, source: SegmentSource): Uint8Array {
  return rootOf(segmentLeafHashes(packed, source));
}

/** HMAC's inner key block and the message of `segmentMask`, for indices of one number of digits. */
interface MessageFrame {
  readonly bytes: Uint8Array;
  readonly digits: number;
  readonly digitsAt: number;
  readonly hexAt: number;
}

function messageFrame({ month, contractSecret }: SegmentSource, digits: number): MessageFrame {
  const before = utf8(`${canonicalText([LABEL, month]).slice(0, -1)},`);
  const between = utf8(',"');
  const after = utf8('"]');
  const digitsAt = BLOCK + before.length;
  const hexAt = digitsAt + digits + between.length;
  const length = hexAt + 2 * SEGMENT_BYTES + after.length;
  const bytes = paddedKey(contractSecret, 0x36, length - BLOCK);
  bytes.set(before, BLOCK);
  bytes.set(between, digitsAt + digits);
  bytes.set(after, length - after.length);
  return { bytes, digits, digitsAt, hexAt };
}

/** The key's block of HMAC (RFC 2104) and room for what is hashed after it. */
function paddedKey(key: Uint8Array, pad: number, room: number): Uint8Array {
  if (key.length > BLOCK) throw new RangeError(`a contract secret of ${key.length} bytes`);
  const bytes = new Uint8Array(BLOCK + room).fill(pad, 0, BLOCK);
  for (let i = 0; i < key.length; i++) bytes[i] = (key[i] ?? 0) ^ pad;
  return bytes;
}

function writeMessage(frame: MessageFrame, digits: string, packed: Uint8Array, at: number): void {
  const { bytes, digitsAt, hexAt } = frame;
  for (let i = 0; i < digits.length; i++) bytes[digitsAt + i] = digits.charCodeAt(i);
  for (let i = 0; i < SEGMENT_BYTES; i++) {
    const byte = packed[at + i] ?? 0;
    bytes[hexAt + 2 * i] = hexDigit(byte >> 4);
    bytes[hexAt + 2 * i + 1] = hexDigit(byte & 15);
  }
}

function hexDigit(value: number): number {
  return value < 10 ? 0x30 + value : 0x57 + value;
}
