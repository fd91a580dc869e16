/** Commands as the gateway makes them: sealed fields salted, a fresh nonce, signed by everybody who must. */
import { toHex } from "@/lib/crypto/bytes";
import { canonicalBytes, type Json } from "@/lib/crypto/canonical";
import { commit } from "@/lib/crypto/commitment";
import type { SignatureAlgorithm } from "@/lib/crypto/keys";
import {
  type Command,
  type CommandType,
  type Envelope,
  type Held,
  type Hex,
  type JsonObject,
  LIMITS,
  type Opening,
  type Signature,
  signedBytes,
} from "@/lib/market/command";
import { sealEntrySignatures, signatureField, signerField } from "@/lib/market/entry";

/**
 * Whoever signs: a key kept here, a member's, or one in somebody's browser that is asked for its signature.
 * `isSealed` for consumers and retailers, whose keys stand in commands as commitments.
 */
export interface SigningKey {
  readonly keyId: string;
  readonly alg: SignatureAlgorithm;
  readonly isSealed: boolean;
  /** 64 bytes over the message. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** What of a key must be known before it signs. */
export type SigningParty = Omit<SigningKey, "sign">;

export interface Draft {
  readonly type: CommandType;
  readonly payload: JsonObject;
  /** Sealed fields in the clear, `records/<i>/<field>` in batches. */
  readonly sealed?: Readonly<Record<string, Json>>;
  readonly signers: readonly SigningKey[];
  readonly held?: readonly Held[];
}

export interface Making {
  /** The market's origin. */
  readonly market: string;
  /** Unix seconds. */
  readonly now: number;
  /** So many random bytes. */
  random(length: number): Uint8Array;
}

/** How long a command may wait for its entry. */
export const VALID_SECONDS = 3600;

/** A command with everything but its signatures. */
export interface Composed {
  readonly command: Command;
  /** Those of the signatures hold their salts and, for now, no value. */
  readonly openings: Readonly<Record<string, Opening>>;
  /** In the order of `command.signers`, each once. */
  readonly parties: readonly SigningParty[];
  readonly held: readonly Held[];
}

/** The signed envelope of a draft. A signer that stands twice signs once. */
export async function author(draft: Draft, making: Making): Promise<Envelope> {
  const composed = compose(draft, making);
  const message = signedBytes(composed.command);
  const keys = new Map(draft.signers.map((key) => [key.keyId, key]));
  const signatures = await Promise.all(
    composed.parties.map(async ({ keyId }) =>
      toHex((await keys.get(keyId)?.sign(message)) ?? new Uint8Array()),
    ),
  );
  return withSignatures(composed, signatures);
}

/** Sealed fields salted, a fresh nonce, everybody who signs named: `signedBytes(command)` is what they sign. */
export function compose(
  draft: Omit<Draft, "signers"> & { readonly signers: readonly SigningParty[] },
  making: Making,
): Composed {
  const { type } = draft;
  const { market } = making;
  const openings: Record<string, Opening> = {};
  const seal = (field: string, value: Json): string => {
    const salt = making.random(32);
    openings[field] = [toHex(salt), value];
    return toHex(commit({ market, type, field, value, salt }));
  };
  const parties = [...new Map(draft.signers.map((key) => [key.keyId, partyOf(key)])).values()];
  const signers = parties.map((key, i) => (key.isSealed ? seal(signerField(i), key.keyId) : key.keyId));
  const fields = Object.entries(draft.sealed ?? {}).map(([field, value]) => [field, seal(field, value)]);
  const command: Command = {
    v: 1,
    market,
    type,
    signers,
    nonce: toHex(making.random(16)),
    notAfter: making.now + VALID_SECONDS,
    payload: draft.payload,
    sealed: Object.fromEntries(fields),
  };
  for (const [i, key] of parties.entries()) if (key.isSealed) seal(signatureField(i), "");
  return { command, openings, parties, held: draft.held ?? [] };
}

function partyOf({ keyId, alg, isSealed }: SigningParty): SigningParty {
  return { keyId, alg, isSealed };
}

/** The envelope of a composed command; `signatures` in hex, in the order of its parties. */
export function withSignatures(composed: Composed, signatures: readonly Hex[]): Envelope {
  const { command, parties, held } = composed;
  const openings: Record<string, Opening> = { ...composed.openings };
  for (const [i, { isSealed }] of parties.entries()) {
    const salt = openings[signatureField(i)]?.[0];
    if (isSealed && salt !== undefined) openings[signatureField(i)] = [salt, signatures[i] ?? ""];
  }
  const signed = parties.map(({ keyId, alg }, i): Signature => ({ keyId, alg, sig: signatures[i] ?? "" }));
  return { command, signatures: signed, openings, held };
}

/** Room for what the node adds to an entry: version, rules, time and result. */
const RESULT_ROOM = 1_500;

/** By how much the envelope fills what a command may be: above 1 it would be refused as too large. */
export function fillOf(envelope: Envelope): number {
  const { command } = envelope;
  const signatures = sealEntrySignatures(envelope).map(({ keyId, alg, sig }) => ({ keyId, alg, sig }));
  const entry = canonicalBytes({ ...command }).length + canonicalBytes(signatures).length + RESULT_ROOM;
  return Math.max(
    entry / LIMITS.entryBytes,
    command.signers.length / LIMITS.signers,
    Object.keys(command.sealed).length / LIMITS.sealed,
    (entry + canonicalBytes({ ...envelope.openings }).length) / LIMITS.envelopeBytes,
  );
}
