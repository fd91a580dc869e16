import type { Options } from "@/lib/cli/arguments";
import type { ExitCode } from "@/lib/cli/exit";
import type { Output } from "@/lib/cli/output";
import { withDesk } from "@/lib/cli/session";
import { rebuild } from "@/lib/store/projection/project";

/** Never from the old rows: from the log and the members' stores. */
export async function rebuildVerb(
  _: readonly string[],
  _options: Options,
  output: Output,
): Promise<ExitCode> {
  const entries = await withDesk(output.note, ({ store, ledger }) => rebuild(store, ledger));
  output.answer({ entries }, () => `rebuilt from ${entries} entries`);
  return 0;
}
