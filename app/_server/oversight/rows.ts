import "server-only";
import type { AnomalyRowView, LinkView } from "@/components/overview/anomalies/view";
import { tellingOf } from "@/components/overview/anomalies/words";
import { standingOf } from "@/lib/store/queries/anomalies";
import type { AnomalyRecord } from "@/lib/store/queries/anomaly-rows";
import { dayAt, formatDay } from "@/lib/units/day";
import type { Naming } from "./names";

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
  return formatDay(dayAt(Math.floor(at.getTime() / 1000))).slice(5);
}

/** Where the records are that the finding rests on. */
function linksOf(record: AnomalyRecord, naming: Naming): LinkView[] {
  const { evidence } = record;
  const { say } = naming;
  const entry = (index: number) => ({ label: say("link.entry", { entry: index }), href: `/ledger/${index}` });
  // All meters of what it is about: a plant has more than one.
  const readings = (label: string, of: "meter" | "plant" | "unit", code: string, span: string) => ({
    label: say(label),
    href: `/overview/records?kind=readings&${of}=${code}&${span}`,
  });
  const dayOf = (day: number) => `day=${formatDay(day)}`;
  switch (evidence.kind) {
    case "refused-reading":
      return [
        readings("link.curve", "meter", evidence.meter, dayOf(evidence.day)),
        ...(evidence.accepted ? [entry(evidence.accepted.entry)] : []),
      ];
    case "capacity-sum":
    case "near-capacity":
    case "solar-night":
      return [
        readings("link.curve", "plant", evidence.plant, dayOf(evidence.day)),
        ...[...new Set(evidence.entries)].map(entry),
      ];
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
        readings("link.readings", "unit", evidence.unit, `month=${evidence.month}`),
        { label: say("link.lines"), href: `/overview/records?month=${evidence.month}&unit=${evidence.unit}` },
      ];
    case "day-jump":
      return [readings("link.curve", "unit", evidence.unit, dayOf(evidence.day)), entry(evidence.entry)];
    case "member-diverged":
      return [{ label: say("link.members"), href: "/ledger" }];
    case "day-unanchored":
      return [
        readings("link.readings", "meter", evidence.meter, `month=${evidence.month}`),
        ...(evidence.finishEntry === undefined ? [] : [entry(evidence.finishEntry)]),
      ];
  }
}
