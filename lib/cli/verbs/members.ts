import type { Options } from "@/lib/cli/arguments";
import type { ExitCode } from "@/lib/cli/exit";
import { type Output, tabbed } from "@/lib/cli/output";
import { withLedger } from "@/lib/cli/session";

/** Exit 1 when a member does not agree with the others. */
export async function membersVerb(
  _: readonly string[],
  _options: Options,
  output: Output,
): Promise<ExitCode> {
  const members = await withLedger((ledger) => ledger.members());
  const answer = members.map(({ name, height, root, state, reason }) => {
    return { member: name, height, root, state, ...(reason === undefined ? {} : { reason }) };
  });
  output.answer(answer, () =>
    tabbed(answer.map(({ member, height, root, state }) => [member, height, root, state])),
  );
  return members.every(({ state }) => state === "agreeing") ? 0 : 1;
}
