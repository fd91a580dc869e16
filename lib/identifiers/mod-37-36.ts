/** ISO/IEC 7064 MOD 37,36: one alphanumeric check character for alphanumeric text. */

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The check character of `body`, made of 0–9 and A–Z only; RangeError on anything else. */
export function checkCharacter(body: string): string {
  const rest = folded(body);
  return ALPHABET.charAt((37 - rest) % 36);
}

/** True when the last character of `text` checks the ones before it. */
export function hasValidCheck(text: string): boolean {
  return text.length > 1 && checkCharacter(text.slice(0, -1)) === text.slice(-1);
}

/** Clause 9: add the character modulo 36 (36 stands for 0), then double modulo 37. */
function folded(body: string): number {
  let product = 36;
  for (const character of body) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError(`no character of MOD 37,36: ${character}`);
    const sum = (product + value) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return product;
}
