/** The checkpoint as it is served: log signatures and cosignatures of all members that agree. */
import { fromHex } from "@/lib/crypto/bytes";
import { formatCheckpoint } from "@/lib/crypto/note/checkpoint";
import { formatNote } from "@/lib/crypto/note/note";
import { readMarket } from "@/lib/market/state";
import type { Checkpoint } from "../ledger";
import type { Council, Voter } from "./council";

/** Signs the voters' head at `time` (Unix seconds); undefined before genesis. Only trees they promised are signed. */
export async function checkpointNote(council: Council, time: number): Promise<Checkpoint | undefined> {
  const voters = council.voters();
  const { size, root } = voters[0]?.node.head ?? { size: 0, root: "" };
  const origin = council.read((node) => readMarket(node.state)?.origin);
  if (size === 0 || origin === undefined) return undefined;
  const lines = await Promise.all(voters.map((voter) => linesOf(voter, origin, size, time)));
  const text = formatCheckpoint({ origin, size, root: fromHex(root) });
  const logLines = lines.map(([log]) => log);
  const cosignLines = lines.map(([, cosign]) => cosign);
  return { note: formatNote(text, [...logLines, ...cosignLines]), size, root };
}

function linesOf({ seat, node }: Voter, origin: string, size: number, time: number) {
  const promised = node.signed();
  if (promised?.size !== size) throw new Error(`${seat.name} agrees on a tree it has not promised`);
  return seat.signer.checkpoint(origin, promised, time);
}
