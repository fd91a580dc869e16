/** Blobs where they are needed: a member that lacks one when it executes fetches it from its holders. */
import { toHex } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";
import type { Held } from "@/lib/market/command";
import { type BlobReceipt, LedgerUnavailable } from "../ledger";
import type { Candidate } from "../node/candidate";
import type { MemberNode } from "../node/node";
import type { Rules } from "../node/rules";
import type { Council } from "./council";

/**
 * Has every voter check and keep the blob and sign for it. RangeError where its form or a reading is refused,
 * LedgerUnavailable `storage` where fewer than a quorum could keep it.
 */
export async function holdBlob(
  council: Council,
  rules: Rules,
  origin: string,
  bytes: Uint8Array,
): Promise<BlobReceipt> {
  const hash = toHex(sha256(bytes));
  const size = bytes.length;
  const receipts = await Promise.all(
    council.voters().map(async ({ seat, node }) => {
      try {
        const flaw = rules.checkBlob(node.state, bytes);
        if (flaw !== undefined) return flaw;
        await node.keepBlob(hash, bytes);
        return await seat.signer.held(origin, hash, size);
      } catch (error) {
        council.exclude(seat, error);
        return undefined;
      }
    }),
  );
  const held: Held[] = [];
  for (const receipt of receipts) {
    if (typeof receipt === "string") throw new RangeError(`not a day blob: ${receipt}`);
    if (receipt) held.push(receipt);
  }
  if (held.length >= council.quorum) return { hash, size, held };
  throw new LedgerUnavailable("storage", `${held.length} of ${council.quorum} members could keep the blob`);
}

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
