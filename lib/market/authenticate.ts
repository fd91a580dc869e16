import { fromHex, toHex } from "@/lib/crypto/bytes";
import { commit } from "@/lib/crypto/commitment";
import { keyId as keyIdOf } from "@/lib/crypto/keys";
import { checkSignature, type SignatureVerdict } from "@/lib/crypto/signatures";
import { type Envelope, type Hex, type Opening, saltBytes, signedBytes } from "@/lib/market/command";
import { isSealedSigner, signatureField, signerField } from "@/lib/market/entry";
import { heldMessage } from "@/lib/market/metering/blob";
import { checkOpeningNames, openedValue } from "@/lib/market/openings";
import { possessionBytes } from "@/lib/market/participants/model";
import { accept, type Refusal, refuse, type Verdict } from "@/lib/market/refusal";
import { ruleFor } from "@/lib/market/registry";
import type { BoundRule, BroughtKey, Possession } from "@/lib/market/rule";
import { openedSigners } from "@/lib/market/signers";
import { keys, memberKeys, memberNames } from "@/lib/market/state";

/**
 * What an envelope proves by itself: every signature, every opening, every new key's proof of possession, every
 * holder's receipt. Asynchronous because WebCrypto is; all else about a command is `execute`'s. The gateway asks the
 * same before it sends, so that nobody's mistake travels further than to its own gateway.
 */

/** A value of the state by key: a node's own reader, or a question to the ledger. */
export type ReadState = (key: string) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

interface PublicKey {
  readonly alg: "p256" | "sm2" | "ed25519";
  readonly publicKey: Uint8Array;
}
type KeyLookup = (keyId: string) => Promise<PublicKey | undefined> | PublicKey | undefined;

/**
 * The refusal, or undefined when all holds. The envelope came through `parseEnvelope` (or was made here), so its size
 * is bounded; cheap checks come first, and a new key's proof costs nothing before a registered key has signed.
 */
export async function checkEnvelope(envelope: Envelope, read: ReadState): Promise<Refusal | undefined> {
  const checked = await checkAll(envelope, read);
  return checked.ok ? undefined : checked.refusal;
}

async function checkAll(envelope: Envelope, read: ReadState): Promise<Verdict<unknown>> {
  const names = checkOpeningNames(envelope);
  if (!names.ok) return names;
  const { command } = envelope;
  const rule = ruleFor(command.type);
  if (!rule) return refuse("type", { field: "type" });
  const bound = rule.bind(command.payload);
  if (!bound.ok) return bound;
  const lookup = bound.value.broughtKeys ? broughtKeys(bound.value.broughtKeys) : registeredKeys(read);
  const signed = await checkSignatures(envelope, lookup);
  if (!signed.ok) return signed;
  const opened = checkOpenings(envelope);
  if (!opened.ok) return opened;
  const possessed = await checkPossessions(envelope, bound.value);
  if (!possessed.ok) return possessed;
  return checkHeld(envelope, bound.value, read);
}

function registeredKeys(read: ReadState): KeyLookup {
  return async (keyId) => {
    const member = await read(memberKeys.key(keyId));
    if (member) return { alg: "ed25519", publicKey: fromHex(memberKeys.decode(member).publicKey) };
    const bytes = await read(keys.key(keyId));
    if (!bytes) return undefined;
    const { alg, publicKey } = keys.decode(bytes);
    return { alg, publicKey: fromHex(publicKey) };
  };
}

/** Genesis brings the keys it is signed with: the participants' first ones and the members'. */
function broughtKeys(brought: readonly BroughtKey[]): KeyLookup {
  const found = new Map<string, PublicKey>();
  for (const { alg, publicKey } of brought) {
    const key = { alg, publicKey: fromHex(publicKey) };
    found.set(keyIdOf(alg, key.publicKey), key);
  }
  return (keyId) => found.get(keyId);
}

