/** Submissions on their way: written before they are sent, kept until their answer is final. */
import type pg from "pg";
import { NOT_REFUSED, refusalColumns, type Source } from "@/lib/gateway/submissions";
import type { Receipt } from "@/lib/ledger/ledger";
import { type Envelope, envelopeBytes, parseEnvelope, txId } from "@/lib/market/command";
import type { Store } from "@/lib/store/store";

/** `code` is one of the rules' refusals, or `idempotency`. */
export interface GatewayRefusal {
  readonly code: string;
  readonly field?: string;
  readonly record?: number;
  readonly reason: string;
}

export type Answer =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly refusal: GatewayRefusal };

/** Inside the caller's transaction, so that private data and the promise to deliver it stand or fall together. */
export async function putPending(
  client: pg.ClientBase,
  store: Store,
  envelope: Envelope,
  step: string | undefined,
  { kind, who }: Source = { kind: "machine" },
): Promise<void> {
  const id = txId(envelope.command);
  const sealed = store.seal(envelopeBytes(envelope), `outbox/${id}`);
  await client.query(
    `WITH taken AS (
       INSERT INTO outbox (tx_id, envelope, state, step) VALUES ($1, $2, 'pending', $3)
       ON CONFLICT (tx_id) DO NOTHING RETURNING tx_id)
     INSERT INTO submission (at, tx_id, type, source, who, state)
     SELECT clock_timestamp(), tx_id, $4, $5, $6, 'pending' FROM taken`,
    [id, Buffer.from(sealed), step ?? null, envelope.command.type, kind, who ?? null],
  );
}

/** The final answer; the envelope is let go. */
export async function putAnswer(store: Store, id: string, answer: Answer): Promise<void> {
  const final = answer.ok ? answer.receipt : answer.refusal;
  const { code, field, sealed } = answer.ok ? NOT_REFUSED : refusalColumns(store, id, answer.refusal);
  const index = answer.ok ? answer.receipt.index : null;
  await store.pool.query(
    `WITH noted AS (
       UPDATE submission SET state = $4, code = $5, field = $6, sealed = $7, index = $8,
         latency_ms = extract(epoch FROM clock_timestamp() - at) * 1000
       WHERE tx_id = $1 AND state = 'pending')
     UPDATE outbox SET state = $2, answer = $3, envelope = NULL, done_at = now(), attempts = attempts + 1
     WHERE tx_id = $1`,
    [
      ...[id, answer.ok ? "final" : "refused", JSON.stringify(final)],
      ...[answer.ok ? "accepted" : "refused", code, field, sealed, index],
    ],
  );
}

/** One more delivery was begun for this transaction. */
export async function countAttempt(store: Store, id: string): Promise<void> {
  await store.pool.query("UPDATE outbox SET attempts = attempts + 1 WHERE tx_id = $1", [id]);
}

interface OutboxRow {
  readonly state: string;
  readonly answer: Receipt & GatewayRefusal;
}

/** The answer a submission has, `undefined` while there is none. */
export async function answerOf(store: Store, id: string): Promise<Answer | undefined> {
  const found = await store.pool.query<OutboxRow>("SELECT state, answer FROM outbox WHERE tx_id = $1", [id]);
  const row = found.rows[0];
  if (row === undefined || row.state === "pending") return undefined;
  return row.state === "final" ? { ok: true, receipt: row.answer } : { ok: false, refusal: row.answer };
}

/** Envelopes without an answer, oldest first; all of them, or those of the steps that begin with `steps`. */
export async function pendingEnvelopes(store: Store, steps?: string): Promise<Envelope[]> {
  const found = await store.pool.query<{ tx_id: string; envelope: Buffer }>(
    `SELECT tx_id, envelope FROM outbox
     WHERE state = 'pending' AND ($1::text IS NULL OR starts_with(step, $1)) ORDER BY created_at, tx_id`,
    [steps ?? null],
  );
  return found.rows.map(({ tx_id, envelope }) => {
    const parsed = parseEnvelope(store.open(envelope, `outbox/${tx_id}`));
    if (!parsed.ok) throw new Error(`outbox ${tx_id}: ${parsed.refusal.code}`);
    return parsed.value;
  });
}

/** Indices of the entries that steps beginning with `steps` became. */
export async function entriesOfSteps(store: Store, steps: string): Promise<ReadonlySet<number>> {
  const found = await store.pool.query<{ index: number }>(
    "SELECT (answer->>'index')::int AS index FROM outbox WHERE state = 'final' AND starts_with(step, $1)",
    [steps],
  );
  return new Set(found.rows.map(({ index }) => index));
}
