import { type Envelope, LIMITS } from "@/lib/market/command";
import type { Context, Execution, Signer } from "@/lib/market/context";
import { isSealedSigner, signerField } from "@/lib/market/entry";
import { quorum, type Roster, rosterFor } from "@/lib/market/members/roster";
import { openedValue } from "@/lib/market/openings";
import { accept, refuse, type Verdict } from "@/lib/market/refusal";
import {
  indexId,
  type KeyRow,
  keys,
  memberKeys,
  nonceExpiries,
  nonces,
  type ParticipantRow,
  participantKeys,
  participants,
  type Role,
  rosters,
  type State,
  type StateReader,
} from "@/lib/market/state";

/** Roles whose keys stand in commands as commitments: a key is a name. */
export function isSealedRole(role: Role): boolean {
  return role === "consumer" || role === "retailer";
}

/** Roles (and their keys) that only a quorum of members registers. */
export function isQuorumRole(role: Role): boolean {
  return role === "exchange" || role === "grid" || role === "regulator";
}

/** The real key ids of the signers, in order; undefined where a sealed one is not opened to a key id. */
export function openedSigners(envelope: Envelope): string[] | undefined {
  const opened: string[] = [];
  for (const [i, signer] of envelope.command.signers.entries()) {
    const keyId = isSealedSigner(signer) ? openedValue(envelope, signerField(i)) : signer;
    if (typeof keyId !== "string" || !/^[0-9a-f]{32}$/.test(keyId)) return undefined;
    opened.push(keyId);
  }
  return opened;
}

/** Each signer once, by a key in force, not suspended, its nonce unused, sealed if and only if its role is. */
export function resolveSigners(
  state: StateReader,
  envelope: Envelope,
  execution: Execution,
): Verdict<readonly Signer[]> {
  const ids = openedSigners(envelope);
  if (!ids) return refuse("opening", { field: "signer" });
  if (new Set(ids).size !== ids.length) return refuse("signers");
  const signers: Signer[] = [];
  for (const keyId of ids) {
    const signer = resolveSigner(state, keyId, execution.index);
    if (!signer.ok) return signer;
    signers.push(signer.value);
  }
  const { nonce, signers: named } = envelope.command;
  for (const { keyId } of signers) {
    const used = nonces.get(state, keyId, nonce);
    if (used && used.notAfter >= execution.time) return refuse("nonce");
  }
  for (const [i, signer] of signers.entries()) {
    const mustSeal = signer.kind === "participant" && isSealedRole(signer.participant.role);
    if (mustSeal !== isSealedSigner(named[i] ?? "")) return refuse("signer-form", { field: signerField(i) });
  }
  return accept(signers);
}

function resolveSigner(state: StateReader, keyId: string, index: number): Verdict<Signer> {
  const member = memberKeys.get(state, keyId);
  if (member) return accept({ kind: "member", keyId, alg: "ed25519", member: member.member });
  const key = keys.get(state, keyId);
  const participant = key && participants.get(state, key.participant);
  if (!key || !participant) return refuse("signer-unknown");
  if (!isInForce(key, index)) return refuse("key-inactive");
  if (participant.status === "suspended") return refuse("suspended");
  return accept({ kind: "participant", keyId, alg: key.alg, key, participant });
}

/** Whether a key may sign the entry of this index: [from, until). */
export function isInForce(key: KeyRow, index: number): boolean {
  return key.from <= index && (key.until === undefined || index < key.until);
}

/** How many outlived nonces one command sweeps away: more than it leaves behind, so that they never pile up. */
const SWEEP = 2 * LIMITS.signers;

/** Marks the nonce as used by every signer, and forgets nonces whose commands have expired: those refuse by time. */
export function spendNonce(state: State, envelope: Envelope, signers: readonly Signer[], time: number): void {
  let swept = 0;
  for (const [until = "", keyId = "", nonce = ""] of nonceExpiries.ids(state)) {
    if (Number(until) >= time || swept++ === SWEEP) break;
    nonceExpiries.delete(state, until, keyId, nonce);
    // The nonce may be in use again: only the row this expiry belongs to goes.
    if (nonces.get(state, keyId, nonce)?.notAfter === Number(until)) nonces.delete(state, keyId, nonce);
  }
  const { nonce, notAfter } = envelope.command;
  for (const { keyId } of signers) {
    nonces.put(state, [keyId, nonce], { notAfter });
    nonceExpiries.put(state, [indexId(notAfter), keyId, nonce], {});
  }
}

