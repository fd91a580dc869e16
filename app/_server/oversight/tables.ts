import "server-only";
import type { Calendar } from "@/components/overview/anomalies/quantities";
import type { TableRow, TableView } from "@/components/overview/anomalies/view";
import type { Say } from "@/components/overview/anomalies/words";
import { grouped, percentOfPpm, shareOf } from "@/components/ui/format";
import type { Evidence, SlotReading } from "@/lib/oversight/finding";
import { formatDay } from "@/lib/units/day";
import { clockOf } from "@/lib/units/interval";
import type { Naming } from "./names";

const MOST_ROWS = 24;
const none = "—";

/** The exact figures of an evidence, as they can be added up by hand. */
export function tableOf(
  evidence: Evidence,
  { say, calendar, object }: Naming,
  contractName: (code: string) => string,
): TableView {
  switch (evidence.kind) {
    case "refused-reading":
      return refusedTable(evidence, say);
    case "capacity-sum":
    case "near-capacity":
      return capacityTable(evidence, say);
    case "solar-night":
      return nightTable(evidence, say);
    case "channel-loss":
    case "loss-registered":
      return lossTable(evidence, say);
    case "contract-capability":
      return contractTable(evidence, say, contractName);
    case "month-jump":
      return monthTable(evidence, say, calendar);
    case "day-jump": {
      const { day, wh, medianWh, entry } = evidence;
      const head = words(say, "day", "wh", "median");
      const cells = [formatDay(day), grouped(wh), grouped(medianWh)];
      return { head, rows: [{ id: String(day), cells, wrong: 1, href: `/ledger/${entry}` }] };
    }
    case "member-diverged": {
      const { member, height, root, others } = evidence;
      const row = (name: string, at: number, its: string, wrong?: number): TableRow => ({
        id: name,
        cells: [object("member-diverged", name), grouped(at), its.slice(0, 16)],
        ...(wrong !== undefined && { wrong }),
      });
      const rows = [
        row(member, height, root, 2),
        ...others.map((one) => row(one.name, one.height, one.root)),
      ];
      return { head: words(say, "member", "height", "root"), rows };
    }
    case "day-unanchored":
      return anchorTable(evidence, say, calendar);
  }
}

function words(say: Say, ...keys: readonly string[]): string[] {
  return keys.map((key) => say(`table.${key}`));
}

function slotText(slot: number): string {
  return `${clockOf(slot)}–${clockOf(slot + 1)}`;
}

function cut(rows: readonly TableRow[], say: Say): Pick<TableView, "rows" | "more"> {
  if (rows.length <= MOST_ROWS) return { rows };
  return { rows: rows.slice(0, MOST_ROWS), more: say("table.more", { count: rows.length - MOST_ROWS }) };
}

function refusedTable(evidence: Extract<Evidence, { kind: "refused-reading" }>, say: Say): TableView {
  const { refused, ceilingWh, accepted, firstWh } = evidence;
  const again = new Map((accepted?.readings ?? []).map(({ slot, wh }) => [slot, wh]));
  const rows = refused.map(({ slot, wh }) => ({
    id: String(slot),
    cells: [
      slotText(slot),
      grouped(wh),
      grouped(ceilingWh),
      `+${grouped(wh - ceilingWh)}`,
      again.has(slot) ? grouped(again.get(slot) ?? 0) : none,
    ],
    wrong: 3,
  }));
  const whole = [say("table.wholeDay"), grouped(firstWh), none, none, accepted ? grouped(accepted.wh) : none];
  return {
    head: words(say, "slot", "first", "limit", "over", "again"),
    spare: 2,
    ...cut(rows, say),
    rows: [...cut(rows, say).rows, { id: "day", cells: whole, sum: true }],
  };
}

function capacityTable(
  evidence: Extract<Evidence, { kind: "capacity-sum" | "near-capacity" }>,
  say: Say,
): TableView {
  const { readings, ceilingWh } = evidence;
  const rows = readings.map(({ slot, wh }) => ({
    id: String(slot),
    cells: [
      slotText(slot),
      grouped(wh),
      grouped(ceilingWh),
      wh > ceilingWh ? `+${grouped(wh - ceilingWh)}` : none,
    ],
    ...(wh > ceilingWh && { wrong: 3 }),
  }));
  return { head: words(say, "slot", "reading", "limit", "over"), ...cut(rows, say) };
}

