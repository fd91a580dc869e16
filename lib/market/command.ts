import { concat, fromHex, toHex, utf8 } from "@/lib/crypto/bytes";
import { canonicalBytes, type Json, parseJson } from "@/lib/crypto/canonical";
import type { SignatureAlgorithm } from "@/lib/crypto/keys";
import { sha256 } from "@/lib/crypto/sha256";
import { accept, type Refused, refuse, type Verdict } from "@/lib/market/refusal";

/** Commands and the envelopes they travel in (protocol §2). No zod here: the verifier reads commands too. */

/** Lower-case hex. */
export type Hex = string;
export type JsonObject = { readonly [key: string]: Json };

/** The types of this release; the rest of protocol §2 gets its rule in registry.ts and its name here. */
export const COMMAND_TYPES = [
  "genesis",
  "participant.register",
  "participant.endorse-key",
  "participant.rotate-key",
  "participant.revoke-key",
  "participant.suspend",
  "participant.resume",
  "plant.register",
  "unit.register",
  "meter.register",
  "channel.register",
  "contract.record",
  "metering.anchor-day",
  "metering.close-month",
  "metering.state-mechanism",
  "settlement.freeze",
  "settlement.settle",
  "settlement.trace",
  "settlement.finish",
  "certificate.issue",
  "certificate.disclose",
] as const;
export type CommandType = (typeof COMMAND_TYPES)[number];

export interface Command {
  readonly v: number;
  readonly market: string;
  /** One of COMMAND_TYPES, or a name these rules do not know: refused as `type` when executed. */
  readonly type: string;
  /** Key ids (32 hex digits), or for a consumer or retailer the commitment of one (64). */
  readonly signers: readonly string[];
  /** 16 bytes. */
  readonly nonce: Hex;
  /** Unix seconds. */
  readonly notAfter: number;
  readonly payload: JsonObject;
  readonly sealed: Readonly<Record<string, Hex>>;
}

export interface Signature {
  readonly keyId: string;
  readonly alg: SignatureAlgorithm;
  readonly sig: Hex;
}

/** A member's receipt that it keeps a blob (protocol §3). */
export interface Held {
  readonly member: string;
  readonly sig: Hex;
}

export type Opening = readonly [salt: Hex, value: Json];

/** `signatures` stand in the order of `command.signers` and carry the real key ids. */
export interface Envelope {
  readonly command: Command;
  readonly signatures: readonly Signature[];
  readonly openings: Readonly<Record<string, Opening>>;
  readonly held: readonly Held[];
}

/** Bounds that hold before anything costly is done with an envelope. */
export const LIMITS = {
  envelopeBytes: 524_288,
  entryBytes: 60_000,
  signers: 128,
  sealed: 2_000,
  held: 128,
  fieldName: 100,
  marketName: 200,
} as const;

const SIGNING_PREFIX = utf8("lvji/command/v1\n");

/** What every signer signs: `lvji/command/v1\n` and the command's canonical bytes. */
export function signedBytes(command: Command): Uint8Array {
  return concat(SIGNING_PREFIX, canonicalBytes(commandJson(command)));
}

/** The transaction's name: H of the signed bytes. Signatures do not change it. */
export function txId(command: Command): Hex {
  return toHex(sha256(signedBytes(command)));
}

/** The command as a JSON value, member by member, so that no stray property is signed. */
export function commandJson(command: Command): JsonObject {
  const { v, market, type, signers, nonce, notAfter, payload, sealed } = command;
  return { v, market, type, signers, nonce, notAfter, payload, sealed };
}

/** The envelope as a JSON value. */
export function envelopeJson(envelope: Envelope): JsonObject {
  return {
    command: commandJson(envelope.command),
    signatures: envelope.signatures.map(({ keyId, alg, sig }) => ({ keyId, alg, sig })),
    openings: envelope.openings,
    held: envelope.held.map(({ member, sig }) => ({ member, sig })),
  };
}

/** The bytes a submitter sends. */
export function envelopeBytes(envelope: Envelope): Uint8Array {
  return canonicalBytes(envelopeJson(envelope));
}

/** Untrusted bytes to an envelope of the right shape. Codes: size, json, fields. Nothing is verified yet. */
export function parseEnvelope(bytes: Uint8Array): Verdict<Envelope> {
  if (bytes.length > LIMITS.envelopeBytes) return refuse("size", { field: "envelope" });
  const parsed = parseJson(bytes);
  if (!parsed.ok)
    return refuse("json", { field: "envelope", reason: `not JSON of protocol §1: ${parsed.code}` });
  const members = exactMembers(parsed.value, ["command", "signatures", "openings", "held"]);
  if (!members) return refuse("fields", { field: "envelope" });
  const command = parseCommand(members.command);
  if (!command.ok) return command;
  const signatures = parseSignatures(members.signatures, command.value.signers.length);
  if (!signatures) return refuse("fields", { field: "signatures" });
  const openings = parseOpenings(members.openings);
  if (!openings) return refuse("fields", { field: "openings" });
  const held = parseHeld(members.held);
  if (!held) return refuse("fields", { field: "held" });
  return accept({ command: command.value, signatures, openings, held });
}

