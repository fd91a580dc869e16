import "server-only";
import type { AnomalyRowView, LinkView } from "@/components/overview/anomalies/view";
import { tellingOf } from "@/components/overview/anomalies/words";
import { standingOf } from "@/lib/store/queries/anomalies";
import type { AnomalyRecord } from "@/lib/store/queries/anomaly-rows";
import { formatDay } from "@/lib/units/day";
import { localTime } from "@/lib/units/interval";
import { metersOfAnomaly, type Naming } from "./names";

/** A kept finding as a line of the list. */
export function rowOf(record: AnomalyRecord, naming: Naming): AnomalyRowView {
  const { say, calendar } = naming;
  const object = naming.object(record.rule, record.object);
  const { sentence } = tellingOf(record.evidence, calendar, object);
  const standing = standingOf(record);
  return {
    id: record.id,
    standing,
    stateLabel: say(`state.${standing}`),
    ruleLabel: say(`rule.${record.rule}`),
    object,
    sentence: say(`sentence.${record.evidence.kind}`, sentence),
    seen: dayShort(record.firstSeen),
    links: linksOf(record, naming),
  };
}

function dayShort(at: Date): string {
  const { year, month, day } = localTime(Math.floor(at.getTime() / 1000));
  return formatDay(year * 10_000 + month * 100 + day).slice(5);
}

/** Where the records are that the finding rests on. */
function linksOf(record: AnomalyRecord, naming: Naming): LinkView[] {
  const { evidence } = record;
  const { say } = naming;
  const entry = (index: number) => ({ label: say("link.entry", { entry: index }), href: `/ledger/${index}` });
  const readings = (label: string, day: number) => ({
    label: say(label),
    href: `/overview/records?kind=readings&meter=${metersOfAnomaly(naming, record)[0] ?? ""}&day=${formatDay(day)}`,
  });
  switch (evidence.kind) {
    case "refused-reading":
      return [
        readings("link.curve", evidence.day),
        ...(evidence.accepted ? [entry(evidence.accepted.entry)] : []),
      ];
    case "capacity-sum":
    case "near-capacity":
    case "solar-night":
      return [readings("link.curve", evidence.day), ...evidence.entries.slice(0, 1).map(entry)];
    case "channel-loss":
      return [
        {
          label: say("link.lines"),
          href: `/overview/records?month=${evidence.month}&channel=${evidence.channel}`,
        },
      ];
    case "loss-registered":
      return [entry(evidence.entry)];
    case "contract-capability":
      return [
        {
          label: say("link.contracts"),
          href: `/overview/records?kind=contracts&month=${evidence.month}&plant=${evidence.plant}`,
        },
      ];
    case "month-jump":
      return [
        { label: say("link.lines"), href: `/overview/records?month=${evidence.month}&unit=${evidence.unit}` },
      ];
    case "day-jump":
      return [readings("link.curve", evidence.day), entry(evidence.entry)];
    case "member-diverged":
      return [{ label: say("link.members"), href: "/ledger" }];
    case "day-unanchored":
      return [
        {
          label: say("link.readings"),
          href: `/overview/records?kind=readings&meter=${evidence.meter}&month=${evidence.month}`,
        },
        ...(evidence.finishEntry === undefined ? [] : [entry(evidence.finishEntry)]),
      ];
  }
}
