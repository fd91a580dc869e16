import type { Options } from "@/lib/cli/arguments";
import type { ExitCode } from "@/lib/cli/exit";
import { type Output, tabbed } from "@/lib/cli/output";
import { withLedger } from "@/lib/cli/session";
import { fingerprintHex } from "@/lib/market/members/roster";

/** Exit 1 when a member does not agree with the others. */
export async function membersVerb(
  _: readonly string[],
  _options: Options,
  output: Output,
): Promise<ExitCode> {
  const { members, founding } = await withLedger(async (ledger) => {
    const [first] = await ledger.roster();
    return { members: await ledger.members(), founding: first };
  });
  const answer = members.map(({ name, height, root, state, reason }) => {
    return { member: name, height, root, state, ...(reason === undefined ? {} : { reason }) };
  });
  output.answer(answer, () =>
    tabbed(answer.map(({ member, height, root, state }) => [member, height, root, state])),
  );
  if (founding) output.note(`fingerprint of their roster, for verify --roster: ${fingerprintHex(founding)}`);
  return members.every(({ state }) => state === "agreeing") ? 0 : 1;
}