/** Whether one of the participant's keys signed. */
export function signedBy(context: Context, participant: string): boolean {
  return context.signers.some(
    (signer) => signer.kind === "participant" && signer.participant.code === participant,
  );
}

/** The distinct keys of a role that signed. */
export function keysOfRole(context: Context, role: Role): string[] {
  return context.signers.flatMap((signer) =>
    signer.kind === "participant" && signer.participant.role === role ? [signer.keyId] : [],
  );
}

/** Refuses unless a key of the exchange signed. */
export function requireExchange(context: Context): Verdict<undefined> {
  if (keysOfRole(context, "exchange").length > 0) return accept(undefined);
  return refuse("signer-missing", { reason: "the exchange must sign" });
}

/** Refuses unless the participant signed with a key of its own. */
export function requireSigner(context: Context, participant: string, record?: number): Verdict<undefined> {
  if (signedBy(context, participant)) return accept(undefined);
  return refuse("signer-missing", { record, reason: `${participant} must sign` });
}

/** The roster in force for the entry being made. */
export function currentRoster(context: Pick<Context, "state" | "index">): Roster {
  const all = Array.from(rosters.list(context.state), ([, roster]) => roster);
  const roster = rosterFor(all, context.index + 1);
  if (!roster) throw new Error("a market without a roster");
  return roster;
}

/** Refuses unless a quorum of the members signed. */
export function requireQuorum(context: Context): Verdict<undefined> {
  const signed = context.signers.filter((signer) => signer.kind === "member").length;
  return signed >= quorum(currentRoster(context).members.length) ? accept(undefined) : refuse("quorum");
}

/** Refuses unless distinct members that are a quorum hold the blob (their receipts were verified before). */
export function requireHeld(context: Context): Verdict<undefined> {
  const { members } = currentRoster(context);
  const names = new Set(members.map((member) => member.name));
  const holders = new Set(context.held.map((held) => held.member).filter((name) => names.has(name)));
  return holders.size >= quorum(members.length) ? accept(undefined) : refuse("held");
}

/** Whether the participant has a key in force at this entry, and so signs for itself. */
export function hasKey(context: Pick<Context, "state" | "index">, participant: string): boolean {
  for (const [, keyId] of participantKeys.ids(context.state, participant)) {
    const key = keyId === undefined ? undefined : keys.get(context.state, keyId);
    if (key && isInForce(key, context.index)) return true;
  }
  return false;
}

/**
 * Every party signs by its own key, or has none and is named in `onBehalfOf` while the exchange signs (protocol §2).
 * Nobody else may be named there. Parties are participants' codes and must exist. `field` is where they are named.
 */
export function requireConsent(
  context: Context,
  parties: ReadonlySet<string>,
  onBehalfOf: readonly string[],
): Verdict<undefined> {
  const named = new Set(onBehalfOf);
  if (named.size !== onBehalfOf.length) return refuse("on-behalf", { field: "onBehalfOf" });
  for (const party of named) if (!parties.has(party)) return refuse("on-behalf", { field: "onBehalfOf" });
  for (const party of parties) {
    const own = consentOf(context, party, named.has(party));
    if (!own.ok) return own;
  }
  return named.size > 0 ? requireExchange(context) : accept(undefined);
}

function consentOf(context: Context, party: string, onBehalf: boolean): Verdict<undefined> {
  if (participantOf(context, party)?.status === "suspended") return refuse("suspended");
  if (hasKey(context, party)) {
    return onBehalf ? refuse("has-key", { field: "onBehalfOf" }) : requireSigner(context, party);
  }
  return onBehalf ? accept(undefined) : refuse("on-behalf", { field: "onBehalfOf" });
}

function participantOf(context: Context, code: string): ParticipantRow | undefined {
  return participants.get(context.state, code);
}
