import { monthOption, type Options } from "@/lib/cli/arguments";
import { CannotTry, type ExitCode } from "@/lib/cli/exit";
import { type Output, tabbed } from "@/lib/cli/output";
import { withDesk } from "@/lib/cli/session";
import { scan } from "@/lib/jobs/oversight/scan";
import { isRule, RULES } from "@/lib/oversight/finding";
import { project } from "@/lib/store/projection/project";
import { type AnomalyFilter, listAnomalies, standingOf } from "@/lib/store/queries/anomalies";
import { meters } from "@/lib/store/queries/anomalies-metering";
import type { AnomalyRecord } from "@/lib/store/queries/anomaly-rows";
import { readDirectory } from "@/lib/store/queries/directory";
import type { Store } from "@/lib/store/store";

/** Most anomalies told at once. */
const MOST = 100_000;

/**
 * Runs the seven rules over what is new and tells what does not add up: rule, object, exact evidence, and whether
 * somebody has explained or referred it. Exit 1 while one is open.
 */
export async function anomaliesVerb(
  _: readonly string[],
  options: Options,
  output: Output,
): Promise<ExitCode> {
  const filter = filterOf(options);
  const answer = await withDesk(output.note, async ({ store, ledger }) => {
    await project(store, ledger);
    const kept = await scan(store, ledger, Math.floor(Date.now() / 1000));
    if (kept === undefined) output.note("another process is scanning: told is what is known so far");
    const { rows } = await listAnomalies(store, filter, { limit: MOST });
    const idOf = await idsOf(store);
    return rows.map((row) => told(row, idOf));
  });
  if (answer.length === 0) output.note("nothing was found that does not add up");
  output.answer(answer, () =>
    tabbed(
      answer.map(({ number, state, rule, month, id, seen, evidence }) => [
        number,
        state,
        rule,
        month === "" ? "—" : month,
        id,
        seen,
        JSON.stringify(evidence),
      ]),
    ),
  );
  return answer.some(({ state }) => state === "open") ? 1 : 0;
}

function filterOf(options: Options): AnomalyFilter {
  const { rule } = options;
  if (rule !== undefined && (typeof rule !== "string" || !isRule(rule))) {
    throw new CannotTry("rule", `--rule takes one of ${RULES.join(", ")}`);
  }
  return {
    ...(rule === undefined ? {} : { rule }),
    ...(options.month === undefined ? {} : { month: monthOption(options) }),
  };
}

/** Imported ids by trace code; what has none, a member, is called by its name. */
async function idsOf(store: Store): Promise<(code: string) => string> {
  const [{ plants, units, channels }, known] = await Promise.all([readDirectory(store), meters(store)]);
  return (code) => (plants.get(code) ?? units.get(code) ?? channels.get(code) ?? known.get(code))?.id ?? code;
}

function told(row: AnomalyRecord, idOf: (code: string) => string) {
  const { id: number, rule, severity, month, object, provinces, firstSeen, evidence } = row;
  return {
    ...{ number, rule, severity, state: standingOf(row), month, object, id: idOf(object), provinces },
    ...{ seen: firstSeen.toISOString(), evidence },
  };
}
