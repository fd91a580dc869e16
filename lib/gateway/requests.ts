/** Messages of long work that wait for the device of whoever confirmed the run. */
import { fromHex, utf8 } from "@/lib/crypto/bytes";
import { checkSignature } from "@/lib/crypto/signatures";
import type { Desk } from "@/lib/gateway/desk";
import { deviceParty, noteUse, type Person } from "@/lib/gateway/device-keys";
import type { Hex } from "@/lib/market/command";
import type { Store } from "@/lib/store/store";

/** Told to whoever waits, with the job's id. */
export const SIGNED_CHANNEL = "lvji_signed";

export interface SigningRequest {
  readonly id: string;
  /** Exactly what is signed. */
  readonly message: string;
}

/** At most so many are handed out at once: what fits one round trip comfortably. */
const MOST_AT_ONCE = 100;

/** What waits for this very device, oldest first; nothing to any other account or key. */
export async function openRequests(
  store: Store,
  job: string,
  { accountId, keyId }: Pick<Person, "accountId" | "keyId">,
): Promise<SigningRequest[]> {
  const found = await store.pool.query<SigningRequest>(
    `SELECT id, message FROM signing_request
     WHERE job = $1 AND account_id = $2 AND key_id = $3 AND signed_at IS NULL
     ORDER BY created_at, id LIMIT ${MOST_AT_ONCE}`,
    [job, accountId, keyId],
  );
  return found.rows;
}

/**
 * Takes the device's signatures in; how many were new. What is not this account's, does not verify, or was signed
 * before is passed over. Undefined where the device may not sign.
 */
export async function answerRequests(
  desk: Desk,
  job: string,
  person: Person,
  signatures: ReadonlyMap<string, Hex>,
): Promise<number | undefined> {
  const { store } = desk;
  const device = await deviceParty(desk, person);
  if (device === undefined) return undefined;
  const waiting = await openRequests(store, job, person);
  const [ids, valid]: [string[], Buffer[]] = [[], []];
  for (const { id, message } of waiting) {
    const signature = signatures.get(id);
    if (signature === undefined) continue;
    const bytes = fromHex(signature);
    const verdict = await checkSignature(device.alg, fromHex(device.publicKey), utf8(message), bytes);
    if (verdict !== "valid") continue;
    ids.push(id);
    valid.push(Buffer.from(bytes));
  }
  const answered = await store.pool.query(
    `UPDATE signing_request r SET signature = s.signature, signed_at = now()
     FROM unnest($1::text[], $2::bytea[]) AS s (id, signature) WHERE r.id = s.id AND r.signed_at IS NULL`,
    [ids, valid],
  );
  await store.pool.query("SELECT pg_notify($1, $2)", [SIGNED_CHANNEL, job]);
  await noteUse(store, person.keyId);
  return answered.rowCount ?? 0;
}
