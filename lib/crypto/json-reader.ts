/**
 * A strict reader of untrusted JSON bytes. JSON.parse cannot do it: it keeps the last of two equal keys, rounds
 * numbers, and takes texts and depths that protocol §1 refuses, and what two readers take differently can be
 * signed as one thing and executed as another.
 */
import { fromUtf8 } from "./bytes";
import { type CanonicalCode, CanonicalError, type Json, MAX_DEPTH } from "./json";
import { textProblem } from "./text";

/** `at` is the UTF-16 offset in the decoded text (0 where the bytes are no text). */
export type Parsed =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly code: CanonicalCode; readonly at: number };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;
const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** The value of UTF-8 JSON (RFC 8259) within protocol §1, or why not. Whitespace and key order are free. */
export function parseJson(bytes: Uint8Array): Parsed {
  let text: string;
  try {
    text = fromUtf8(bytes);
  } catch {
    return { ok: false, code: "utf-8", at: 0 };
  }
  const reader = new Reader(text);
  try {
    return { ok: true, value: reader.document() };
  } catch (error) {
    if (error instanceof CanonicalError) return { ok: false, code: error.code, at: error.at ?? 0 };
    throw error;
  }
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.value(0);
    if (this.peek() !== "") this.refuse("syntax");
    return value;
  }

  private value(depth: number): Json {
    const first = this.peek();
    if (first === '"') return this.string();
    if (first === "{" || first === "[") {
      if (depth === MAX_DEPTH) this.refuse("depth");
      this.at++;
      return first === "{" ? this.object(depth + 1) : this.array(depth + 1);
    }
    if (first === "-" || isDigit(first.charCodeAt(0))) return this.integer();
    return this.word();
  }

  private object(depth: number): Json {
    const fields: Record<string, Json> = {};
    if (this.take("}")) return fields;
    do {
      if (this.peek() !== '"') this.refuse("syntax");
      const start = this.at;
      const key = this.key();
      if (Object.hasOwn(fields, key)) this.refuse("duplicate", start);
      if (!this.take(":")) this.refuse("syntax");
      define(fields, key, this.value(depth));
    } while (this.take(","));
    if (!this.take("}")) this.refuse("syntax");
    return fields;
  }

  private array(depth: number): Json {
    const values: Json[] = [];
    if (this.take("]")) return values;
    do values.push(this.value(depth));
    while (this.take(","));
    if (!this.take("]")) this.refuse("syntax");
    return values;
  }

  private integer(): number {
    const start = this.at;
    const negative = this.text[this.at] === "-";
    if (negative) this.at++;
    if (this.text.startsWith("Infinity", this.at)) this.refuse("number", start);
    const firstDigit = this.at;
    let value = 0;
    for (; isDigit(this.text.charCodeAt(this.at)); this.at++) {
      value = value * 10 + (this.text.charCodeAt(this.at) - ZERO);
    }
    const digits = this.at - firstDigit;
    if (digits === 0 || (digits > 1 && this.text[firstDigit] === "0")) this.refuse("syntax", start);
    if (/^[.eE]$/.test(this.text[this.at] ?? "")) this.refuse("number", start);
    if (negative && value === 0) this.refuse("number", start);
    if (value > Number.MAX_SAFE_INTEGER) this.refuse("range", start);
    return negative ? -value : value;
  }

  private word(): boolean {
    const { text, at } = this;
    if (text.startsWith("null", at)) this.refuse("null");
    // No JSON, but what other languages write for the numbers it lacks.
    if (text.startsWith("NaN", at) || text.startsWith("Infinity", at)) this.refuse("number");
    const value = text.startsWith("true", at);
    if (!value && !text.startsWith("false", at)) this.refuse("syntax");
    this.at += value ? 4 : 5;
    return value;
  }

  private key(): string {
    const start = this.at;
    const key = this.characters();
    for (let i = 0; i < key.length; i++) if (key.charCodeAt(i) > 0x7f) this.refuse("key", start);
    if (key.includes("\0")) this.refuse("nul", start);
    return key;
  }

  private string(): string {
    const start = this.at;
    const text = this.characters();
    const problem = textProblem(text);
    if (problem) this.refuse(problem, start);
    return text;
  }

  /** The characters between two quotes, escapes resolved; stands on the opening quote. */
  private characters(): string {
    let value = "";
    let start = ++this.at;
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      // NaN past the end fails this comparison too.
      if (!(unit >= 0x20)) this.refuse("syntax");
      if (unit === QUOTE) break;
      if (unit === BACKSLASH) {
        value += this.text.slice(start, this.at) + this.escape();
        start = this.at;
      } else this.at++;
    }
    return value + this.text.slice(start, this.at++);
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? "";
    if (letter !== "u") {
      const character = SHORT_ESCAPES.get(letter) ?? this.refuse("syntax");
      this.at += 2;
      return character;
    }
    const digits = this.text.slice(this.at + 2, this.at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.refuse("syntax");
    this.at += 6;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  /** Whether the next character after whitespace is `wanted`, which is then passed. */
  private take(wanted: string): boolean {
    if (this.peek() !== wanted) return false;
    this.at++;
    return true;
  }

  /** The next character after whitespace, "" at the end. */
  private peek(): string {
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return this.text[this.at] ?? "";
      this.at++;
    }
  }

  private refuse(code: CanonicalCode, at = this.at): never {
    throw new CanonicalError(code, at);
  }
}

function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= ZERO + 9;
}

/** Assignment to `__proto__` would set the prototype instead of a field. */
function define(fields: Record<string, Json>, key: string, value: Json): void {
  if (key !== "__proto__") fields[key] = value;
  else Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
}
