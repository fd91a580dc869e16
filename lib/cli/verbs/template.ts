import { CannotTry, type ExitCode } from "@/lib/cli/exit";
import type { Output } from "@/lib/cli/output";
import { FORM_NAMES, isFormName, template as templateOf } from "@/lib/jobs/csv/forms";

export async function template(args: readonly string[], _: object, output: Output): Promise<ExitCode> {
  const [name = ""] = args;
  if (!isFormName(name))
    throw new CannotTry("name", `no such file: ${name}; one of ${FORM_NAMES.join(", ")}`);
  const text = templateOf(name);
  output.answer({ name, template: text }, () => text);
  return 0;
}
