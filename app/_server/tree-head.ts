import "server-only";
import { fromHex, toHex } from "@/lib/crypto/bytes";
import { rootFromInclusion } from "@/lib/crypto/merkle/verify";
import type { Ledger } from "@/lib/ledger/ledger";

/** Root of the ledger as it was with `size` entries: the path of its last entry leads there. Hex. */
export async function rootAt(ledger: Ledger, size: number): Promise<string> {
  const index = size - 1;
  const [[leaf], proof] = await Promise.all([ledger.entries(index, 1), ledger.inclusion(index, size)]);
  if (leaf === undefined) throw new Error(`the ledger lacks entry ${index}`);
  const reached = rootFromInclusion({ leafHash: fromHex(leaf.hash), index, size, proof });
  if (!reached.ok) throw new Error(`no root of ${size} entries: ${reached.code}`);
  return toHex(reached.root);
}