async function checkSignatures(envelope: Envelope, lookup: KeyLookup): Promise<Verdict<undefined>> {
  const ids = openedSigners(envelope);
  if (!ids || ids.length !== envelope.signatures.length) return refuse("opening", { field: "signer" });
  if (new Set(ids).size !== ids.length) return refuse("signers");
  const message = signedBytes(envelope.command);
  for (const [i, signature] of envelope.signatures.entries()) {
    const field = signatureField(i);
    if (signature.keyId !== ids[i])
      return refuse("signature", { field, reason: "by another key than the signer's" });
    const key = await lookup(signature.keyId);
    if (!key) return refuse("signer-unknown", { field });
    if (key.alg !== signature.alg) return refuse("signature", { field, reason: `the key is for ${key.alg}` });
    const verdict = await checkSignature(key.alg, key.publicKey, message, fromHex(signature.sig));
    if (verdict !== "valid") return refuse("signature", { field, reason: whyNot(verdict) });
  }
  return accept(undefined);
}

function whyNot(verdict: Exclude<SignatureVerdict, "valid">): string {
  return verdict === "signature" ? "does not verify" : `not well-formed: ${verdict}`;
}

/** Every opening against its commitment: sealed fields, signers, and the signatures' salts against the signatures. */
function checkOpenings(envelope: Envelope): Verdict<undefined> {
  const { command, signatures, openings } = envelope;
  for (const [field, commitment] of Object.entries(command.sealed)) {
    if (!opens(envelope, field, commitment, openings[field])) return refuse("opening", { field });
  }
  for (const [i, signer] of command.signers.entries()) {
    if (!isSealedSigner(signer)) continue;
    const field = signerField(i);
    if (!opens(envelope, field, signer, openings[field])) return refuse("opening", { field });
    if (openedValue(envelope, signatureField(i)) !== signatures[i]?.sig) {
      return refuse("opening", { field: signatureField(i) });
    }
  }
  return accept(undefined);
}

function opens({ command }: Envelope, field: string, commitment: Hex, opening: Opening | undefined): boolean {
  if (!opening) return false;
  const { market, type } = command;
  return toHex(commit({ market, type, field, value: opening[1], salt: saltBytes(opening) })) === commitment;
}

async function checkPossessions(envelope: Envelope, rule: BoundRule): Promise<Verdict<undefined>> {
  const possessions = rule.possessions((field) => openedValue(envelope, field));
  for (const possession of possessions) {
    if (!(await proves(envelope.command.market, possession))) {
      return refuse("possession", {
        field: "key",
        reason: `the proof of ${possession.participant}'s key fails`,
      });
    }
  }
  return accept(undefined);
}

async function proves(market: string, { participant, alg, publicKey, proof }: Possession): Promise<boolean> {
  const message = possessionBytes(market, participant, publicKey);
  return (await checkSignature(alg, fromHex(publicKey), message, fromHex(proof))) === "valid";
}

/** Receipts by members of the roster for exactly the blob that the payload names, one a member. */
async function checkHeld(envelope: Envelope, rule: BoundRule, read: ReadState): Promise<Verdict<undefined>> {
  const { held, command } = envelope;
  if (held.length === 0) return accept(undefined);
  const blob = rule.heldBlob;
  if (!blob) return refuse("held", { field: "held", reason: "this type refers to no blob" });
  const message = heldMessage(command.market, blob.hash, blob.size);
  const members = new Set(held.map((receipt) => receipt.member));
  if (members.size !== held.length) return refuse("held", { field: "held", reason: "a member stands twice" });
  for (const { member, sig } of held) {
    const key = await memberKey(member, read);
    const verdict = key && (await checkSignature("ed25519", key, message, fromHex(sig)));
    if (verdict !== "valid")
      return refuse("held", { field: "held", reason: `the receipt of ${member} fails` });
  }
  return accept(undefined);
}

async function memberKey(name: string, read: ReadState): Promise<Uint8Array | undefined> {
  const named = await read(memberNames.key(name));
  const row = named && (await read(memberKeys.key(memberNames.decode(named).keyId)));
  return row && fromHex(memberKeys.decode(row).publicKey);
}
