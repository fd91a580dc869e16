import { answered } from "@/app/_server/answers";
import { market } from "@/app/_server/market";
import { toHex } from "@/lib/crypto/bytes";
import { formatVkey } from "@/lib/crypto/note/note";
import { cosignVerifierKey, logVerifierKey } from "@/lib/market/members/checkpoint";
import { fingerprint } from "@/lib/market/members/roster";

/** Who the members are: what a verifier may pin, once it has been compared elsewhere (formats.md). */
export async function GET(): Promise<Response> {
  return answered(async () => {
    const { ledger } = await market();
    const rosters = await ledger.roster();
    const [first] = rosters;
    const newest = rosters.at(-1);
    if (!first || !newest) throw new Error("the ledger has no roster");
    const keys = newest.members.flatMap((member) => [
      formatVkey(logVerifierKey(newest.origin, member)),
      formatVkey(cosignVerifierKey(member)),
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
