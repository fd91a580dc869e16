/** Keys in people's browsers: which account enrolled which, and whether it may sign for it now. */
import { fromUtf8, utf8 } from "@/lib/crypto/bytes";
import type { SigningParty } from "@/lib/gateway/author";
import type { Desk } from "@/lib/gateway/desk";
import { readRow } from "@/lib/gateway/view";
import type { Hex } from "@/lib/market/command";
import { isSealedRole } from "@/lib/market/signers";
import { keys, participants } from "@/lib/market/state";
import type { Store } from "@/lib/store/store";

/** A person at one of its browsers. */
export interface Person {
  readonly accountId: string;
  /** Code of the participant it acts for. */
  readonly participant: string;
  readonly keyId: string;
}

export interface DeviceKey {
  readonly keyId: string;
  readonly accountId: string;
  readonly participant: string;
  /** Browser and device, or what its person calls it. */
  readonly label: string;
  readonly createdAt: Date;
  readonly usedAt: Date | undefined;
}

/** A device key that may sign, and what its signatures are checked with. */
export interface DeviceParty extends SigningParty {
  readonly publicKey: Hex;
}

/**
 * The person's key as a signer; undefined unless this account enrolled it, it is in force in the market, and it is
 * the participant's.
 */
export async function deviceParty(desk: Desk, person: Person): Promise<DeviceParty | undefined> {
  const { store, ledger } = desk;
  const found = await store.pool.query(
    "SELECT 1 FROM device_key WHERE key_id = $1 AND account_id = $2 AND participant = $3",
    [person.keyId, person.accountId, person.participant],
  );
  if (found.rowCount !== 1) return undefined;
  const row = await readRow(ledger, keys, person.keyId);
  if (row === undefined || row.until !== undefined || row.participant !== person.participant)
    return undefined;
  const owner = await readRow(ledger, participants, row.participant);
  if (owner === undefined) return undefined;
  return { keyId: row.keyId, alg: row.alg, publicKey: row.publicKey, isSealed: isSealedRole(owner.role) };
}

interface StoredDeviceKey {
  readonly key_id: string;
  readonly account_id: string;
  readonly participant: string;
  readonly sealed: Buffer;
  readonly created_at: Date;
  readonly used_at: Date | null;
}

/** Every key enrolled by accounts of the participant, oldest first. */
export async function deviceKeysOf(store: Store, participant: string): Promise<DeviceKey[]> {
  const found = await store.pool.query<StoredDeviceKey>(
    "SELECT * FROM device_key WHERE participant = $1 ORDER BY created_at, key_id",
    [participant],
  );
  return found.rows.map((row) => ({
    keyId: row.key_id,
    accountId: row.account_id,
    participant: row.participant,
    label: openLabel(store, row.key_id, row.sealed),
    createdAt: row.created_at,
    usedAt: row.used_at ?? undefined,
  }));
}

/** A label as it is stored. */
export function sealLabel(store: Store, keyId: string, label: string): Buffer {
  return Buffer.from(store.seal(utf8(label), `device-key/${keyId}`));
}

function openLabel(store: Store, keyId: string, sealed: Uint8Array): string {
  return fromUtf8(store.open(sealed, `device-key/${keyId}`));
}

/** Only by the account that enrolled it; false where there is no such key. */
export async function renameDeviceKey(
  store: Store,
  { accountId, keyId }: Pick<Person, "accountId" | "keyId">,
  label: string,
): Promise<boolean> {
  const renamed = await store.pool.query(
    "UPDATE device_key SET sealed = $3 WHERE key_id = $1 AND account_id = $2",
    [keyId, accountId, sealLabel(store, keyId, label)],
  );
  return renamed.rowCount === 1;
}

/** Remembers that the key signed just now; nothing where it is no device's. */
export async function noteUse(store: Store, keyId: string): Promise<void> {
  await store.pool.query("UPDATE device_key SET used_at = now() WHERE key_id = $1", [keyId]);
}
