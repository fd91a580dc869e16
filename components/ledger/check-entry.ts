import { fromHex, toHex, utf8 } from "@/lib/crypto/bytes";
import { leafHash } from "@/lib/crypto/merkle/tree";
import { verifyInclusion } from "@/lib/crypto/merkle/verify";
import { checkCheckpoint } from "@/lib/market/members/checkpoint";
import type { EntryClaim } from "./entry-claim";

/** `leaf`: another text than was hashed; `path`: it leads to another root; `note`: the members did not sign that root. */
export type EntryFound = "ok" | "leaf" | "path" | "note";

export async function checkEntry(claim: EntryClaim): Promise<EntryFound> {
  const own = leafHash(utf8(claim.text));
  if (toHex(own) !== claim.hash) return "leaf";
  const { index, size } = claim;
  const proof = claim.proof.map(fromHex);
  if (!verifyInclusion({ leafHash: own, index, size, proof, root: fromHex(claim.root) }).ok) return "path";
  const checked = await checkCheckpoint(claim.note, claim.roster);
  return checked.ok && checked.size === size && toHex(checked.root) === claim.root ? "ok" : "note";
}
