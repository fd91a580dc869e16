/** Commands that wait for a person's signatures, sealed, with whose they are and until when. */
import { randomUUID } from "node:crypto";
import { fromUtf8, utf8 } from "@/lib/crypto/bytes";
import type { Composed } from "@/lib/gateway/author";
import type { Person } from "@/lib/gateway/device-keys";
import type { KeyJson } from "@/lib/gateway/keyring";
import type { Answer } from "@/lib/gateway/outbox";
import type { Envelope, Hex } from "@/lib/market/command";
import type { Store } from "@/lib/store/store";

/** A composed command with the signatures it has; the device's is empty. */
export interface Unfinished {
  readonly composed: Composed;
  readonly signatures: readonly Hex[];
  /** Keys the command registers and the gateway is to keep. */
  readonly keeps?: readonly KeyJson[];
}

/** What lies sealed in a row, by its state. */
export type PreparedState =
  | { readonly state: "open"; readonly unfinished: readonly Unfinished[] }
  | {
      readonly state: "signed";
      readonly envelopes: readonly Envelope[];
      readonly keeps?: readonly (readonly KeyJson[])[];
    }
  | { readonly state: "done"; readonly answers: readonly Answer[] };

export interface Prepared {
  readonly keyId: string;
  readonly hasExpired: boolean;
  readonly content: PreparedState;
}

/** How long somebody may look at what is to be signed; well below the time a command is valid. */
const OPEN_MINUTES = 15;
/** Answers are kept so long, for whoever lost the connection while they were given. */
const KEPT_HOURS = 24;

/**
 * Keeps sealed what a person is to sign, and forgets what is too old. `expiresAt`: no signature is taken
 * after it.
 */
export async function putPrepared(
  store: Store,
  { accountId, keyId }: Person,
  unfinished: readonly Unfinished[],
): Promise<{ id: string; expiresAt: Date }> {
  const id = randomUUID();
  const sealed = sealState(store, id, { state: "open", unfinished });
  await store.pool.query(
    `DELETE FROM prepared_signing WHERE expires_at < now() - interval '${KEPT_HOURS} hours'`,
  );
  const made = await store.pool.query<{ expires_at: Date }>(
    `INSERT INTO prepared_signing (id, account_id, key_id, state, sealed, expires_at)
     VALUES ($1, $2, $3, 'open', $4, now() + interval '${OPEN_MINUTES} minutes') RETURNING expires_at`,
    [id, accountId, keyId, sealed],
  );
  return { id, expiresAt: made.rows[0]?.expires_at ?? new Date() };
}

/** Only to the account it was made up for. */
export async function readPrepared(
  store: Store,
  accountId: string,
  id: string,
): Promise<Prepared | undefined> {
  const found = await store.pool.query<{ key_id: string; sealed: Buffer; expired: boolean }>(
    `SELECT key_id, sealed, expires_at < now() AS expired FROM prepared_signing
     WHERE id = $1 AND account_id = $2`,
    [id, accountId],
  );
  const row = found.rows[0];
  if (row === undefined) return undefined;
  return { keyId: row.key_id, hasExpired: row.expired, content: openState(store, id, row.sealed) };
}

/** From one state to the next; false where somebody else was faster. */
export async function movePrepared(
  store: Store,
  id: string,
  from: PreparedState["state"],
  to: PreparedState,
): Promise<boolean> {
  const moved = await store.pool.query(
    "UPDATE prepared_signing SET state = $3, sealed = $4 WHERE id = $1 AND state = $2",
    [id, from, to.state, sealState(store, id, to)],
  );
  return moved.rowCount === 1;
}

function sealState(store: Store, id: string, state: PreparedState): Buffer {
  return Buffer.from(store.seal(utf8(JSON.stringify(state)), `prepared/${id}`));
}

/** Written by `sealState` and sealed since: nobody else's bytes open. */
function openState(store: Store, id: string, sealed: Uint8Array): PreparedState {
  return JSON.parse(fromUtf8(store.open(sealed, `prepared/${id}`))) as PreparedState;
}
