/** A key that is in somebody's browser: its signatures are asked for in `signing_request` and waited for. */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { fromUtf8 } from "@/lib/crypto/bytes";
import type { SigningKey, SigningParty } from "@/lib/gateway/author";
import { SIGNED_CHANNEL } from "@/lib/gateway/requests";
import type { Store } from "@/lib/store/store";

/** Nobody signed for a while: the work rests until somebody comes back. */
export class SignatureAwaited extends Error {
  override name = "SignatureAwaited";
}

export interface Mailbox {
  readonly key: SigningKey;
  /** Whoever still waits is told SignatureAwaited. */
  close(): Promise<void>;
}

export interface MailboxOptions {
  readonly job: string;
  readonly accountId: string;
  readonly party: SigningParty;
  /** How long nobody may sign before the work rests. */
  readonly patienceMs?: number | undefined;
  /** Whether this device is still the one to ask; no longer, and the work rests at once. */
  readonly isWanted?: () => Promise<boolean>;
  /** The process wants to end: the work rests at once. */
  readonly signal?: AbortSignal | undefined;
}

interface Waiting {
  readonly resolve: (signature: Uint8Array) => void;
  readonly reject: (reason: Error) => void;
}

const POLL_MS = 1_000;
const PATIENCE_MS = 60_000;

/** What an earlier run left unsigned is withdrawn: its commands were never made. */
export async function openMailbox(store: Store, options: MailboxOptions): Promise<Mailbox> {
  const { job, accountId, party, patienceMs = PATIENCE_MS, isWanted, signal } = options;
  const withdraw = () =>
    store.pool.query("DELETE FROM signing_request WHERE job = $1 AND key_id = $2", [job, party.keyId]);
  await withdraw();
  const waiting = new Map<string, Waiting>();
  let lastSigned = performance.now();
  let collecting: Promise<void> = Promise.resolve();
  const look = (): Promise<void> => {
    // A database that is away for a moment is asked again at the next beat.
    collecting = collecting.then(lookOnce).catch(() => undefined);
    return collecting;
  };
  const lookOnce = async () => {
    if ((await collect(store, job, waiting)) > 0 || waiting.size === 0) lastSigned = performance.now();
    const isLate = performance.now() - lastSigned > patienceMs;
    if (isLate || signal?.aborted || (waiting.size > 0 && (await isWanted?.()) === false)) refuseAll(waiting);
  };
  const stopListening = await listen(store, (payload) => payload === job && void look());
  const beat = setInterval(() => void look(), Math.min(POLL_MS, patienceMs));
  const { keyId } = party;
  return {
    key: {
      ...party,
      async sign(message) {
        const id = randomUUID();
        if (waiting.size === 0) lastSigned = performance.now();
        const signed = new Promise<Uint8Array>((resolve, reject) => waiting.set(id, { resolve, reject }));
        // Told to the caller below; a refusal while the row is being written must not go unheard meanwhile.
        signed.catch(() => undefined);
        await store.pool.query(
          "INSERT INTO signing_request (id, job, account_id, key_id, message) VALUES ($1, $2, $3, $4, $5)",
          [id, job, accountId, keyId, fromUtf8(message)],
        );
        return signed;
      },
    },
    async close() {
      clearInterval(beat);
      await stopListening();
      await collecting;
      refuseAll(waiting);
      await withdraw();
    },
  };
}

function refuseAll(waiting: Map<string, Waiting>): void {
  for (const { reject } of waiting.values()) reject(new SignatureAwaited("nobody signs"));
  waiting.clear();
}

async function collect(store: Store, job: string, waiting: Map<string, Waiting>): Promise<number> {
  if (waiting.size === 0) return 0;
  const found = await store.pool.query<{ id: string; signature: Buffer }>(
    "SELECT id, signature FROM signing_request WHERE job = $1 AND signed_at IS NOT NULL AND id = ANY($2)",
    [job, [...waiting.keys()]],
  );
  for (const { id, signature } of found.rows) {
    waiting.get(id)?.resolve(new Uint8Array(signature));
    waiting.delete(id);
  }
  return found.rows.length;
}

interface Ears {
  readonly client: Promise<pg.PoolClient>;
  readonly heard: Set<(payload: string) => void>;
}

/** One connection listens for all that wait in this process. */
const ears = new WeakMap<pg.Pool, Ears>();

async function listen(store: Store, heard: (payload: string) => void): Promise<() => Promise<void>> {
  const { pool } = store;
  const shared = ears.get(pool) ?? { client: open(pool), heard: new Set() };
  ears.set(pool, shared);
  shared.heard.add(heard);
  await shared.client;
  return async () => {
    shared.heard.delete(heard);
    if (shared.heard.size > 0) return;
    ears.delete(pool);
    // Thrown away rather than given back: whoever gets it next does not want to listen.
    (await shared.client).release(true);
  };
}

async function open(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect();
  client.on("notification", ({ channel, payload = "" }) => {
    if (channel === SIGNED_CHANNEL) for (const hear of ears.get(pool)?.heard ?? []) hear(payload);
  });
  await client.query(`LISTEN ${SIGNED_CHANNEL}`);
  return client;
}
