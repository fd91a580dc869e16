import { answered } from "@/app/_server/answers";
import { market } from "@/app/_server/market";
import { fromHex, toHex } from "@/lib/crypto/bytes";
import { fingerprint } from "@/lib/market/members/roster";
import { cosignatureVkey, logVkey } from "@/lib/market/members/verifier-keys";

/** Who the members are: what a verifier may pin, once it has been compared elsewhere (formats.md). */
export async function GET(): Promise<Response> {
  return answered(async () => {
    const { ledger } = await market();
    const rosters = await ledger.roster();
    const [first] = rosters;
    const newest = rosters.at(-1);
    if (!first || !newest) throw new Error("the ledger has no roster");
    const keys = newest.members.flatMap((member) => [
      logVkey(newest.origin, fromHex(member.logKey)),
      cosignatureVkey(member.name, fromHex(member.cosignKey)),
    ]);
    const body = {
      origin: first.origin,
      fingerprint: toHex(fingerprint(first)),
      roster: newest,
      rosters,
      keys,
    };
    return Response.json(body, {
      headers: { "access-control-allow-origin": "*", "cache-control": "no-cache" },
    });
  });
}
