import { toHex } from "@/lib/crypto/bytes";
import type { Store } from "@/lib/store/store";

/** The hashes of the named certificates as they stand now, hex, by code. */
export async function certificateHashes(
  store: Store,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await store.pool.query<{ code: string; hash: Buffer }>(
    "SELECT code, hash FROM certificate WHERE code = ANY($1::text[])",
    [codes],
  );
  return new Map(rows.map(({ code, hash }) => [code, toHex(hash)]));
}
