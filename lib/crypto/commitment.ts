/** Commitments to sealed values, and the salts that members derive (protocol §1). */
import { concat, equalBytes, utf8 } from "./bytes";
import { canonicalBytes, type Json } from "./canonical";
import { hmacSha256, sha256 } from "./sha256";

const PREFIX = utf8("lvji/commit/v1\0");
const SALT_LENGTH = 32;

export interface Opening {
  /** The market's origin. */
  readonly market: string;
  /** The command's type; `settlement.settle` for line leaves, `settlement.trace` for trace leaves. */
  readonly type: string;
  /** The sealed field; a record's is `records/<i>/<field>`. */
  readonly field: string;
  readonly value: Json;
  /** 32 bytes. */
  readonly salt: Uint8Array;
}

/**
 * `H("lvji/commit/v1\0" ‖ salt ‖ JCS([market, type, field, value]))`, 32 bytes. RangeError for a salt of another
 * length (with one, the end of the salt could pass for the beginning of the value), CanonicalError for a value
 * outside protocol §1.
 */
export function commit({ market, type, field, value, salt }: Opening): Uint8Array {
  if (salt.length !== SALT_LENGTH) throw new RangeError(`a salt is ${SALT_LENGTH} bytes, not ${salt.length}`);
  return sha256(concat(PREFIX, salt, canonicalBytes([market, type, field, value])));
}

/** Whether `opening`, which may be anybody's, opens `commitment`. Its value must have come through `parseJson`. */
export function opens(commitment: Uint8Array, opening: Opening): boolean {
  return opening.salt.length === SALT_LENGTH && equalBytes(commit(opening), commitment);
}

/**
 * Salt of a line's or trace's field, 32 bytes: `HMAC(contractSecret, JCS(["lvji/salt/v1", month, field, value]))`.
 * Every member derives the same one; an equal value keeps it from version to version, another value gets another.
 */
export function derivedSalt(of: {
  readonly contractSecret: Uint8Array;
  readonly month: string;
  readonly field: string;
  readonly value: Json;
}): Uint8Array {
  return hmacSha256(of.contractSecret, canonicalBytes(["lvji/salt/v1", of.month, of.field, of.value]));
}
