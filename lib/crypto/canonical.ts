/** Canonical JSON: RFC 8785 on the restricted data of protocol §1. */
import { fromUtf8 } from "./bytes";
import type { Json } from "./json";
import { JsonWriter } from "./json-writer";
import { sha256 } from "./sha256";

export { CanonicalError, type Json } from "./json";
export { parseJson } from "./json-reader";

const writer = new JsonWriter();

/** The one text of `value` (RFC 8785 §3.2). Throws CanonicalError where `value` is outside protocol §1. */
export function canonicalText(value: Json): string {
  return fromUtf8(writer.write(value));
}

/** UTF-8 of `canonicalText`: what is hashed. */
export function canonicalBytes(value: Json): Uint8Array {
  return writer.write(value).slice();
}

/** H(JCS(value)), 32 bytes. */
export function canonicalHash(value: Json): Uint8Array {
  return sha256(writer.write(value));
}
