/** Whole identifiers `<prefix>/<suffix>`: the prefix is three dotted parts a registrar allocates (domain §6). */
import { type CodeRefusal, parseCode } from "@/lib/identifiers/trace-code";

export type ParsedHandle =
  | { ok: true; prefix: string; code: string }
  | { ok: false; code: CodeRefusal | "prefix" };

/** Three parts of 1–32 digits, letters or hyphens. */
export function isPrefix(text: string): boolean {
  return /^[0-9A-Za-z-]{1,32}(\.[0-9A-Za-z-]{1,32}){2}$/.test(text);
}

/** `<prefix>/<code>`; `parseHandle` reads it back. */
export function formatHandle(prefix: string, code: string): string {
  return `${prefix}/${code}`;
}

/** Reads untrusted text; the suffix as `parseCode` reads it. */
export function parseHandle(untrusted: string): ParsedHandle {
  const slash = untrusted.indexOf("/");
  const prefix = untrusted.slice(0, Math.max(0, slash));
  if (!isPrefix(prefix)) return { ok: false, code: "prefix" };
  const parsed = parseCode(untrusted.slice(slash + 1));
  return parsed.ok ? { ok: true, prefix, code: parsed.text } : parsed;
}
