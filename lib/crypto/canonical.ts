/** Canonical JSON: RFC 8785 on the restricted data of protocol §1. */
import { utf8 } from "./bytes";
import { CanonicalError, type Json, MAX_DEPTH } from "./json";
import { textProblem } from "./text";

export { type CanonicalCode, CanonicalError, type Json } from "./json";
export { type Parsed, parseJson } from "./json-reader";

const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7f]*$/;

/** The one text of `value` (RFC 8785 §3.2). Throws CanonicalError where `value` is outside protocol §1. */
export function canonicalText(value: Json): string {
  return write(value, 0);
}

/** UTF-8 of `canonicalText`: what is hashed. */
export function canonicalBytes(value: Json): Uint8Array {
  return utf8(write(value, 0));
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      return integer(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) throw new CanonicalError("null");
      if (depth === MAX_DEPTH) throw new CanonicalError("depth");
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
    default:
      throw new CanonicalError("type");
  }
}

function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const problem = textProblem(text);
  if (problem) throw new CanonicalError(problem);
  // On well-formed text JSON.stringify escapes exactly what RFC 8785 §3.2.2.2 escapes, in the same way.
  return JSON.stringify(text);
}

function integer(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  throw new CanonicalError(Number.isInteger(value) ? "range" : "number");
}

function writeArray(values: readonly unknown[], depth: number): string {
  let text = "[";
  for (let i = 0; i < values.length; i++) text += (i === 0 ? "" : ",") + write(values[i], depth);
  return `${text}]`;
}

function writeObject(fields: object, depth: number): string {
  // A Map, a Date or a byte array would silently be written as something else than it is.
  if (!isPlain(fields)) throw new CanonicalError("type");
  let text = "{";
  for (const key of sortedKeys(fields)) {
    text += `${text === "{" ? "" : ","}${quoteKey(key)}:${write(fields[key], depth)}`;
  }
  return `${text}}`;
}

/** Whether the fields are all there is: no class but Object itself, of whichever realm. */
function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Keys by UTF-16 units (RFC 8785 §3.2.3); they are ASCII, so that is also the order of their bytes. */
function sortedKeys(fields: object): string[] {
  const keys = Object.keys(fields);
  for (let i = 1; i < keys.length; i++) {
    if ((keys[i - 1] ?? "") > (keys[i] ?? "")) return keys.sort((a, b) => (a < b ? -1 : 1));
  }
  return keys;
}

function quoteKey(key: string): string {
  for (let i = 0; i < key.length; i++) if (key.charCodeAt(i) > 0x7f) throw new CanonicalError("key");
  return quote(key);
}
