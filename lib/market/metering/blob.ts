/** A batch of day curves as members keep it, and the roots that let one reading open alone (protocol §3). */
import { compareText, concat, readU32be, readU48be, toHex, u8, u32be, utf8 } from "@/lib/crypto/bytes";
import { leafHash, rootOf } from "@/lib/crypto/merkle/tree";
import { hmacSha256, sha256, sha256Into } from "@/lib/crypto/sha256";
import { CODE_LENGTH, parseCode } from "@/lib/identifiers/trace-code";
import { INTERVALS_PER_DAY } from "@/lib/units/interval";

export const MAX_METERS = 2000;
export const DAY_SECRET_BYTES = 32;
const HEADER = utf8("lvji/day/v1\n");
const WH_BYTES = 6;
const MASK_BYTES = 32;
const HMAC_BLOCK = 64;
const RECORD_BYTES = CODE_LENGTH + DAY_SECRET_BYTES + WH_BYTES * INTERVALS_PER_DAY;
const FIRST_RECORD = HEADER.length + 4;
const WH_LIMIT = 2 ** 48;

/** One meter's civil day (UTC+8): 96 readings in whole Wh, each below 2^48, and the secret that hides them. */
export interface DayCurve {
  readonly meter: string;
  readonly secret: Uint8Array;
  readonly wh: Float64Array;
}

export type BlobCode = "header" | "count" | "size" | "code" | "order";
export type DecodedBlob =
  | { readonly ok: true; readonly curves: readonly DayCurve[] }
  | { readonly ok: false; readonly code: BlobCode };

/** Bytes of a batch; the curves may come in any order. RangeError for what `decodeDayBlob` would refuse. */
export function encodeDayBlob(curves: readonly DayCurve[]): Uint8Array {
  const ordered = inCodeOrder(curves);
  const blob = new Uint8Array(dayBlobBytes(ordered.length));
  blob.set(HEADER);
  blob.set(u32be(ordered.length), HEADER.length);
  ordered.forEach((curve, position) => {
    writeRecord(blob, FIRST_RECORD + RECORD_BYTES * position, curve);
  });
  const decoded = decodeDayBlob(blob);
  if (!decoded.ok) throw new RangeError(`day blob: ${decoded.code}`);
  return blob;
}

/** Reads untrusted bytes: header, 1–2,000 meters, codes strictly ascending, no byte left over. */
export function decodeDayBlob(bytes: Uint8Array): DecodedBlob {
  if (bytes.length < HEADER.length || HEADER.some((byte, at) => bytes[at] !== byte)) {
    return { ok: false, code: "header" };
  }
  if (bytes.length < FIRST_RECORD) return { ok: false, code: "size" };
  const count = readU32be(bytes, HEADER.length);
  if (count < 1 || count > MAX_METERS) return { ok: false, code: "count" };
  if (bytes.length !== dayBlobBytes(count)) return { ok: false, code: "size" };
  const curves: DayCurve[] = [];
  for (let position = 0; position < count; position++) {
    const curve = readRecord(bytes, FIRST_RECORD + RECORD_BYTES * position);
    if (curve === undefined) return { ok: false, code: "code" };
    const before = curves[position - 1];
    if (before !== undefined && compareText(before.meter, curve.meter) >= 0)
      return { ok: false, code: "order" };
    curves.push(curve);
  }
  return { ok: true, curves };
}

/** One curve of a blob that was decoded before, by its place: no other meter's bytes are looked at. */
export function curveAt(blob: Uint8Array, position: number): DayCurve {
  const curve = readRecord(blob, FIRST_RECORD + RECORD_BYTES * position);
  if (curve === undefined) throw new RangeError(`blob without a curve ${position}`);
  return curve;
}

/** Bytes of a batch of `count` meters: its size is no choice of anybody's. */
export function dayBlobBytes(count: number): number {
  return FIRST_RECORD + RECORD_BYTES * count;
}

/** The name of a blob: H of its bytes, in hex. */
export function blobName(blob: Uint8Array): string {
  return toHex(sha256(blob));
}

/** What a member signs once it keeps a blob; `hash` in hex, `size` in bytes. */
export function heldMessage(market: string, hash: string, size: number): Uint8Array {
  return utf8(`lvji/held/v1\n${market}\n${hash}\n${size}\n`);
}

/** The 32 bytes that hide reading `index` (0–95) of a day. */
export function readingMask(secret: Uint8Array, index: number): Uint8Array {
  return hmacSha256(secret, u8(index));
}

