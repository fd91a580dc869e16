import { judgeAnomaly } from "@/app/_actions/oversight";
import type { Naming } from "@/app/_server/oversight/names";
import { ruleText } from "@/app/_server/oversight/rule-words";
import { Words } from "@/app/_server/words";
import { AnomalyDetail } from "@/components/overview/anomalies/anomaly-detail";
import { AnomalyTable, type SortLinks } from "@/components/overview/anomalies/anomaly-table";
import { JudgeForm } from "@/components/overview/anomalies/judge-form";
import { RulesList } from "@/components/overview/anomalies/rules-list";
import type { AnomalyDetailView, AnomalyRowView } from "@/components/overview/anomalies/view";
import type { Say } from "@/components/overview/anomalies/words";
import { RULES, ruleNumber } from "@/lib/oversight/finding";

interface AnomalyRowsProps {
  rows: readonly AnomalyRowView[];
  detail: AnomalyDetailView | undefined;
  say: Say;
  sorts?: SortLinks;
}

/** The list with the open anomaly in its place. */
export function AnomalyRows({ rows, detail, say, sorts }: AnomalyRowsProps) {
  return (
    <AnomalyTable rows={rows} openId={detail?.id} words={tableWords(say)} {...(sorts && { sorts })}>
      {detail === undefined ? null : (
        <AnomalyDetail detail={detail} words={detailWords(say)}>
          <Words of={["anomalies"]}>
            <JudgeForm anomaly={detail.id} state={detail.state} seen={detail.seen} judge={judgeAnomaly} />
          </Words>
        </AnomalyDetail>
      )}
    </AnomalyTable>
  );
}

/** The seven rules as they are applied. */
export function Rules({ naming: { say } }: { naming: Naming }) {
  const rules = RULES.map((rule) => ({
    id: rule,
    head: say("ruleHead", { number: ruleNumber(rule), rule: say(`rule.${rule}`) }),
    text: ruleText(rule, say),
  }));
  return <RulesList title={say("rulesTitle")} rules={rules} />;
}

function tableWords(say: Say) {
  return {
    ...{ caption: say("caption"), state: say("column.state"), rule: say("column.rule") },
    ...{ object: say("column.object"), evidence: say("column.evidence"), seen: say("column.seen") },
    ...{ records: say("column.records"), open: say("link.open", { object: "" }), close: say("link.close") },
  };
}

function detailWords(say: Say) {
  const states = {
    open: say("state.open"),
    explained: say("state.explained"),
    referred: say("state.referred"),
  };
  return { history: say("history.title"), act: say("act.title"), states };
}
