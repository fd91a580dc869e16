/** Crockford's base 32: digits and letters without I, L, O, U, upper case, five bits each. */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `value` (an integer below 32^width and 2^53) in exactly `width` characters; RangeError when it does not fit. */
export function encodeCrockford(value: number, width: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`no whole number: ${value}`);
  let rest = value;
  let text = "";
  for (let at = 0; at < width; at++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  if (rest !== 0) throw new RangeError(`${value} does not fit ${width} characters`);
  return text;
}

/** The number that strict, upper-case text spells, or undefined: a character outside the alphabet, or 2^53 and more. */
export function decodeCrockford(text: string): number | undefined {
  let value = 0;
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return undefined;
    value = value * 32 + digit;
    if (!Number.isSafeInteger(value)) return undefined;
  }
  return value;
}

/** I and L read as 1, O as 0: what eyes confuse on paper. Nothing else changes. */
export function forgiveLookAlikes(text: string): string {
  return text.replace(/[IL]/g, "1").replace(/O/g, "0");
}

/** The first 5 × `width` bits of `bytes`, most significant first: 26 characters are 130 bits, 16 are 80. */
export function crockfordOfBits(bytes: Uint8Array, width: number): string {
  if (width * 5 > bytes.length * 8) throw new RangeError(`${bytes.length} bytes hold no ${width} characters`);
  let text = "";
  let buffer = 0;
  let bits = 0;
  let at = 0;
  while (text.length < width) {
    if (bits < 5) {
      buffer = ((buffer << 8) | (bytes[at++] ?? 0)) & 0xffff;
      bits += 8;
    }
    bits -= 5;
    text += ALPHABET.charAt((buffer >> bits) & 31);
  }
  return text;
}

/** True when `text` is `width` characters of the alphabet, upper case. */
export function isCrockford(text: string, width: number): boolean {
  return text.length === width && /^[0-9A-HJKMNP-TV-Z]*$/.test(text);
}
