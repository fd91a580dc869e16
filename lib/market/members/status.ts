import { fromBase64, fromHex, toBase64 } from "@/lib/crypto/bytes";
import { checkNote } from "@/lib/crypto/note/check-note";
import { formatNote, signNote, type VerifierKey, verifierKey } from "@/lib/crypto/note/note";
import type { Hex } from "@/lib/market/command";
import { cosignName } from "@/lib/market/members/checkpoint";
import { quorum, type Roster, type RosterMember } from "@/lib/market/members/roster";

/** What members say of a certificate or a key as of now: signed notes, one a member (protocol §5, "Status"). */

export const CERTIFICATE_STANDINGS = ["valid", "superseded", "revoked", "disputed"] as const;
export type CertificateStanding = (typeof CERTIFICATE_STANDINGS)[number];
export const KEY_STANDINGS = ["active", "revoked"] as const;
export type KeyStanding = (typeof KEY_STANDINGS)[number];

interface Attestation {
  readonly origin: string;
  /** The tree the member speaks from. */
  readonly size: number;
  readonly root: Uint8Array;
  /** The entry that made it so. */
  readonly index: number;
  /** The member's clock, Unix seconds. */
  readonly time: number;
}
export interface CertificateStatus extends Attestation {
  readonly code: string;
  readonly version: number;
  readonly status: CertificateStanding;
}
export interface KeyStatus extends Attestation {
  readonly keyId: Hex;
  readonly status: KeyStanding;
}

export type StatusRefusal = "shape" | "signature" | "origin" | "unsigned";
export type ReadStatus<T> =
  | { readonly ok: true; readonly value: T & { readonly member: string } }
  | { readonly ok: false; readonly code: StatusRefusal };

/** The text a member signs about a certificate. */
export function statusText(status: CertificateStatus): string {
  return attestationText("lvji/status/v1", status, [status.code, String(status.version), status.status]);
}

/** The text a member signs about a key: the same shape, version 0. */
export function keyStatusText(status: KeyStatus): string {
  return attestationText("lvji/key/v1", status, [status.keyId, "0", status.status]);
}

function attestationText(
  kind: string,
  { origin, size, root, index, time }: Attestation,
  of: string[],
): string {
  return `${[kind, origin, size, toBase64(root), ...of, index, time].join("\n")}\n`;
}

/** A member's note of such a text: type 0x01 with its cosign key (seed and public key, 32 bytes each). */
export async function signStatus(
  text: string,
  member: { readonly name: string; readonly privateKey: Uint8Array; readonly publicKey: Uint8Array },
): Promise<string> {
  return formatNote(text, [await signNote(text, { ...member, name: cosignName(member.name) })]);
}

/** Reads an untrusted note about a certificate; `member` is who signed it. */
export async function readCertificateStatus(
  note: string,
  roster: Roster,
): Promise<ReadStatus<CertificateStatus>> {
  return readStatus(note, roster, "lvji/status/v1", (base, [code = "", version = "", word = ""]) => {
    const status = CERTIFICATE_STANDINGS.find((standing) => standing === word);
    const number = parseCount(version);
    if (!status || number === undefined || !/^[0-9A-Z]{32}$/.test(code)) return undefined;
    return { ...base, code, version: number, status };
  });
}

/** Reads an untrusted note about a key. */
export async function readKeyStatus(note: string, roster: Roster): Promise<ReadStatus<KeyStatus>> {
  return readStatus(note, roster, "lvji/key/v1", (base, [keyId = "", zero, word = ""]) => {
    const status = KEY_STANDINGS.find((standing) => standing === word);
    if (!status || zero !== "0" || !/^[0-9a-f]{32}$/.test(keyId)) return undefined;
    return { ...base, keyId, status };
  });
}

async function readStatus<T>(
  note: string,
  roster: Roster,
  kind: string,
  parse: (base: Attestation, of: readonly string[]) => T | undefined,
): Promise<ReadStatus<T>> {
  const byKey = new Map(roster.members.map((member) => [statusVerifierKey(member), member.name]));
  const checked = await checkNote(note, [...byKey.keys()]);
  if (!checked.ok) return checked;
  const [signed, ...others] = checked.signed;
  const member = signed && byKey.get(signed.key);
  // A note speaks for one member: who it is has to be plain.
  if (member === undefined || others.length > 0) return { ok: false, code: "unsigned" };
  const [first, origin, size, root, ...rest] = checked.text.split("\n");
  if (first !== kind || rest.length !== 6 || rest.pop() !== "") return { ok: false, code: "shape" };
  if (origin !== roster.origin) return { ok: false, code: "origin" };
  const base = parseBase(origin, [size, rest[3], rest[4]], root ?? "");
  const value = base && parse(base, rest);
  return value ? { ok: true, value: { ...value, member } } : { ok: false, code: "shape" };
}

/** Members attest under the cosign key and name, as a plain note. */
export function statusVerifierKey({ name, cosignKey }: RosterMember): VerifierKey {
  return verifierKey(cosignName(name), 0x01, fromHex(cosignKey));
}

function parseBase(
  origin: string,
  counts: readonly (string | undefined)[],
  root: string,
): Attestation | undefined {
  const [size, index, time] = counts.map(parseCount);
  const hash = parseRoot(root);
  if (size === undefined || index === undefined || time === undefined || !hash) return undefined;
  return { origin, size, root: hash, index, time };
}

function parseCount(text = ""): number | undefined {
  const count = Number(text);
  return /^(0|[1-9][0-9]*)$/.test(text) && Number.isSafeInteger(count) ? count : undefined;
}

function parseRoot(base64: string): Uint8Array | undefined {
  try {
    const root = fromBase64(base64);
    return root.length === 32 ? root : undefined;
  } catch {
    return undefined;
  }
}

const FRESH_SECONDS = 600;
const DAY_SECONDS = 86_400;

export interface AttestationAge {
  /** `today`: shown as "as of hh:mm". `stale` and `clock` mean unknown: neither ok nor failed. */
  readonly age: "now" | "today" | "stale" | "clock";
  /** Of the q-th newest attestation, Unix seconds; absent when there are fewer than a quorum. */
  readonly asOf?: number;
}

/** How old what a quorum says is: the age of the q-th newest of the members' times, at `now`. */
export function attestationAge(times: readonly number[], members: number, now: number): AttestationAge {
  const asOf = [...times].sort((a, b) => b - a)[quorum(members) - 1];
  if (asOf === undefined) return { age: "stale" };
  const seconds = now - asOf;
  if (seconds < -FRESH_SECONDS) return { age: "clock", asOf };
  if (seconds <= FRESH_SECONDS) return { age: "now", asOf };
  return { age: seconds <= DAY_SECONDS ? "today" : "stale", asOf };
}
