/**
 * The monitor's record of what reaches the gateway. A command that is taken in has its row in the statement that
 * takes it in, and its answer in the one that answers it: nothing is lost, and bulk work pays no round trip for it.
 */
import { utf8 } from "@/lib/crypto/bytes";
import type { GatewayRefusal } from "@/lib/gateway/outbox";
import { type Envelope, txId } from "@/lib/market/command";
import type { Store } from "@/lib/store/store";

/** Who submits: a person (`who` its account), long work (its job), the command line, or a machine (its name). */
export interface Source {
  readonly kind: "person" | "job" | "cli" | "machine";
  readonly who?: string;
}

interface RefusalColumns {
  readonly code: string | null;
  readonly field: string | null;
  readonly sealed: Buffer | null;
}

export const NOT_REFUSED: RefusalColumns = { code: null, field: null, sealed: null };

/** A refusal as it is kept: its reason sealed, for it may name people and quantities. */
export function refusalColumns(
  store: Store,
  id: string,
  { code, field, reason }: GatewayRefusal,
): RefusalColumns {
  return { code, field: field ?? null, sealed: Buffer.from(store.seal(utf8(reason), `submission/${id}`)) };
}

/** A command that did not even authenticate: nothing else of it is kept. */
export async function noteRefused(
  store: Store,
  envelope: Envelope,
  {
    refusal,
    ms,
    source = { kind: "machine" },
  }: { refusal: GatewayRefusal; ms: number; source: Source | undefined },
): Promise<void> {
  const id = txId(envelope.command);
  const { code, field, sealed } = refusalColumns(store, id, refusal);
  await store.pool.query(
    `INSERT INTO submission (tx_id, type, source, who, state, code, field, sealed, latency_ms)
     VALUES ($1, $2, $3, $4, 'refused', $5, $6, $7, $8)`,
    [id, envelope.command.type, source.kind, source.who ?? null, code, field, sealed, Math.round(ms)],
  );
}
