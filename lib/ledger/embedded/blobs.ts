/** Blobs where they are needed: a member that lacks one when it executes fetches it from its holders. */
import type { Candidate } from "../node/candidate";
import type { MemberNode } from "../node/node";
import type { Council } from "./council";

/**
 * Gives the node the blobs the batch names, from whichever member holds them: a blob is known by its hash, so that it
 * may come from one that diverged. One that nobody holds stays absent.
 */
export async function provideBlobs(
  { seats }: Council,
  node: MemberNode,
  batch: readonly Candidate[],
): Promise<void> {
  const holders = seats.flatMap((seat) => seat.node ?? []);
  for (const { envelope, rules } of batch) {
    const hash = rules.blobOf(envelope);
    if (hash !== undefined) await fetchBlob(node, holders, hash);
  }
}

/** Copies the blob into `node` unless it is there. */
export async function fetchBlob(
  node: MemberNode,
  holders: readonly MemberNode[],
  hash: string,
): Promise<void> {
  if (node.hasBlob(hash)) return;
  for (const holder of holders) {
    if (holder === node || !holder.hasBlob(hash)) continue;
    const bytes = readable(holder, hash);
    if (bytes) return node.keepBlob(hash, bytes);
  }
}

/** A holder whose copy is damaged is no holder; it is found out when it executes. */
function readable(holder: MemberNode, hash: string): Uint8Array | undefined {
  try {
    return holder.blob(hash);
  } catch {
    return undefined;
  }
}
