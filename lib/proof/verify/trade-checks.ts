import { fromHex } from "@/lib/crypto/bytes";
import { checkSignature } from "@/lib/crypto/signatures";
import { type Command, signedBytes } from "@/lib/market/command";
import { quorum } from "@/lib/market/members/roster";
import { readKeyStatus } from "@/lib/market/members/status";
import type { Passed, State } from "./checks";
import { fields, quantity, type ReadEntry, text } from "./evidence";
import { type RegisteredKeys, registeredKeys } from "./keys";
import { checkpoint, rosterInForce } from "./ledger-checks";
import { insist, Mismatch } from "./mismatch";
import { insistSigners } from "./signers";

/** A public key id; a commitment in its place is longer. */
const KEY_ID = 32;
const mostSignatures = 8_192;

/** `keys`: every open signer was registered before, in the right role, and attested as not revoked before. */
export async function checkKeys(state: State): Promise<Passed> {
  const keys = registeredKeys(state);
  /** By key id: the last entry it signed. */
  const used = new Map<string, number>();
  for (const entry of state.evidence.entries.values()) {
    const signed = entry.signers.filter((signer) => signer.length === KEY_ID);
    const known = signed.map((signer) => {
      const key = keys.get(signer);
      const reason = `entry ${entry.index} is signed by a key that nobody had registered`;
      insist(key !== undefined && key.from <= entry.index, "key-unknown", reason, { entry: entry.index });
      if (key.role !== "member") used.set(signer, Math.max(used.get(signer) ?? 0, entry.index));
      return key;
    });
    insistSigners(state, entry, known);
  }
  let unattested = 0;
  for (const [keyId, last] of used) if (!(await attestedActive(state, keyId, last))) unattested++;
  if (unattested > 0) {
    const reason = `${unattested} keys are registered, but too few members attest that they were not revoked`;
    throw new Mismatch("too-few-attestations", reason, { keys: unattested }, null);
  }
  const reason = `${used.size} keys are registered; the members attest that none was revoked before it signed`;
  return { reason, detail: { keys: used.size } };
}

/**
 * Whether a quorum attests, from this tree or a later one, that the key was in force at entry `last`. A key is so up to
 * and including the entry that ends it. A failed check where a member says it had ended and no quorum says otherwise.
 */
async function attestedActive(state: State, keyId: string, last: number): Promise<boolean> {
  const { bundle } = state;
  const { size } = checkpoint(state);
  const roster = rosterInForce(state);
  const active = new Set<string>();
  let ended = false;
  for (const note of bundle.attestations.keys[keyId] ?? []) {
    const read = await readKeyStatus(note, roster);
    insist(read.ok, "attestation", "an attestation of a key is not a member's");
    const { value } = read;
    insist(value.keyId === keyId, "attestation", "an attestation names another key");
    if (value.status === "revoked" && value.index < last) ended = true;
    else if (value.size >= size) active.add(value.member);
  }
  const enough = active.size >= quorum(roster.members.length);
  insist(enough || !ended, "key-revoked", "a key had been revoked before it signed", { keyId });
  return enough;
}

/** `signatures`: every open signature of every entry, over the command it stands under. */
export async function checkSignatures(state: State): Promise<Passed> {
  const keys = registeredKeys(state);
  let checked = 0;
  let sealed = 0;
  for (const entry of state.evidence.entries.values()) {
    const command = commandOf(entry);
    insist(command.market === state.bundle.market, "altered", "a command of another market");
    insist(entry.signatures.length === entry.signers.length, "signature", "signers without signatures");
    insist(checked + sealed < mostSignatures, "unreadable", "too many signatures for one certificate");
    const bytes = signedBytes(command);
    for (const [at, signature] of entry.signatures.entries()) {
      const ordered = signature.keyId === entry.signers[at];
      insist(ordered, "signature", "signatures in another order than their signers");
      if (signature.keyId.length !== KEY_ID) sealed++;
      else {
        await checkOne(entry, signature, keys, bytes);
        checked++;
      }
    }
  }
  const hidden = sealed > 0 ? `; ${sealed} of buyers are sealed and were checked by the members` : "";
  return { reason: `${checked} signatures hold${hidden}`, detail: { checked, sealed } };
}

/** The command as it was signed: what its members are was seen when the entry was read, and by those who executed it. */
function commandOf({ index, command, payload, signers, type }: ReadEntry): Command {
  const what = `entry ${index}`;
  return {
    v: quantity(command.v, `${what}: v`),
    market: text(command.market, `${what}: market`),
    type,
    signers,
    nonce: text(command.nonce, `${what}: nonce`),
    notAfter: quantity(command.notAfter, `${what}: notAfter`),
    payload,
    sealed: commitments(command.sealed, what),
  };
}

function commitments(value: ReadEntry["command"][string] | undefined, what: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields(value, `${what}: sealed`)).map(([field, one]) => [field, text(one, field)]),
  );
}

async function checkOne(
  entry: ReadEntry,
  signature: ReadEntry["signatures"][number],
  keys: RegisteredKeys,
  bytes: Uint8Array,
): Promise<void> {
  const at = { entry: entry.index };
  const key = keys.get(signature.keyId);
  insist(key !== undefined, "key-unknown", `entry ${entry.index} is signed by an unknown key`, at);
  const named = key.alg === signature.alg;
  insist(named, "signature", `entry ${entry.index} names another algorithm than its key's`, at);
  const verdict = await checkSignature(key.alg, key.publicKey, bytes, fromHex(signature.sig));
  insist(verdict === "valid", "signature", `a signature of entry ${entry.index} does not hold`, at);
}
