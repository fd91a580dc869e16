import "server-only";
import type { AnomalyDetailView, HistoryView } from "@/components/overview/anomalies/view";
import { tellingOf } from "@/components/overview/anomalies/words";
import type { ContractRow } from "@/lib/market/state";
import { ruleNumber } from "@/lib/oversight/finding";
import { type AnomalyEventRecord, anomalyById, standingOf } from "@/lib/store/queries/anomalies";
import type { AnomalyRecord } from "@/lib/store/queries/anomaly-rows";
import { openState } from "@/lib/store/rows/open-state";
import { contractTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { chartOf } from "./charts";
import type { Naming } from "./names";
import { ruleText } from "./rule-words";
import { tableOf } from "./tables";

/** Everything a person needs to judge an anomaly; undefined where there is none of that number. */
export async function detailOf(
  store: Store,
  id: number,
  naming: Naming,
): Promise<AnomalyDetailView | undefined> {
  const found = await anomalyById(store, id);
  if (found === undefined) return undefined;
  const { anomaly, events } = found;
  const { say, calendar } = naming;
  const object = naming.object(anomaly.rule, anomaly.object);
  const { question, about } = tellingOf(anomaly.evidence, calendar, object);
  const [chart, contracts] = await Promise.all([
    chartOf(store, anomaly, naming),
    contractNames(store, anomaly),
  ]);
  return {
    ...{ id, rule: anomaly.rule, severity: anomaly.severity, state: anomaly.state },
    standing: standingOf(anomaly),
    question: say(`question.${question[0]}`, question[1]),
    about: say(`about.${about[0]}`, about[1]),
    chart,
    table: tableOf(anomaly.evidence, naming, (code) => contracts.get(code) ?? code),
    ruleHead: say("ruleHead", { number: ruleNumber(anomaly.rule), rule: say(`rule.${anomaly.rule}`) }),
    ruleText: ruleText(anomaly.rule, say),
    history: historyOf(anomaly, events, naming),
    seen: events.at(-1)?.id ?? 0,
  };
}

async function contractNames(store: Store, { evidence }: AnomalyRecord): Promise<Map<string, string>> {
  if (evidence.kind !== "contract-capability") return new Map();
  const codes = evidence.contracts.map(({ code }) => code);
  const rows = await store.prisma.contract.findMany({ where: { code: { in: codes } } });
  return new Map(rows.map((row) => [row.code, openState<ContractRow>(store, contractTable, row).number]));
}

function historyOf(
  anomaly: AnomalyRecord,
  events: readonly AnomalyEventRecord[],
  naming: Naming,
): HistoryView[] {
  const { say, calendar } = naming;
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
  const told = events.map(({ id, at, kind, name, reason }) => ({
    id: `e${id}`,
    at: calendar.moment(seconds(at)),
    text: say(`history.${kind}`, { number: ruleNumber(anomaly.rule) }),
    ...((reason !== "" || name !== "") && { note: [name, reason].filter(Boolean).join("：") }),
  }));
  return [...before(anomaly, naming), ...told];
}

/** What happened before a rule looked: the refusal, and what was sent since. */
function before({ evidence }: AnomalyRecord, { say, calendar }: Naming): HistoryView[] {
  if (evidence.kind !== "refused-reading") return [];
  const { refused, refusedAt, job, line, accepted } = evidence;
  const receipt = say("history.receipt", { job: job.slice(0, 8), line });
  const first: HistoryView = {
    ...{
      id: "refused",
      at: calendar.moment(refusedAt),
      text: say("history.refused", { count: refused.length }),
    },
    ...{ note: receipt, refused: true },
  };
  if (accepted === undefined) return [first];
  const href = { label: say("link.entry", { entry: accepted.entry }), href: `/ledger/${accepted.entry}` };
  return [first, { id: "again", at: "", text: say("history.anchored"), href }];
}
