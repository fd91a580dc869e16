/** A person's word on an anomaly, added to its history. */
import { utf8 } from "@/lib/crypto/bytes";
import { type AnomalyState, reasonFor, type Step, stateAfter } from "@/lib/oversight/workflow";
import { eventSubject } from "@/lib/store/queries/anomaly-rows";
import type { Store } from "@/lib/store/store";
import { inTransaction } from "@/lib/store/transaction";

export interface Judgement {
  readonly anomaly: number;
  readonly step: Step;
  readonly reason: string;
  /** The last event the person saw: what it judged. */
  readonly seen: number;
  readonly account: string;
  readonly name: string;
}

export type JudgementAnswer =
  | { readonly ok: true; readonly state: AnomalyState }
  | { readonly ok: false; readonly code: "unknown" | "reason" | "step" | "changed" };

/** `changed`: something happened to it since the person looked; it has to look again. */
export async function judge(store: Store, judgement: Judgement, at: Date): Promise<JudgementAnswer> {
  const { anomaly, step, seen, account, name } = judgement;
  const reason = reasonFor(step, judgement.reason);
  if (reason === undefined) return { ok: false, code: "reason" };
  return inTransaction(store, async (client) => {
    const found = await client.query<{ state: AnomalyState }>(
      "SELECT state FROM anomaly WHERE id = $1 FOR UPDATE",
      [anomaly],
    );
    const state = found.rows[0]?.state;
    if (state === undefined) return { ok: false, code: "unknown" };
    const last = await client.query<{ id: number }>(
      "SELECT max(id)::int AS id FROM anomaly_event WHERE anomaly = $1",
      [anomaly],
    );
    if (last.rows[0]?.id !== seen) return { ok: false, code: "changed" };
    const next = stateAfter(state, step);
    if (next === undefined) return { ok: false, code: "step" };
    const note = store.seal(utf8(JSON.stringify({ reason, name })), eventSubject(anomaly));
    await client.query(
      "INSERT INTO anomaly_event (anomaly, at, kind, account, sealed) VALUES ($1, $2, $3, $4, $5)",
      [anomaly, at, step, account, note],
    );
    await client.query("UPDATE anomaly SET state = $2 WHERE id = $1", [anomaly, next]);
    return { ok: true, state: next };
  });
}
