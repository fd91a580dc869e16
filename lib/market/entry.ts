import { toHex } from "@/lib/crypto/bytes";
import { canonicalBytes } from "@/lib/crypto/canonical";
import { commit } from "@/lib/crypto/commitment";
import { leafHash } from "@/lib/crypto/merkle/tree";
import {
  type Command,
  commandJson,
  type Envelope,
  type Hex,
  type JsonObject,
  saltBytes,
} from "@/lib/market/command";

/** A signature as the log shows it: of a sealed signer, key id and signature are commitments. */
export interface EntrySignature {
  readonly keyId: string;
  readonly alg: string;
  readonly sig: Hex;
}

/** A leaf of the log (protocol §2). No openings, no height. */
export interface Entry {
  readonly v: 1;
  readonly rules: string;
  readonly type: string;
  /** Unix seconds. */
  readonly time: number;
  readonly command: Command;
  readonly signatures: readonly EntrySignature[];
  readonly result: JsonObject;
}

/** The log's leaf data: JCS of the entry, at most 60,000 bytes (checked by execute). */
export function entryBytes(entry: Entry): Uint8Array {
  const { v, rules, type, time, command, signatures, result } = entry;
  return canonicalBytes({
    v,
    rules,
    type,
    time,
    command: commandJson(command),
    signatures: signatures.map(({ keyId, alg, sig }) => ({ keyId, alg, sig })),
    result,
  });
}

/** RFC 9162 leaf hash of an entry's bytes, in hex; of a certificate's entry: the certificate hash. */
export function entryHash(bytes: Uint8Array): Hex {
  return toHex(leafHash(bytes));
}

/** Names of the openings that hide signer i. */
export function signerField(i: number): string {
  return `signer/${i}`;
}

/** Names of the openings that hide the signature of signer i. */
export function signatureField(i: number): string {
  return `signature/${i}`;
}

/** Whether `signers[i]` is the commitment of a key id rather than the key id. */
export function isSealedSigner(signer: string): boolean {
  return signer.length === 64;
}

/**
 * The envelope's signatures as the entry carries them, in the order of the signers. A sealed signer's signature is
 * committed with the salt of the opening `signature/<i>`: a key is a name, and so is what it signed.
 */
export function sealEntrySignatures({ command, signatures, openings }: Envelope): EntrySignature[] {
  return signatures.map(({ keyId, alg, sig }, i) => {
    const signer = command.signers[i];
    const opening = openings[signatureField(i)];
    if (signer === undefined || !isSealedSigner(signer)) return { keyId, alg, sig };
    if (!opening) throw new Error(`sealed signer ${i} without a salt for its signature`);
    const field = signatureField(i);
    const { market, type } = command;
    return {
      keyId: signer,
      alg,
      sig: toHex(commit({ market, type, field, value: sig, salt: saltBytes(opening) })),
    };
  });
}
