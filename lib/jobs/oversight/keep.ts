/** Findings of a scan laid against those kept: new ones open, changed ones open again, absent ones are noted as gone. */
import type pg from "pg";
import { equalBytes, utf8 } from "@/lib/crypto/bytes";
import { groupedBy } from "@/lib/jobs/grouped";
import type { Scope } from "@/lib/jobs/oversight/result";
import { byKey, evidenceText, type Finding, findingKey } from "@/lib/oversight/finding";
import { anomalySubject, eventSubject } from "@/lib/store/queries/anomaly-rows";
import type { Store } from "@/lib/store/store";
import { inTransaction } from "@/lib/store/transaction";

export interface Kept {
  readonly found: number;
  readonly changed: number;
  readonly returned: number;
  readonly vanished: number;
}

type EventKind = "found" | "changed" | "reopened" | "returned" | "vanished";

interface KnownRow {
  readonly id: number;
  readonly key: string;
  readonly state: string;
  readonly vanished_at: Date | null;
  readonly evidence_index: Buffer;
}

/** `at` is the moment of the scan. All or nothing. */
export async function keepFindings(
  store: Store,
  scopes: readonly Scope[],
  findings: readonly Finding[],
  at: Date,
): Promise<Kept> {
  return inTransaction(store, async (client) => {
    const known = await knownIn(client, scopes);
    const keeper = new Keeper(store, client, at);
    const present = new Set<string>();
    for (const finding of [...findings].sort(byKey)) {
      const key = findingKey(finding);
      if (present.has(key)) continue;
      present.add(key);
      await keeper.keep(finding, known.get(key));
    }
    for (const row of known.values()) if (!present.has(row.key)) await keeper.gone(row);
    return keeper.counts;
  });
}

/** What is kept of the objects and months that were looked at. */
async function knownIn(client: pg.ClientBase, scopes: readonly Scope[]): Promise<Map<string, KnownRow>> {
  const known = new Map<string, KnownRow>();
  for (const [rule, some] of groupedBy(scopes, (scope) => scope.rule)) {
    const found = await client.query<KnownRow>(
      `SELECT a.id, a.key, a.state, a.vanished_at, a.evidence_index FROM anomaly a
       JOIN unnest($2::text[], $3::text[]) AS s(object, month) ON a.object = s.object AND a.month = s.month
       WHERE a.rule = $1 FOR UPDATE OF a`,
      [rule, some.map(({ object }) => object), some.map(({ month }) => month)],
    );
    for (const row of found.rows) known.set(row.key, row);
  }
  return known;
}

class Keeper {
  private found = 0;
  private changed = 0;
  private returned = 0;
  private vanished = 0;

  constructor(
    private readonly store: Store,
    private readonly client: pg.ClientBase,
    private readonly at: Date,
  ) {}

  get counts(): Kept {
    const { found, changed, returned, vanished } = this;
    return { found, changed, returned, vanished };
  }

  async keep(finding: Finding, known: KnownRow | undefined): Promise<void> {
    const text = evidenceText(finding.evidence);
    const index = this.store.vault.blind("anomaly.evidence", text);
    if (known === undefined) return this.add(finding, text, index);
    const isSame = equalBytes(new Uint8Array(known.evidence_index), index);
    const isBack = known.vanished_at !== null;
    if (isSame && !isBack) {
      await this.client.query("UPDATE anomaly SET last_seen = $2 WHERE id = $1", [known.id, this.at]);
      return;
    }
    await this.client.query(
      `UPDATE anomaly SET state = 'open', severity = $2, evidence_index = $3, sealed = $4, last_seen = $5,
       vanished_at = NULL WHERE id = $1`,
      [known.id, finding.severity, index, this.store.seal(utf8(text), anomalySubject(known.key)), this.at],
    );
    if (isBack) this.returned++;
    else this.changed++;
    await this.event(known.id, isBack ? "returned" : known.state === "open" ? "changed" : "reopened", text);
  }

  async gone(row: KnownRow): Promise<void> {
    if (row.vanished_at !== null) return;
    await this.client.query("UPDATE anomaly SET vanished_at = $2 WHERE id = $1", [row.id, this.at]);
    this.vanished++;
    await this.event(row.id, "vanished", "");
  }

  private async add(finding: Finding, text: string, index: Uint8Array): Promise<void> {
    const { rule, severity, month, provinces, object } = finding;
    const key = findingKey(finding);
    const sealed = this.store.seal(utf8(text), anomalySubject(key));
    const added = await this.client.query<{ id: number }>(
      `INSERT INTO anomaly (key, rule, severity, month, provinces, object, state, first_seen, last_seen,
       evidence_index, sealed) VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $7, $8, $9) RETURNING id`,
      [key, rule, severity, month, [...new Set(provinces)], object, this.at, index, sealed],
    );
    this.found++;
    await this.event(added.rows[0]?.id ?? 0, "found", text);
  }

  private async event(anomaly: number, kind: EventKind, evidence: string): Promise<void> {
    const note = utf8(JSON.stringify({ evidence }));
    await this.client.query("INSERT INTO anomaly_event (anomaly, at, kind, sealed) VALUES ($1, $2, $3, $4)", [
      anomaly,
      this.at,
      kind,
      this.store.seal(note, eventSubject(anomaly)),
    ]);
  }
}
