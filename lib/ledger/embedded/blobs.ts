/** Blobs where they are needed: a member that lacks one when it executes fetches it from its holders. */
import type { Candidate } from "../node/candidate";
import type { MemberNode } from "../node/node";
import type { Voter } from "./council";

/** Gives every voter the blobs the batch names, from whichever holds them. One that nobody holds stays absent. */
export async function provideBlobs(voters: readonly Voter[], batch: readonly Candidate[]): Promise<void> {
  const named = new Set<string>();
  for (const { envelope, rules } of batch) {
    const hash = rules.blobOf(envelope);
    if (hash !== undefined) named.add(hash);
  }
  const nodes = voters.map(({ node }) => node);
  for (const hash of named) await Promise.all(nodes.map((node) => fetchBlob(node, nodes, hash)));
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
