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
