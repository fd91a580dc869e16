import "server-only";
import type { MembersView } from "@/components/console/members-view";
import { splitCosignature } from "@/lib/crypto/note/cosignature";
import { parseNote } from "@/lib/crypto/note/note";
import { newestRebuilds } from "@/lib/jobs/rebuild/rebuild";
import { cosignName } from "@/lib/market/members/checkpoint";
import { fingerprintHex, quorum, rosterFor } from "@/lib/market/members/roster";
import { ledgerNow } from "./ledger-now";
import { market, store } from "./market";

/** The members as this host sees them now. */
export async function membersView(mayRebuild: boolean): Promise<MembersView> {
  const [{ ledger }, db] = await Promise.all([market(), store()]);
  const [now, statuses, rebuilds] = await Promise.all([
    ledgerNow(ledger),
    ledger.members(),
    newestRebuilds(db),
  ]);
  const roster = rosterFor(now.rosters, now.size) ?? now.rosters[0];
  if (roster === undefined) throw new Error("the ledger has no roster");
  const cosigned = cosignedTimes(now.note);
  const digests = new Map(statuses.map(({ name, digest }) => [name, digest]));
  const members = now.members.map((member) => {
    const listed = roster.members.find(({ name }) => name === member.name);
    const rebuild = rebuilds.find((one) => one.member === member.name);
    const cosignedAt = cosigned.get(cosignName(member.name));
    return {
      ...member,
      digest: digests.get(member.name) ?? "",
      ...(cosignedAt === undefined ? {} : { cosignedAt }),
      ...(rebuild === undefined ? {} : { rebuild }),
      address: listed?.address ?? "",
      logKey: listed?.logKey ?? "",
      cosignKey: listed?.cosignKey ?? "",
    };
  });
  return {
    ledger: now,
    members,
    quorum: quorum(roster.members.length),
    fingerprint: fingerprintHex(roster),
    now: Math.floor(Date.now() / 1000),
    mayRebuild,
  };
}

/** When each name cosigned, as the note says: what the browser checks afterwards. */
function cosignedTimes(note: string): Map<string, number> {
  const parsed = parseNote(note);
  if (!parsed.ok) return new Map();
  return new Map(
    parsed.signatures.flatMap(({ name, signature }) => {
      const split = splitCosignature(signature);
      return split === undefined ? [] : [[name, split.time] as const];
    }),
  );
}
