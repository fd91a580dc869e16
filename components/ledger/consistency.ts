import { fromHex } from "@/lib/crypto/bytes";
import { verifyConsistency } from "@/lib/crypto/merkle/verify";

export interface TreeHead {
  readonly size: number;
  readonly root: string;
}

/** What `/ledger/consistency?old=&new=` answers: hashes in hex; the second proof leads on to the newest head. */
export interface ConsistencyAnswer {
  readonly old: TreeHead;
  readonly new: TreeHead;
  readonly proof: readonly string[];
  readonly head: TreeHead;
  readonly headProof: readonly string[];
}

/** Undefined where the server did not answer with a proof. */
export async function fetchConsistency(
  oldSize: number,
  newSize: number,
): Promise<ConsistencyAnswer | undefined> {
  try {
    const answer = await fetch(`/ledger/consistency?old=${oldSize}&new=${newSize}`);
    return answer.ok ? ((await answer.json()) as ConsistencyAnswer) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the one tree is the beginning of the other, and that of the newest one. Untrusted answer. */
export function provesConsistency(answer: ConsistencyAnswer): boolean {
  try {
    return step(answer.old, answer.new, answer.proof) && step(answer.new, answer.head, answer.headProof);
  } catch {
    // No hex, no hashes: no proof.
    return false;
  }
}

function step(from: TreeHead, to: TreeHead, proof: readonly string[]): boolean {
  const claim = {
    oldSize: from.size,
    newSize: to.size,
    oldRoot: fromHex(from.root),
    newRoot: fromHex(to.root),
  };
  return verifyConsistency({ ...claim, proof: proof.map(fromHex) }).ok;
}
