import { fromBase64, toBase64, toHex, utf8 } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";
import { hashDigits } from "./holding-view";

/** So many in one request; what a request may carry is a megabyte. */
export const mostKnown = 40_000;

/** Hashes of what a browser knows, `hashDigits` each, one after another; in as many texts as requests, at least one. */
export function knownParts(hashes: readonly string[], most = mostKnown): readonly [string, ...string[]] {
  const part = (from: number): string =>
    hashes
      .slice(from, from + most)
      .map((hash) => hash.slice(0, hashDigits))
      .join("");
  const rest: string[] = [];
  for (let from = most; from < hashes.length; from += most) rest.push(part(from));
  return [part(0), ...rest];
}

/**
 * Which places of a list have a hash that begins like one of `known`, or were `seen` by an earlier part. `seen` is a
 * mark a place, for the next part, and which list it is of: of another list none was seen, so that a change between
 * two parts makes too many of what is not checked and never too few. Both texts are untrusted.
 */
export function lookThrough(
  hashes: readonly string[],
  known: string,
  seen: string,
): { readonly left: readonly number[]; readonly seen: string } {
  const digits = hashes.map((hash) => hash.slice(0, hashDigits));
  const list = toHex(sha256(utf8(digits.join(",")))).slice(0, 16);
  const marks = marksOf(seen, list) ?? new Uint8Array(Math.ceil(hashes.length / 8));
  const checked = new Set(known.match(new RegExp(`[0-9a-f]{${hashDigits}}`, "g")));
  const left: number[] = [];
  for (const [at, one] of digits.entries()) {
    const byte = marks[at >> 3] ?? 0;
    const bit = 1 << (at & 7);
    if (checked.has(one)) marks[at >> 3] = byte | bit;
    else if ((byte & bit) === 0) left.push(at);
  }
  return { left, seen: `${list}:${toBase64(marks)}` };
}

function marksOf(seen: string, list: string): Uint8Array | undefined {
  const [of, text = ""] = seen.split(":");
  if (of !== list) return undefined;
  try {
    return fromBase64(text);
  } catch {
    return undefined;
  }
}
