/** Commands as the gateway makes them: sealed fields salted, a fresh nonce, signed by everybody who must. */
import { toHex } from "@/lib/crypto/bytes";
import { canonicalBytes, type Json } from "@/lib/crypto/canonical";
import { commit } from "@/lib/crypto/commitment";
import type { SignatureAlgorithm } from "@/lib/crypto/keys";
import { sign } from "@/lib/crypto/signatures";
import {
  type Command,
  type CommandType,
  type Envelope,
  type Held,
  type JsonObject,
  LIMITS,
  type Opening,
  type Signature,
  signedBytes,
} from "@/lib/market/command";
import { sealEntrySignatures, signatureField, signerField } from "@/lib/market/entry";

/** A key at hand; `isSealed` for consumers and retailers, whose keys stand in commands as commitments. */
export interface SigningKey {
  readonly keyId: string;
  readonly alg: SignatureAlgorithm;
  readonly privateKey: Uint8Array;
  readonly isSealed: boolean;
}

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

/** The signed envelope of a draft. A signer that stands twice signs once. */
export async function author(draft: Draft, making: Making): Promise<Envelope> {
  const { type } = draft;
  const { market } = making;
  const openings: Record<string, Opening> = {};
  const seal = (field: string, value: Json): string => {
    const salt = making.random(32);
    openings[field] = [toHex(salt), value];
    return toHex(commit({ market, type, field, value, salt }));
  };
  const keys = [...new Map(draft.signers.map((key) => [key.keyId, key])).values()];
  const signers = keys.map((key, i) => (key.isSealed ? seal(signerField(i), key.keyId) : key.keyId));
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
  const signatures = await signAll(command, keys);
  for (const [i, key] of keys.entries()) {
    if (key.isSealed) seal(signatureField(i), signatures[i]?.sig ?? "");
  }
  return { command, signatures, openings, held: draft.held ?? [] };
}

function signAll(command: Command, keys: readonly SigningKey[]): Promise<Signature[]> {
  const message = signedBytes(command);
  return Promise.all(
    keys.map(async ({ keyId, alg, privateKey }) => {
      return { keyId, alg, sig: toHex(await sign(alg, privateKey, message)) };
    }),
  );
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
