import { fromHex } from "@/lib/crypto/bytes";
import { checkNote } from "@/lib/crypto/note/check-note";
import { parseCheckpoint } from "@/lib/crypto/note/checkpoint";
import { type VerifierKey, verifierKey } from "@/lib/crypto/note/note";
import { quorum, type Roster, type RosterMember } from "@/lib/market/members/roster";

/** A checkpoint against the roster it must stand under (protocol §5). Trust comes from cosignatures only. */

export type CheckpointRefusal = "shape" | "size" | "root" | "origin" | "signature" | "quorum";
export type CheckpointCheck =
  | {
      readonly ok: true;
      readonly size: number;
      readonly root: Uint8Array;
      /** Of the cosignatures, newest first, Unix seconds. */
      readonly times: readonly number[];
      /** Members' names. */
      readonly cosigned: readonly string[];
      readonly logSigned: readonly string[];
    }
  | { readonly ok: false; readonly code: CheckpointRefusal; readonly logSigned: readonly string[] };

/** By what name a member cosigns and attests. */
export function cosignName(member: string): string {
  return `${member}/lvji`;
}

/** The key a member's cosignature is checked with (C2SP tlog-cosignature, type 0x04). */
export function cosignVerifierKey({ name, cosignKey }: RosterMember): VerifierKey {
  return verifierKey(cosignName(name), 0x04, fromHex(cosignKey));
}

/** The key a member's own checkpoint signature is checked with (type 0x01: Ed25519). */
export function logVerifierKey(origin: string, { logKey }: RosterMember): VerifierKey {
  return verifierKey(origin, 0x01, fromHex(logKey));
}

/**
 * Accepts an untrusted note that a quorum of the roster cosigned. Lines of unknown keys are ignored, one bad line of
 * a roster's key refuses the note, a key counts once. The caller chose the roster by `rosterFor`.
 */
export async function checkCheckpoint(note: string, roster: Roster): Promise<CheckpointCheck> {
  const logKeys = new Map(
    roster.members.map((member) => [logVerifierKey(roster.origin, member), member.name]),
  );
  const cosignKeys = new Map(roster.members.map((member) => [cosignVerifierKey(member), member.name]));
  const checked = await checkNote(note, [...logKeys.keys(), ...cosignKeys.keys()]);
  if (!checked.ok) return { ok: false, code: checked.code, logSigned: [] };
  const logSigned = checked.signed.flatMap(({ key }) => logKeys.get(key) ?? []);
  const parsed = parseCheckpoint(checked.text);
  if (!parsed.ok) return { ok: false, code: parsed.code, logSigned };
  const { origin, size, root } = parsed;
  if (origin !== roster.origin) return { ok: false, code: "origin", logSigned };
  const cosignatures = checked.signed.filter(({ key }) => cosignKeys.has(key));
  const cosigned = cosignatures.flatMap(({ key }) => cosignKeys.get(key) ?? []);
  if (cosigned.length < quorum(roster.members.length)) return { ok: false, code: "quorum", logSigned };
  const times = cosignatures.flatMap(({ time }) => time ?? []).sort((a, b) => b - a);
  return { ok: true, size, root, times, cosigned, logSigned };
}