/** Untrusted JSON to a command of the right shape. Codes: size, fields. */
export function parseCommand(value: Json | undefined): Verdict<Command> {
  const m = exactMembers(value, ["v", "market", "type", "signers", "nonce", "notAfter", "payload", "sealed"]);
  if (!m) return refuse("fields", { field: "command" });
  const { v, market, type, nonce, notAfter } = m;
  if (typeof v !== "number") return wrong("v");
  if (typeof market !== "string" || market.length > LIMITS.marketName) return wrong("market");
  if (typeof type !== "string" || !/^[a-z-]{1,30}(\.[a-z-]{1,30})?$/.test(type)) return wrong("type");
  if (!isHex(nonce, 32)) return wrong("nonce");
  if (typeof notAfter !== "number" || notAfter < 0) return wrong("notAfter");
  const signers = parseSigners(m.signers);
  if (!signers) return wrong("signers");
  if (!isObject(m.payload)) return wrong("payload");
  const sealed = parseSealed(m.sealed);
  if (!sealed) return wrong("sealed");
  return accept({ v, market, type, signers, nonce, notAfter, payload: m.payload, sealed });
}

function wrong(field: string): Refused {
  return refuse("fields", { field });
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && !Array.isArray(value);
}

/** Lower-case hex of exactly so many digits. */
export function isHex(value: Json | undefined, digits: number): value is Hex {
  return typeof value === "string" && value.length === digits && /^[0-9a-f]*$/.test(value);
}

/** The members by name when there are exactly these, else undefined. */
export function exactMembers<K extends string>(
  value: Json | undefined,
  names: readonly K[],
): Readonly<Record<K, Json>> | undefined {
  if (!isObject(value) || Object.keys(value).length !== names.length) return undefined;
  return hasAll(value, names) ? value : undefined;
}

function hasAll<K extends string>(
  value: JsonObject,
  names: readonly K[],
): value is Readonly<Record<K, Json>> {
  return names.every((name) => Object.hasOwn(value, name));
}

function parseSigners(value: Json | undefined): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > LIMITS.signers) return undefined;
  const signers = value.filter((signer) => isHex(signer, 32) || isHex(signer, 64));
  return signers.length === value.length ? signers : undefined;
}

function parseSealed(value: Json | undefined): Record<string, Hex> | undefined {
  if (!isObject(value)) return undefined;
  const fields = Object.entries(value);
  if (fields.length > LIMITS.sealed) return undefined;
  const sealed: [string, Hex][] = [];
  for (const [field, commitment] of fields) {
    if (!isFieldName(field) || !isHex(commitment, 64)) return undefined;
    sealed.push([field, commitment]);
  }
  return Object.fromEntries(sealed);
}

function parseSignatures(value: Json, count: number): Signature[] | undefined {
  if (!Array.isArray(value) || value.length !== count) return undefined;
  const signatures: Signature[] = [];
  for (const item of value) {
    const m = exactMembers(item, ["keyId", "alg", "sig"]);
    if (!m || !isHex(m.keyId, 32) || !isAlgorithm(m.alg) || !isHex(m.sig, 128)) return undefined;
    signatures.push({ keyId: m.keyId, alg: m.alg, sig: m.sig });
  }
  return signatures;
}

function isAlgorithm(value: Json): value is SignatureAlgorithm {
  return value === "p256" || value === "sm2" || value === "ed25519";
}

function parseOpenings(value: Json): Record<string, Opening> | undefined {
  if (!isObject(value)) return undefined;
  const fields = Object.entries(value);
  if (fields.length > LIMITS.sealed + 2 * LIMITS.signers) return undefined;
  const openings: [string, Opening][] = [];
  for (const [field, pair] of fields) {
    if (!isFieldName(field) || !Array.isArray(pair) || pair.length !== 2) return undefined;
    const [salt, opened] = pair;
    if (!isHex(salt, 64) || opened === undefined) return undefined;
    openings.push([field, [salt, opened]]);
  }
  return Object.fromEntries(openings);
}

function parseHeld(value: Json): Held[] | undefined {
  if (!Array.isArray(value) || value.length > LIMITS.held) return undefined;
  const held: Held[] = [];
  for (const item of value) {
    const m = exactMembers(item, ["member", "sig"]);
    if (!m || typeof m.member !== "string" || m.member.length > 200 || !isHex(m.sig, 128)) return undefined;
    held.push({ member: m.member, sig: m.sig });
  }
  return held;
}

/** Field names are ASCII words and record numbers joined by slashes; `__proto__` and its like never pass. */
function isFieldName(name: string): boolean {
  return name.length <= LIMITS.fieldName && /^[a-zA-Z0-9-]+(\/[a-zA-Z0-9-]+)*$/.test(name);
}

/** The salt of an opening as bytes. */
export function saltBytes(opening: Opening): Uint8Array {
  return fromHex(opening[0]);
}