function nightTable({ readings, wh }: Extract<Evidence, { kind: "solar-night" }>, say: Say): TableView {
  const rows = readings.map((one: SlotReading) => ({
    id: String(one.slot),
    cells: [slotText(one.slot), grouped(one.wh)],
    wrong: 1,
  }));
  const { rows: shown, more } = cut(rows, say);
  const sum = { id: "sum", cells: [say("table.sum"), grouped(wh)], sum: true };
  return { head: words(say, "slot", "reading"), rows: [...shown, sum], ...(more !== undefined && { more }) };
}

function lossTable(
  evidence: Extract<Evidence, { kind: "channel-loss" | "loss-registered" }>,
  say: Say,
): TableView {
  const row = (id: string, value: string, wrong?: number): TableRow => {
    return { id, cells: [say(`table.${id}`), value], ...(wrong !== undefined && { wrong }) };
  };
  const registered = row("registered", percentOfPpm(evidence.registeredPpm));
  const rows =
    evidence.kind === "channel-loss"
      ? [
          row("sent", `${grouped(evidence.sentWh)} Wh`),
          row("loss", `${grouped(evidence.lossWh)} Wh`),
          row("effective", percentOfPpm(evidence.effectivePpm), 1),
          registered,
        ]
      : [{ ...registered, wrong: 1 }];
  return { head: words(say, "item", "value"), rows };
}

function contractTable(
  evidence: Extract<Evidence, { kind: "contract-capability" }>,
  say: Say,
  contractName: (code: string) => string,
): TableView {
  const { contracts, contractKwh, capabilityKwh } = evidence;
  const rows = [...contracts]
    .sort((a, b) => b.kwh - a.kwh)
    .map(({ code, kwh, entry }) => ({
      id: code,
      cells: [contractName(code), grouped(kwh), shareOf(kwh, capabilityKwh)],
      href: `/ledger/${entry}`,
    }));
  const { rows: shown, more } = cut(rows, say);
  const sums = [
    {
      id: "sum",
      cells: [say("table.sum"), grouped(contractKwh), ratio(contractKwh, capabilityKwh)],
      sum: true,
    },
    { id: "limit", cells: [say("table.capability"), grouped(capabilityKwh), "100%"] },
    {
      id: "over",
      cells: [
        say("table.excess"),
        `+${grouped(contractKwh - capabilityKwh)}`,
        ratio(contractKwh - capabilityKwh, capabilityKwh),
      ],
      sum: true,
      wrong: 1,
    },
  ];
  return {
    head: words(say, "contract", "kwh", "of"),
    rows: [...shown, ...sums],
    ...(more !== undefined && { more }),
  };
}

/** A share that may pass the whole: `111.2%`. */
function ratio(part: number, whole: number): string {
  const tenths = Math.floor((part * 1000) / whole);
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

function monthTable(
  evidence: Extract<Evidence, { kind: "month-jump" }>,
  say: Say,
  calendar: Calendar,
): TableView {
  const { unit, before, month, wh, days, permille } = evidence;
  const figures = (label: string, one: { wh: number; days: number }) => [
    label,
    ...[grouped(one.wh), String(one.days), grouped(Math.floor(one.wh / one.days))],
  ];
  const ofMonth = (one: { month: string; wh: number; days: number }): TableRow => ({
    id: one.month,
    cells: figures(calendar.month(one.month), one),
    href: `/overview/records?kind=readings&unit=${unit}&month=${one.month}`,
  });
  const earlier = before.reduce((sum, one) => ({ wh: sum.wh + one.wh, days: sum.days + one.days }), {
    ...{ wh: 0, days: 0 },
  });
  // What it is so many times of, so that the factor can be worked out by hand.
  const factor = `${(permille / 1000).toFixed(3)} ×`;
  const rows: TableRow[] = [
    ...[...before].reverse().map(ofMonth),
    { id: "before", cells: figures(say("table.before", { count: before.length }), earlier), sum: true },
    { ...ofMonth({ month, wh, days }), wrong: 3 },
    { id: "factor", cells: [say("table.factor"), "", "", factor], sum: true },
  ];
  return { head: words(say, "month", "wh", "days", "mean"), rows };
}

function anchorTable(
  { missing, late }: Extract<Evidence, { kind: "day-unanchored" }>,
  say: Say,
  calendar: Calendar,
): TableView {
  const rows = [
    ...missing.map((day) => ({
      id: String(day),
      cells: [formatDay(day), say("chart.missing"), none, none],
      wrong: 1,
    })),
    ...late.map(({ day, entry, time }) => ({
      id: String(day),
      cells: [formatDay(day), say("chart.late"), calendar.moment(time), grouped(entry)],
      href: `/ledger/${entry}`,
    })),
  ].sort((a, b) => Number(a.id) - Number(b.id));
  return { head: words(say, "day", "state", "time", "entry"), ...cut(rows, say) };
}
