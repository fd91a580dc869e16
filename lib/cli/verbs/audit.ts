import type { Options } from "@/lib/cli/arguments";
import type { ExitCode } from "@/lib/cli/exit";
import { type Output, tabbed } from "@/lib/cli/output";
import { withDesk } from "@/lib/cli/session";
import type { AuditAnswer } from "@/lib/jobs/audit/finding";
import { replay } from "@/lib/jobs/audit/replay";
import { auditView } from "@/lib/jobs/audit/view";

/** The log executed again, the members' state and the database's view compared with what comes out. */
export async function auditVerb(_: readonly string[], _options: Options, output: Output): Promise<ExitCode> {
  const answer = await withDesk(output.note, async (desk, connectionString): Promise<AuditAnswer> => {
    const { store, ledger, dataDir } = desk;
    const replayed = await replay(ledger, output.progress);
    const view = await auditView({ store, ledger, dataDir, connectionString });
    const findings = [...replayed.findings, ...view.findings];
    return { ok: findings.length === 0, checked: replayed.checked + view.checked, findings };
  });
  output.answer(answer, () =>
    tabbed([
      ...answer.findings.map(({ record, field, expected, found }) => [record, field, expected, found]),
      [`${answer.checked} records checked, ${answer.findings.length} findings`],
    ]),
  );
  return answer.ok ? 0 : 1;
}
