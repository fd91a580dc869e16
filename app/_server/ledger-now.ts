import "server-only";
import type { LedgerNow } from "@/components/ledger/ledger-now";
import type { Ledger } from "@/lib/ledger/ledger";
import { quorum, type Roster, rosterFor } from "@/lib/market/members/roster";

export type { LedgerNow };

export async function ledgerNow(ledger: Ledger): Promise<LedgerNow> {
  const [checkpoint, rosters, members] = await Promise.all([
    ledger.checkpoint(),
    ledger.roster(),
    ledger.members(),
  ]);
  const roster = rosterFor(rosters, checkpoint.size) ?? rosters[0];
  if (roster === undefined) throw new Error("the ledger has no roster");
  return {
    origin: roster.origin,
    size: checkpoint.size,
    root: checkpoint.root,
    note: checkpoint.note,
    rosters: rosters.map((one) => ({ ...one, members: one.members.map((member) => ({ ...member })) })),
    members: members.map(({ name, height, root, state, reason }) => ({
      name,
      height,
      root,
      state,
      ...(reason === undefined ? {} : { reason }),
    })),
    singleOperator: hostsOf(roster) < quorum(roster.members.length),
  };
}

function hostsOf(roster: Roster): number {
  return new Set(roster.members.map(({ address }) => new URL(address).hostname)).size;
}
