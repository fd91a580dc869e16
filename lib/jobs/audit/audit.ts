/** The whole ledger computed again and the database compared with what comes out: what `lvji audit` and the console run. */
import type { Desk } from "@/lib/gateway/desk";
import type { AuditAnswer } from "@/lib/jobs/audit/finding";
import { replay } from "@/lib/jobs/audit/replay";
import { auditView } from "@/lib/jobs/audit/view";
import type { Progress } from "@/lib/jobs/progress";

/** `connectionString` is the database's own: the view made anew lives beside the one it is compared with. */
export async function audit(desk: Desk, connectionString: string, progress: Progress): Promise<AuditAnswer> {
  const { store, ledger, dataDir } = desk;
  const replayed = await replay(ledger, progress);
  progress({ stage: "comparing", done: 0, total: 0 });
  const view = await auditView({ store, ledger, dataDir, connectionString });
  const findings = [...replayed.findings, ...view.findings];
  return { ok: findings.length === 0, checked: replayed.checked + view.checked, findings };
}

/** As its row keeps it: so many findings, and how many there were. */
export interface AuditJobAnswer extends AuditAnswer {
  readonly count: number;
  /** A run of the rules refuses nothing here. */
  readonly refused: readonly [];
}

const KEPT_FINDINGS = 500;

/** The same on a worker: the database is the one its pool is connected to. Throws where that has no address. */
export async function auditJob(desk: Desk, progress: Progress): Promise<AuditJobAnswer> {
  const { connectionString } = desk.store.pool.options;
  if (connectionString === undefined) throw new Error("the database has no address");
  const { ok, checked, findings } = await audit(desk, connectionString, progress);
  return { ok, checked, findings: findings.slice(0, KEPT_FINDINGS), count: findings.length, refused: [] };
}
