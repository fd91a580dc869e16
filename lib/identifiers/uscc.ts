/**
 * Unified social credit code 统一社会信用代码 (GB 32100-2015), 18 characters: authority, category, division (6),
 * organisation code (9, with a check of its own by GB 11714-1997), check.
 */

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** 3^i mod 31 */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** GB 11714 counts plain letters, A = 10 … Z = 35, though GB 32100 leaves some of them out. */
const PLAIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

export type UsccRefusal = "length" | "alphabet" | "organisation-check" | "check";
export type UsccVerdict = { ok: true; division: string } | { ok: false; code: UsccRefusal };

/** Checks both check characters; upper case only. `division` is the six-digit place of registration. */
export function checkUscc(text: string): UsccVerdict {
  if (text.length !== 18) return { ok: false, code: "length" };
  for (const character of text) {
    if (!ALPHABET.includes(character)) return { ok: false, code: "alphabet" };
  }
  const organisation = text.slice(8, 17);
  if (organisationCheck(organisation.slice(0, 8)) !== organisation.charAt(8)) {
    return { ok: false, code: "organisation-check" };
  }
  if (usccCheck(text.slice(0, 17)) !== text.charAt(17)) return { ok: false, code: "check" };
  return { ok: true, division: text.slice(2, 8) };
}

/** A whole code from authority, category and division (8 characters) and 8 of the organisation: for samples. */
export function completeUscc(head: string, organisation: string): string {
  if (head.length !== 8 || organisation.length !== 8)
    throw new RangeError("USCC parts are 8 characters each");
  const body = head + organisation + organisationCheck(organisation);
  return body + usccCheck(body);
}

function usccCheck(body: string): string {
  return ALPHABET.charAt((31 - (weighted(body, ALPHABET, WEIGHTS) % 31)) % 31);
}

function organisationCheck(body: string): string {
  const rest = 11 - (weighted(body, PLAIN, ORGANISATION_WEIGHTS) % 11);
  if (rest === 10) return "X";
  return rest === 11 ? "0" : String(rest);
}

function weighted(body: string, alphabet: string, weights: readonly number[]): number {
  let sum = 0;
  for (const [at, weight] of weights.entries()) {
    const value = alphabet.indexOf(body.charAt(at));
    if (value < 0) throw new RangeError(`not in the alphabet: ${body.charAt(at)}`);
    sum += value * weight;
  }
  return sum;
}
