import { resolve } from "node:path";
import type { Options } from "@/lib/cli/arguments";
import { CannotTry, type ExitCode } from "@/lib/cli/exit";
import type { Output } from "@/lib/cli/output";
import { withDesk } from "@/lib/cli/session";
import { FORM_NAMES, isFormName } from "@/lib/jobs/csv/forms";
import type { ImportAnswer } from "@/lib/jobs/import/answer";
import { runJob } from "@/lib/jobs/run";

/** Exit 0 nothing refused, 1 some refused and the rest stands, 2 the file as a whole could not be read. */
export async function importVerb(
  args: readonly string[],
  options: Options,
  output: Output,
): Promise<ExitCode> {
  const [name = "", file = ""] = args;
  if (!isFormName(name))
    throw new CannotTry("name", `no such file: ${name}; one of ${FORM_NAMES.join(", ")}`);
  if (name === "gec") throw new CannotTry("gec", "GEC ranges are not yet part of this market's rules");
  const ownerKeys = options.ownerKeys === true ? (options.sm2 === true ? "mixed" : "p256") : "none";
  const payload = { name, path: resolve(file), zero: options.zero === true, ownerKeys } as const;
  const answer = await withDesk(output.note, (desk) => runJob(desk, "import", payload, output.progress));
  output.answer(answer, () => summary(answer));
  return answer.refused.length === 0 ? 0 : 1;
}

/** Lines told of one reason: a file with a wrong meter has thousands of them. */
const TOLD_EACH = 10;

/** What a person reads; `--json` has every line. */
export function summary({ accepted, refused, zeroed, totalWh }: ImportAnswer): string {
  const seen = new Map<string, number>();
  const lines: string[] = [];
  for (const { line, field, code, reason } of refused) {
    const kind = `${field}\t${code}`;
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    if (count <= TOLD_EACH) lines.push(`line ${line}\t${kind}\t${reason}\n`);
  }
  for (const [kind, count] of seen) {
    if (count > TOLD_EACH)
      lines.push(`and ${count - TOLD_EACH} more lines\t${kind}\t(--json tells them all)\n`);
  }
  return `${lines.join("")}accepted ${accepted}, refused ${refused.length}, zeroed ${zeroed}, ${totalWh} Wh\n`;
}
