/** Bytes in and out: hex, base64, UTF-8, big-endian integers, and the one order everything is sorted by. */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const TWO_TO_32 = 0x1_0000_0000;

/** The parts one after the other, in a new array. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Lower-case hex, the form every byte string has in JSON (protocol §1). */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** Bytes of lower-case hex; RangeError for anything else, upper case and odd lengths included. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0) throw new RangeError("hex has an odd number of digits");
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = hexDigit(text.charCodeAt(2 * i)) * 16 + hexDigit(text.charCodeAt(2 * i + 1));
  }
  return bytes;
}

function hexDigit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  if (unit >= 0x61 && unit <= 0x66) return unit - 0x61 + 10;
  throw new RangeError("not a lower-case hex digit");
}

/** UTF-8 of a text. A lone surrogate becomes U+FFFD: texts that are hashed pass `canonical` first. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Text of UTF-8 bytes, a byte-order mark kept as a character; TypeError where the bytes are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Standard base64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  let units = "";
  for (const byte of bytes) units += String.fromCharCode(byte);
  return btoa(units);
}

/** Bytes of standard base64; RangeError unless the text is the one encoding of them, padding and zero bits included. */
export function fromBase64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) throw new RangeError("not base64");
  const units = atob(text);
  const bytes = new Uint8Array(units.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = units.charCodeAt(i);
  // `atob` drops the unused low bits of the last digit: two texts would then name the same bytes.
  if (toBase64(bytes) !== text) throw new RangeError("base64 with bits left over");
  return bytes;
}

/** Order of unsigned bytes, a prefix first: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/**
 * Order of two texts by their UTF-8 bytes, which is that of code points. UTF-16 units have the same order save
 * that surrogates (code points above U+FFFF) stand below U+E000 … U+FFFF: those are lifted over each other.
 */
export function compareText(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return byCodePoint(left) - byCodePoint(right);
  }
  return a.length - b.length;
}

function byCodePoint(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Whether both hold the same bytes. Not constant in time: nothing compared here is secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** One byte; RangeError outside 0 … 255, as for the wider ones below. */
export function u8(n: number): Uint8Array {
  return bigEndian(n, 1);
}

/** Two bytes, most significant first. RangeError for what does not fit. */
export function u16be(n: number): Uint8Array {
  return bigEndian(n, 2);
}

/** Four bytes, most significant first. RangeError for what does not fit. */
export function u32be(n: number): Uint8Array {
  return bigEndian(n, 4);
}

/** Six bytes, most significant first. RangeError for what does not fit. */
export function u48be(n: number): Uint8Array {
  return bigEndian(n, 6);
}

/** Eight bytes of an integer below 2^53: all the protocol's quantities are. */
export function u64be(n: number): Uint8Array {
  return bigEndian(n, 8);
}

function bigEndian(n: number, length: number): Uint8Array {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`${n} is not an unsigned integer below 2^53`);
  const bytes = new Uint8Array(length);
  let rest = n;
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  if (rest !== 0) throw new RangeError(`${n} does not fit ${length} bytes`);
  return bytes;
}

/** The two bytes at `at`. RangeError past the end. */
export function readU16be(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) * 256 + byteAt(bytes, at + 1);
}

/** The four bytes at `at`. RangeError past the end. */
export function readU32be(bytes: Uint8Array, at: number): number {
  return readU16be(bytes, at) * 65536 + readU16be(bytes, at + 2);
}

/** The six bytes at `at`. RangeError past the end. */
export function readU48be(bytes: Uint8Array, at: number): number {
  return readU16be(bytes, at) * TWO_TO_32 + readU32be(bytes, at + 2);
}

/** RangeError for 2^53 and above, which a double cannot tell apart, and (all readers) past the end. */
export function readU64be(bytes: Uint8Array, at: number): number {
  const high = readU32be(bytes, at);
  if (high >= 0x20_0000) throw new RangeError("u64 of 2^53 or above");
  return high * TWO_TO_32 + readU32be(bytes, at + 4);
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError(`no byte at ${at}`);
  return byte;
}
