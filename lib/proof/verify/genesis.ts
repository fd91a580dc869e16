import { type Evidence, fields, list, text } from "./evidence";
import { insist } from "./mismatch";

/** The opening entry names the market and its first members: they must be those of the bundle's first roster. */
export function checkGenesis(evidence: Evidence): void {
  const genesis = evidence.ofType("genesis")[0];
  if (!genesis) return;
  const roster = fields(genesis.payload.roster, "roster");
  const named = list(roster.members, "members").map((one) =>
    text(fields(one, "member").cosignKey, "cosignKey"),
  );
  const first = evidence.bundle.rosters[0]?.members.map((member) => member.cosignKey) ?? [];
  const same = named.length === first.length && named.every((key, at) => key === first[at]);
  insist(same && genesis.index === 0, "roster-chain", "the market began with other members");
}
