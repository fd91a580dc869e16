/** Order of the curve P-256 (FIPS 186-5). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** WebCrypto draws either of the two signatures (r, s) and (r, n − s); the market takes the one with the lower s. */
export function lowS(signature: Uint8Array): Uint8Array {
  let s = 0n;
  for (const byte of signature.subarray(32)) s = (s << 8n) | BigInt(byte);
  if (s <= order / 2n) return signature;
  const lower = signature.slice();
  let rest = order - s;
  for (let at = 63; at >= 32; at--) {
    lower[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return lower;
}
