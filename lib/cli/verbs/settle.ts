import { monthOption, type Options } from "@/lib/cli/arguments";
import type { ExitCode } from "@/lib/cli/exit";
import { type Output, tabbed } from "@/lib/cli/output";
import { withDesk } from "@/lib/cli/session";
import { runJob } from "@/lib/jobs/run";

export async function settleVerb(_: readonly string[], options: Options, output: Output): Promise<ExitCode> {
  const payload = { month: monthOption(options), preview: options.preview === true };
  const answer = await withDesk(output.note, (desk) => runJob(desk, "settle", payload, output.progress));
  if (answer.lines.length + answer.refused.length === 0)
    output.note(`${payload.month} has no contracts: nothing to settle`);
  output.answer(answer, () =>
    tabbed([
      ...answer.lines.map(({ contract, plant, unit, contractKwh, settledKwh, limitedBy }) => {
        return [contract, plant, unit, `${settledKwh} of ${contractKwh} kWh`, limitedBy];
      }),
      ...answer.refused.map(({ contract, code, reason }) => [contract, code, reason]),
    ]),
  );
  return answer.refused.length === 0 ? 0 : 1;
}

export async function issueVerb(_: readonly string[], options: Options, output: Output): Promise<ExitCode> {
  const payload = { month: monthOption(options) };
  const answer = await withDesk(output.note, (desk) => runJob(desk, "issue", payload, output.progress));
  if (answer.certificates.length + answer.refused.length === 0)
    output.note(`nothing was settled for ${payload.month}: nothing to issue`);
  output.answer(answer, () =>
    tabbed([
      ...answer.certificates.map(({ code, unit, kwh }) => [code, unit, `${kwh} kWh`]),
      ...answer.refused.map(({ unit, code, reason }) => [unit, code, reason]),
    ]),
  );
  return answer.refused.length === 0 ? 0 : 1;
}