/** H(0x00 ‖ mask ‖ u48be Wh). */
export function readingLeafHash(mask: Uint8Array, wh: number): Uint8Array {
  const data = new Uint8Array(mask.length + WH_BYTES);
  data.set(mask);
  writeU48(data, mask.length, wh);
  return leafHash(data);
}

/**
 * The 96 leaf hashes of a day, in time order: `readingLeafHash` of each, with the two keyed blocks of HMAC (RFC 2104)
 * laid out once a day. Every member hashes every reading that is ever anchored.
 */
export function readingLeafHashes({ secret, wh }: Pick<DayCurve, "secret" | "wh">): Uint8Array[] {
  if (wh.length !== INTERVALS_PER_DAY || secret.length !== DAY_SECRET_BYTES) {
    throw new RangeError(`a day of ${wh.length} readings under a secret of ${secret.length} bytes`);
  }
  const inner = new Uint8Array(HMAC_BLOCK + 1).fill(0x36, 0, HMAC_BLOCK);
  const outer = new Uint8Array(HMAC_BLOCK + MASK_BYTES).fill(0x5c, 0, HMAC_BLOCK);
  for (let i = 0; i < DAY_SECRET_BYTES; i++) {
    inner[i] = (secret[i] ?? 0) ^ 0x36;
    outer[i] = (secret[i] ?? 0) ^ 0x5c;
  }
  const leaf = new Uint8Array(1 + MASK_BYTES + WH_BYTES);
  const hashes: Uint8Array[] = [];
  for (let index = 0; index < INTERVALS_PER_DAY; index++) {
    inner[HMAC_BLOCK] = index;
    sha256Into(inner, outer, HMAC_BLOCK);
    sha256Into(outer, leaf, 1);
    writeU48(leaf, 1 + MASK_BYTES, wh[index] ?? 0);
    hashes.push(sha256(leaf));
  }
  return hashes;
}

/** RFC 9162 root over the 96 readings of a day. */
export function curveRoot(curve: Pick<DayCurve, "secret" | "wh">): Uint8Array {
  return rootOf(readingLeafHashes(curve));
}

/** H(0x00 ‖ code ‖ u32be YYYYMMDD ‖ curve root): a meter's day as a leaf of its batch. */
export function batchLeafHash(meter: string, day: number, root: Uint8Array): Uint8Array {
  return leafHash(concat(utf8(meter), u32be(day), root));
}

/** Leaf hashes of a batch, in the order of the meters' codes. */
export function batchLeafHashes(day: number, curves: readonly DayCurve[]): Uint8Array[] {
  return inCodeOrder(curves).map((curve) => batchLeafHash(curve.meter, day, curveRoot(curve)));
}

/** Root of a batch; of one meter that meter's leaf hash. */
export function batchRoot(day: number, curves: readonly DayCurve[]): Uint8Array {
  return rootOf(batchLeafHashes(day, curves));
}

function inCodeOrder(curves: readonly DayCurve[]): DayCurve[] {
  return [...curves].sort((a, b) => compareText(a.meter, b.meter));
}

function writeRecord(blob: Uint8Array, at: number, { meter, secret, wh }: DayCurve): void {
  if (meter.length !== CODE_LENGTH || secret.length !== DAY_SECRET_BYTES || wh.length !== INTERVALS_PER_DAY) {
    throw new RangeError(`curve of ${meter}`);
  }
  blob.set(utf8(meter), at);
  blob.set(secret, at + CODE_LENGTH);
  let place = at + CODE_LENGTH + DAY_SECRET_BYTES;
  for (const reading of wh) {
    writeU48(blob, place, reading);
    place += WH_BYTES;
  }
}

function readRecord(blob: Uint8Array, at: number): DayCurve | undefined {
  const written = String.fromCharCode(...blob.subarray(at, at + CODE_LENGTH));
  const code = parseCode(written);
  // `parseCode` forgives look-alikes; here a code has one spelling.
  if (!code.ok || code.fields.object !== "M" || code.text !== written) return undefined;
  const readingsAt = at + CODE_LENGTH + DAY_SECRET_BYTES;
  const wh = new Float64Array(INTERVALS_PER_DAY);
  for (let i = 0; i < wh.length; i++) wh[i] = readU48be(blob, readingsAt + WH_BYTES * i);
  return { meter: written, secret: blob.slice(at + CODE_LENGTH, readingsAt), wh };
}

/** RangeError for anything but a whole number below 2^48. */
export function writeU48(bytes: Uint8Array, at: number, wh: number): void {
  if (!Number.isInteger(wh) || wh < 0 || wh >= WH_LIMIT) throw new RangeError(`${wh} Wh`);
  let rest = wh;
  for (let i = at + WH_BYTES - 1; i >= at; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}
