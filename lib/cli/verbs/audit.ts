import type { Options } from "@/lib/cli/arguments";
import type { ExitCode } from "@/lib/cli/exit";
import { type Output, tabbed } from "@/lib/cli/output";
import { withDesk } from "@/lib/cli/session";
import { audit } from "@/lib/jobs/audit/audit";

/** The log executed again, the members' state and the database's view compared with what comes out. */
export async function auditVerb(_: readonly string[], _options: Options, output: Output): Promise<ExitCode> {
  const answer = await withDesk(output.note, (desk, connectionString) =>
    audit(desk, connectionString, output.progress),
  );
  output.answer(answer, () =>
    tabbed([
      ...answer.findings.map(({ record, field, expected, found }) => [record, field, expected, found]),
      [`${answer.checked} records checked, ${answer.findings.length} findings`],
    ]),
  );
  return answer.ok ? 0 : 1;
}
