/**
 * Commands that a person signs in its browser: made up here with everybody else's signatures, shown and signed
 * there, completed and submitted here. Nothing is submitted that the device did not sign.
 */
import { fromHex, fromUtf8, toHex } from "@/lib/crypto/bytes";
import { checkSignature } from "@/lib/crypto/signatures";
import { type Draft, type SigningKey, withSignatures } from "@/lib/gateway/author";
import type { Desk } from "@/lib/gateway/desk";
import { type DeviceParty, deviceParty, noteUse, type Person } from "@/lib/gateway/device-keys";
import { type KeyJson, keyJson, type OwnKey, parsedKey } from "@/lib/gateway/keyring";
import type { Answer, GatewayRefusal } from "@/lib/gateway/outbox";
import { movePrepared, putPrepared, readPrepared, type Unfinished } from "@/lib/gateway/prepared";
import { type Envelope, type Hex, type Opening, signedBytes } from "@/lib/market/command";

/** A draft to which the person's signature will be added; `others` sign with keys kept here, or with members'. */
export interface PersonDraft extends Omit<Draft, "signers"> {
  readonly others?: readonly SigningKey[];
  /** Keys it registers: kept once the person has signed, never before, and no longer where it is refused. */
  readonly keeps?: readonly OwnKey[];
}

/** What the browser is given. It believes none of it but what it reads in the messages and their commitments. */
export interface ToSign {
  readonly id: string;
  readonly keyId: string;
  /** Exactly what is signed, one text a command: `lvji/command/v1`, a newline, canonical JSON. */
  readonly messages: readonly string[];
  /** Of each command, the sealed fields in the clear with their salts: secrets of contracts are left out. */
  readonly openings: readonly Readonly<Record<string, Opening>>[];
}

/** `device`: this key is not this account's, or not in force. */
export type PrepareAnswer =
  | { readonly ok: true; readonly toSign: ToSign }
  | { readonly ok: false; readonly refusal: GatewayRefusal };

/** Refused are `unknown` (nobody's, or somebody else's), `expired` and `signature`; one answer a command otherwise. */
export type Completed =
  | { readonly ok: true; readonly answers: readonly Answer[] }
  | { readonly ok: false; readonly refusal: GatewayRefusal };

/** Makes up the commands, in the order they will be submitted. */
export async function prepare(
  desk: Desk,
  person: Person,
  drafts: readonly PersonDraft[],
): Promise<PrepareAnswer> {
  const device = await deviceParty(desk, person);
  if (device === undefined) return refused("device", "this device has no key in force");
  const unfinished = await Promise.all(drafts.map((draft) => unfinishedOf(desk, device, draft)));
  const { id } = await putPrepared(desk.store, person, unfinished);
  return {
    ok: true,
    toSign: {
      id,
      keyId: person.keyId,
      messages: unfinished.map(({ composed }) => fromUtf8(signedBytes(composed.command))),
      openings: unfinished.map(({ composed }) => shownOpenings(composed.openings)),
    },
  };
}

async function unfinishedOf(desk: Desk, device: DeviceParty, draft: PersonDraft): Promise<Unfinished> {
  const { others = [], keeps = [], ...rest } = draft;
  const composed = desk.compose({ ...rest, signers: [device, ...others] });
  const message = signedBytes(composed.command);
  const keys = new Map(others.map((key) => [key.keyId, key]));
  const signatures = await Promise.all(
    composed.parties.map(async ({ keyId }) => {
      const key = keyId === device.keyId ? undefined : keys.get(keyId);
      return key === undefined ? "" : toHex(await key.sign(message));
    }),
  );
  return { composed, signatures, keeps: keeps.map(keyJson) };
}

/** Signers are told by the command itself; a contract's secret is nobody's to see. */
function shownOpenings(openings: Readonly<Record<string, Opening>>): Record<string, Opening> {
  const shown = Object.entries(openings).filter(([field]) => !/^(signer|signature)\/|\/secret$/.test(field));
  return Object.fromEntries(shown);
}

/**
 * Adds the device's signatures (hex, in the order of the messages) and submits. A request completes once: asked
 * again, it answers what it answered. Throws LedgerUnavailable; asking again then goes on.
 */
export async function complete(
  desk: Desk,
  person: Pick<Person, "accountId" | "participant">,
  id: string,
  signatures: readonly Hex[],
): Promise<Completed> {
  const { store } = desk;
  const found = await readPrepared(store, person.accountId, id);
  if (found === undefined) return refused("unknown", "there is nothing of this name to sign");
  const { content, keyId } = found;
  if (content.state === "done") return { ok: true, answers: content.answers };
  if (content.state === "signed") return deliver(desk, id, content.envelopes, content.keeps);
  if (found.hasExpired) return refused("expired", "it waited too long to be signed: begin again");
  const device = await deviceParty(desk, { ...person, keyId });
  if (device === undefined) return refused("device", "this device has no key in force");
  if (!(await areValid(device, content.unfinished, signatures))) {
    return refused("signature", "a signature is missing or not this device's");
  }
  const envelopes = content.unfinished.map((one, i) => finished(one, keyId, signatures[i] ?? ""));
  const keeps = content.unfinished.map((one) => one.keeps ?? []);
  // A key is kept before anything that refers to it can be submitted.
  for (const key of keeps.flat().flatMap((one) => parsedKey(one) ?? [])) desk.keyring.keep(key);
  // Somebody was faster, in another tab: what was signed there is what counts.
  if (!(await movePrepared(store, id, "open", { state: "signed", envelopes, keeps }))) {
    return complete(desk, person, id, signatures);
  }
  await noteUse(store, keyId);
  return deliver(desk, id, envelopes, keeps);
}

async function areValid(
  { alg, publicKey }: DeviceParty,
  unfinished: readonly Unfinished[],
  signatures: readonly Hex[],
): Promise<boolean> {
  if (signatures.length !== unfinished.length) return false;
  const verdicts = await Promise.all(
    unfinished.map(({ composed }, i) => {
      const signature = signatures[i] ?? "";
      if (!/^[0-9a-f]{128}$/.test(signature)) return "length";
      return checkSignature(alg, fromHex(publicKey), signedBytes(composed.command), fromHex(signature));
    }),
  );
  return verdicts.every((verdict) => verdict === "valid");
}

function finished({ composed, signatures }: Unfinished, keyId: string, own: Hex) {
  const all = composed.parties.map((party, i) => (party.keyId === keyId ? own : (signatures[i] ?? "")));
  return withSignatures(composed, all);
}

/** One after the other: the second may build on the first. A command the ledger knows gets its first receipt. */
async function deliver(
  { gateway, store, keyring }: Desk,
  id: string,
  envelopes: readonly Envelope[],
  keeps: readonly (readonly KeyJson[])[] = [],
): Promise<Completed> {
  const answers: Answer[] = [];
  for (const [i, envelope] of envelopes.entries()) {
    const answer = await gateway.submit(envelope);
    answers.push(answer);
    const unused = answer.ok ? [] : (keeps[i] ?? []);
    for (const key of unused.flatMap((one) => parsedKey(one) ?? [])) keyring.forget(key);
  }
  await movePrepared(store, id, "signed", { state: "done", answers });
  return { ok: true, answers };
}

function refused(code: string, reason: string): { readonly ok: false; readonly refusal: GatewayRefusal } {
  return { ok: false, refusal: { code, reason } };
}
