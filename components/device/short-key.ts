/** The first eight digits of a key's name in two groups, as every list of keys shows them. */
export function shortKey(keyId: string): string {
  return `${keyId.slice(0, 4)} ${keyId.slice(4, 8)}`;
}
