/**
 * The one way into the market (architecture §1, "Writing"): authenticate → idempotency → outbox → ledger → receipt.
 * What `submit` has taken in is delivered whatever crashes afterwards: `drain` sends again what has no answer, and
 * the ledger answers a command it knows with its first receipt.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { toHex } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";
import {
  type Answer,
  answerOf,
  countAttempt,
  pendingEnvelopes,
  putAnswer,
  putPending,
} from "@/lib/gateway/outbox";
import { noteRefused, type Source } from "@/lib/gateway/submissions";
import { type Ledger, LedgerUnavailable } from "@/lib/ledger/ledger";
import { checkEnvelope } from "@/lib/market/authenticate";
import { type Envelope, txId } from "@/lib/market/command";
import type { Store } from "@/lib/store/store";
import { inTransaction } from "@/lib/store/transaction";

export type { Answer, GatewayRefusal } from "@/lib/gateway/outbox";

export interface SubmitOptions {
  /** Names the step of long work it belongs to; unique. */
  readonly step?: string;
  /** A submitter's own key: the same key with the same body has the same answer. */
  readonly idempotency?: { readonly scope: string; readonly key: string; readonly body: Uint8Array };
  /** Private data that must stand or fall with the submission. */
  readonly record?: (client: pg.ClientBase) => Promise<void>;
  /** Who submits, for the monitor; a machine where nothing is said. */
  readonly source?: Source;
}

export interface Gateway {
  /** Resolves with the final answer. Throws LedgerUnavailable when there was none; it is then still delivered. */
  submit(envelope: Envelope, options?: SubmitOptions): Promise<Answer>;
  /** Delivers what was taken in and has no answer; all of it, or the steps that begin with `steps`. */
  drain(steps?: string): Promise<number>;
}

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 100;

/**
 * The one way into the ledger: an envelope is checked, kept until it is answered, and noted for the
 * monitor.
 */
export function openGateway(store: Store, ledger: Ledger): Gateway {
  return {
    async submit(envelope, options = {}) {
      const begun = performance.now();
      const refusal = await checkEnvelope(envelope, (key) => ledger.state(key));
      if (refusal !== undefined) {
        await noteRefused(store, envelope, {
          refusal,
          ms: performance.now() - begun,
          source: options.source,
        });
        return { ok: false, refusal };
      }
      const taken = await takeIn(store, envelope, options);
      if (taken !== "new") return taken;
      return deliver(store, ledger, envelope);
    },
    async drain(steps) {
      const pending = await pendingEnvelopes(store, steps);
      for (const envelope of pending) await deliver(store, ledger, envelope);
      return pending.length;
    },
  };
}

/** Writes the outbox row, unless the submitter's key was used: then its answer, or the refusal `idempotency`. */
async function takeIn(store: Store, envelope: Envelope, options: SubmitOptions): Promise<"new" | Answer> {
  const id = txId(envelope.command);
  const first = await inTransaction(store, async (client) => {
    const known = await claimKey(client, id, options);
    if (known !== undefined) return known;
    await putPending(client, store, envelope, options.step, options.source);
    await options.record?.(client);
    return undefined;
  });
  if (first === undefined) return "new";
  if (first === "other-body") {
    const reason = "this key was used for another body";
    return { ok: false, refusal: { code: "idempotency", field: "key", reason } };
  }
  return awaitAnswer(store, first.txId);
}

async function claimKey(
  client: pg.ClientBase,
  id: string,
  { idempotency }: SubmitOptions,
): Promise<undefined | "other-body" | { txId: string }> {
  if (idempotency === undefined) return undefined;
  const { scope, key, body } = idempotency;
  const bodyHash = toHex(sha256(body));
  const claimed = await client.query(
    "INSERT INTO idempotency (scope, key, body_hash, tx_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    [scope, key, bodyHash, id],
  );
  if (claimed.rowCount === 1) return undefined;
  const found = await client.query<{ body_hash: string; tx_id: string }>(
    "SELECT body_hash, tx_id FROM idempotency WHERE scope = $1 AND key = $2",
    [scope, key],
  );
  const row = found.rows[0];
  return row?.body_hash === bodyHash ? { txId: row.tx_id } : "other-body";
}

/** The first submission with this key may still be on its way. */
async function awaitAnswer(store: Store, id: string): Promise<Answer> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await answerOf(store, id);
    if (answer !== undefined) return answer;
    await sleep(FIRST_WAIT_MS);
  }
  throw new LedgerUnavailable("owner", `submission ${id} has no answer yet`);
}

async function deliver(store: Store, ledger: Ledger, envelope: Envelope): Promise<Answer> {
  const id = txId(envelope.command);
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await ledger.submit(envelope);
      await putAnswer(store, id, answer);
      return answer;
    } catch (error) {
      await countAttempt(store, id);
      if (!(error instanceof LedgerUnavailable) || attempt === ATTEMPTS) throw error;
      await sleep(FIRST_WAIT_MS * 2 ** attempt);
    }
  }
}
