import { compareText, fromHex, toHex } from "@/lib/crypto/bytes";
import { canonicalBytes, type Json } from "@/lib/crypto/canonical";
import { keyId } from "@/lib/crypto/keys";
import { noteKeyHash } from "@/lib/crypto/note/note";
import { sha256 } from "@/lib/crypto/sha256";
import { exactMembers, type Hex, isHex } from "@/lib/market/command";

/** Who the members are (protocol §5). Browser-safe: a bundle's rosters are checked with this. */
export interface RosterMember {
  readonly name: string;
  /** Ed25519, 32 bytes. */
  readonly logKey: Hex;
  readonly cosignKey: Hex;
  /** An https URL; http on loopback only. */
  readonly address: string;
}

/** Members by name; in force for trees larger than `from`. */
export interface Roster {
  readonly origin: string;
  readonly from: number;
  readonly members: readonly RosterMember[];
}

export type RosterRefusal = "fields" | "name" | "members" | "order" | "key" | "address";
export type ParsedRoster = { ok: true; roster: Roster } | { ok: false; code: RosterRefusal };

export const FEWEST_MEMBERS = 4;
export const MOST_MEMBERS = 100;

/** Untrusted JSON to a roster whose every rule holds. */
export function parseRoster(value: Json | undefined): ParsedRoster {
  const outer = exactMembers(value, ["origin", "from", "members"]);
  if (!outer) return { ok: false, code: "fields" };
  const { origin, from, members } = outer;
  if (typeof origin !== "string" || typeof from !== "number" || from < 0 || !Array.isArray(members)) {
    return { ok: false, code: "fields" };
  }
  if (!isKeyName(origin)) return { ok: false, code: "name" };
  if (members.length < FEWEST_MEMBERS || members.length > MOST_MEMBERS) return { ok: false, code: "members" };
  const parsed: RosterMember[] = [];
  for (const item of members) {
    const member = parseMember(item);
    if (typeof member === "string") return { ok: false, code: member };
    parsed.push(member);
  }
  const roster = { origin, from, members: parsed };
  const code = refusedTogether(roster);
  return code ? { ok: false, code } : { ok: true, roster };
}

function parseMember(value: Json): RosterMember | RosterRefusal {
  const m = exactMembers(value, ["name", "logKey", "cosignKey", "address"]);
  if (!m || typeof m.name !== "string" || typeof m.address !== "string") return "fields";
  if (!isKeyName(m.name)) return "name";
  if (!isHex(m.logKey, 64) || !isHex(m.cosignKey, 64)) return "key";
  if (!isAddress(m.address)) return "address";
  return { name: m.name, logKey: m.logKey, cosignKey: m.cosignKey, address: m.address };
}

/** Names ascend, which also keeps them distinct; no key serves twice, and no two log keys look alike on a note. */
function refusedTogether({ origin, members }: Roster): RosterRefusal | undefined {
  for (const [i, member] of members.entries()) {
    const before = members[i - 1];
    if (before && compareText(before.name, member.name) >= 0) return "order";
  }
  const keys = members.flatMap((member) => [member.logKey, member.cosignKey]);
  if (new Set(keys).size !== keys.length) return "key";
  // All log keys sign by the origin's name: four bytes of hash alone tell them apart.
  const hashes = new Set(members.map(({ logKey }) => noteKeyHash(origin, 0x01, fromHex(logKey))));
  return hashes.size === members.length ? undefined : "key";
}

/** A name on a signed note's line: printable ASCII without blank or `+`. */
function isKeyName(text: string): boolean {
  return text.length <= 200 && /^[\x21-\x2a\x2c-\x7e]+$/.test(text);
}

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?(\/[!-~]*)?$/;
const HTTPS = /^https:\/\/[a-z0-9.-]+(:[0-9]{1,5})?(\/[!-~]*)?$/;

function isAddress(text: string): boolean {
  return text.length <= 500 && (HTTPS.test(text) || LOOPBACK.test(text));
}

/** H of the roster's canonical bytes: what a QR pins. */
export function fingerprint(roster: Roster): Uint8Array {
  return sha256(canonicalBytes(rosterJson(roster)));
}

/** The roster as a JSON value, member by member. */
export function rosterJson({ origin, from, members }: Roster): Json {
  return {
    origin,
    from,
    members: members.map(({ name, logKey, cosignKey, address }) => ({ name, logKey, cosignKey, address })),
  };
}

/** How many of n members decide: ⌊2n/3⌋ + 1. */
export function quorum(members: number): number {
  return Math.floor((2 * members) / 3) + 1;
}

/** The roster a checkpoint of this size stands under: the last with from < size. Rosters ascend by `from`. */
export function rosterFor<R extends { readonly from: number }>(
  rosters: readonly R[],
  size: number,
): R | undefined {
  return rosters.findLast((roster) => roster.from < size);
}

/** The key id under which a member signs commands, with its cosign key. */
export function memberKeyId(member: RosterMember): string {
  return keyId("ed25519", fromHex(member.cosignKey));
}

/** The fingerprint in hex. */
export function fingerprintHex(roster: Roster): Hex {
  return toHex(fingerprint(roster));
}
