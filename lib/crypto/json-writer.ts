/** Writes the one form of a value (RFC 8785 §3.2) straight into bytes: nothing is hashed as a string. */
import { utf8 } from "./bytes";
import { CanonicalError, MAX_DEPTH } from "./json";
import { keyOrder } from "./key-order";
import { textProblem } from "./text";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const ZERO = 0x30;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const TRUE = utf8("true");
const FALSE = utf8("false");
const EMPTY = new Uint8Array(0);
const FIRST_CAPACITY = 1 << 14;
/** What one large value made of the buffer is not kept. */
const KEPT_CAPACITY = 1 << 20;

/** 1 for the ASCII that stands for itself between quotes; a table has no branches to guess wrong. */
const BARE = new Uint8Array(0x80).fill(1, 0x20);
BARE[QUOTE] = 0;
BARE[BACKSLASH] = 0;

/** One buffer, written from the beginning each time: not for two writers at once, of which there are none. */
export class JsonWriter {
  private bytes = new Uint8Array(FIRST_CAPACITY);
  private length = 0;

  /** The bytes of `value`, in the writer's own buffer until it writes again. Throws CanonicalError. */
  write(value: unknown): Uint8Array {
    this.length = 0;
    if (this.bytes.length > KEPT_CAPACITY) this.bytes = new Uint8Array(FIRST_CAPACITY);
    this.value(value, 0);
    return this.bytes.subarray(0, this.length);
  }

  private value(value: unknown, depth: number): void {
    if (typeof value === "string") this.string(value);
    else if (typeof value === "number") this.integer(value);
    else if (typeof value === "boolean") this.copy(value ? TRUE : FALSE);
    else if (value === null) throw new CanonicalError("null");
    else if (typeof value !== "object") throw new CanonicalError("type");
    else if (depth === MAX_DEPTH) throw new CanonicalError("depth");
    else if (Array.isArray(value)) this.array(value, depth + 1);
    else this.object(value, depth + 1);
  }

  private array(values: readonly unknown[], depth: number): void {
    if (values.length === 0) this.byte(OPEN_ARRAY);
    for (let i = 0; i < values.length; i++) {
      this.byte(i === 0 ? OPEN_ARRAY : COMMA);
      this.value(values[i], depth);
    }
    this.byte(CLOSE_ARRAY);
  }

  private object(fields: object, depth: number): void {
    // A Map, a Date or a byte array would silently be written as something else than it is.
    if (!isPlain(fields)) throw new CanonicalError("type");
    const { places, openings } = keyOrder(Object.keys(fields));
    // All values at once and then by place: quicker than a look-up by name for each.
    const values: readonly unknown[] = Object.values(fields);
    if (places.length === 0) this.byte(OPEN_OBJECT);
    for (let i = 0; i < places.length; i++) {
      this.copy(openings[i] ?? EMPTY);
      this.value(values[places[i] ?? 0], depth);
    }
    this.byte(CLOSE_OBJECT);
  }

  private string(text: string): void {
    const { length } = text;
    this.reserve(length + 2);
    const { bytes, length: start } = this;
    let bare = 1;
    let seen = 0;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      seen |= unit;
      bare &= BARE[unit & 0x7f] ?? 0;
      bytes[start + 1 + i] = unit;
    }
    if (bare === 0 || seen > 0x7f) {
      this.wideString(text);
      return;
    }
    bytes[start] = QUOTE;
    bytes[start + 1 + length] = QUOTE;
    this.length = start + 2 + length;
  }

  private wideString(text: string): void {
    const problem = textProblem(text);
    if (problem) throw new CanonicalError(problem);
    this.byte(QUOTE);
    for (let i = 0; i < text.length; i++) {
      const codePoint = text.codePointAt(i) ?? 0;
      if (codePoint > 0xffff) i++;
      this.codePoint(codePoint);
    }
    this.byte(QUOTE);
  }

  private codePoint(codePoint: number): void {
    if (codePoint >= 0x80) this.utf8(codePoint);
    else if (BARE[codePoint] === 1) this.byte(codePoint);
    // JSON.stringify escapes what RFC 8785 §3.2.2.2 escapes, and in the same way.
    else this.copy(utf8(JSON.stringify(String.fromCharCode(codePoint)).slice(1, -1)));
  }

  /** RFC 3629 §3, for what has been found to be no surrogate. */
  private utf8(codePoint: number): void {
    if (codePoint < 0x800) this.byte(0xc0 | (codePoint >> 6));
    else if (codePoint < 0x10000) this.byte(0xe0 | (codePoint >> 12));
    else this.byte(0xf0 | (codePoint >> 18));
    if (codePoint >= 0x10000) this.byte(0x80 | ((codePoint >> 12) & 0x3f));
    if (codePoint >= 0x800) this.byte(0x80 | ((codePoint >> 6) & 0x3f));
    this.byte(0x80 | (codePoint & 0x3f));
  }

  private integer(value: number): void {
    if (!Number.isSafeInteger(value)) throw new CanonicalError(Number.isInteger(value) ? "range" : "number");
    if (value >= 0 && value < 1e9) this.digits(value);
    else this.copy(utf8(String(value)));
  }

  /** Of a number that fits 32 bits: last digit first, into the room that its length needs. */
  private digits(value: number): void {
    let count = 1;
    for (let bound = 10; value >= bound; bound *= 10) count++;
    this.reserve(count);
    const { bytes, length } = this;
    let rest = value;
    for (let at = length + count - 1; at >= length; at--) {
      const tenth = (rest / 10) | 0;
      bytes[at] = ZERO + rest - 10 * tenth;
      rest = tenth;
    }
    this.length = length + count;
  }

  private byte(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  /** Of a few bytes: a loop is quicker than a call into the runtime. */
  private copy(source: Uint8Array): void {
    this.reserve(source.length);
    const { bytes, length } = this;
    for (let i = 0; i < source.length; i++) bytes[length + i] = source[i] ?? 0;
    this.length = length + source.length;
  }

  private reserve(more: number): void {
    if (this.length + more > this.bytes.length) this.grow(more);
  }

  private grow(more: number): void {
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** Whether the fields are all there is: no class but Object itself, of whichever realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
