import "server-only";
import type { EntryClaim } from "@/components/ledger/entry-claim";
import { fromUtf8, toHex } from "@/lib/crypto/bytes";
import { TILE_WIDTH, tilePath, tileWidth } from "@/lib/crypto/note/tiles";
import { rosterFor } from "@/lib/market/members/roster";
import { market } from "./market";

/** An entry straight from the members' log, with its path to the newest checkpoint; undefined beyond its end. */
export async function entryClaim(index: number): Promise<EntryClaim | undefined> {
  const { ledger } = await market();
  const { note, size, root } = await ledger.checkpoint();
  if (index >= size) return undefined;
  const [[leaf], proof, rosters] = await Promise.all([
    ledger.entries(index, 1),
    ledger.inclusion(index, size),
    ledger.roster(),
  ]);
  const roster = rosterFor(rosters, size);
  if (leaf === undefined || roster === undefined) throw new Error(`the ledger lacks entry ${index}`);
  const tile = Math.floor(index / TILE_WIDTH);
  const width = tileWidth(0, tile, size);
  return {
    index,
    text: fromUtf8(leaf.bytes),
    hash: leaf.hash,
    size,
    root,
    proof: proof.map(toHex),
    note,
    roster: { ...roster, members: roster.members.map((member) => ({ ...member })) },
    tiles: [tilePath({ level: "entries", index: tile, width }), tilePath({ level: 0, index: tile, width })],
  };
}
