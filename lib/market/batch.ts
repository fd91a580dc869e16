import { canonicalBytes } from "@/lib/crypto/canonical";
import { type JsonObject, LIMITS } from "@/lib/market/command";

/** One record of a batch as a submitter is about to send it. */
export interface BatchRecord {
  /** Its public part. */
  readonly payload: JsonObject;
  /** Names of its sealed fields. */
  readonly sealed: readonly string[];
  /** Key ids that sign because of it. */
  readonly signers: readonly string[];
  /** Participants it adds to a public `onBehalfOf`. */
  readonly parties?: readonly string[];
}

export const MOST_RECORDS = 200;
/** An entry without records: names, market, nonce, times, the fixed members. */
const FRAME_BYTES = 1_000;
/** A sealed signer in `signers` and its signature, the larger of the two forms. */
const SIGNER_BYTES = 320;
/** `"records/199/…":"<64 hex digits>",` without the field's name. */
const COMMITMENT_BYTES = 84;
/** A trace code in a public `onBehalfOf`. */
const PARTY_BYTES = 40;

/**
 * How many of these records, from the first, fit one command: at most 200, and an entry of at most 60,000 bytes.
 * A commitment takes some 90 bytes, so a batch of contracts with eight sealed fields each is about 60, not 200.
 * Counts generously: what it lets pass is never refused as `entry-size`.
 */
export function recordsThatFit(records: readonly BatchRecord[]): number {
  const signers = new Set<string>();
  const parties = new Set<string>();
  let bytes = FRAME_BYTES;
  for (const [count, record] of records.slice(0, MOST_RECORDS).entries()) {
    bytes += canonicalBytes(record.payload).length + 1;
    for (const field of record.sealed) bytes += COMMITMENT_BYTES + field.length;
    for (const signer of record.signers) signers.add(signer);
    for (const party of record.parties ?? []) parties.add(party);
    const whole = bytes + signers.size * SIGNER_BYTES + parties.size * PARTY_BYTES;
    if (whole > LIMITS.entryBytes || signers.size > LIMITS.signers - 1) return count;
  }
  return Math.min(records.length, MOST_RECORDS);
}
