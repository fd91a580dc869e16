/** Blobs as a rule sees them: those the members keep, by name. */
import type { Context } from "@/lib/market/context";
import { blobName } from "@/lib/market/metering/blob";

/** As many bytes of blobs as a node keeps at hand between commands: a month of the largest batches. */
const KEPT_BYTES = 64 * 1024 * 1024;
const MEMO = "metering/blobs";

/** A member executes before it holds the blob: it has to fetch it from its holders and execute again. */
export class BlobMissing extends Error {
  override name = "BlobMissing";

  constructor(readonly hash: string) {
    super(`blob ${hash} is not here`);
  }
}

/** The blob of that name. BlobMissing where the node lacks it, Error where it lent another: never a refusal. */
export function requireBlob(context: Pick<Context, "blob" | "memo">, hash: string): Uint8Array {
  const kept = keptBlobs(context.memo);
  const known = kept.get(hash);
  if (known !== undefined) return known;
  const blob = context.blob(hash);
  if (blob === undefined) throw new BlobMissing(hash);
  if (blobName(blob) !== hash) throw new Error(`blob ${hash} has other bytes`);
  let bytes = blob.length;
  for (const other of kept.values()) bytes += other.length;
  for (const [name, other] of kept) {
    if (bytes <= KEPT_BYTES) break;
    kept.delete(name);
    bytes -= other.length;
  }
  kept.set(hash, blob);
  return blob;
}

/** A month is closed meter by meter, and the meters of a batch share its blobs. */
function keptBlobs(memo: Map<string, unknown>): Map<string, Uint8Array> {
  const kept = memo.get(MEMO);
  if (kept instanceof Map) return kept;
  const none = new Map<string, Uint8Array>();
  memo.set(MEMO, none);
  return none;
}
