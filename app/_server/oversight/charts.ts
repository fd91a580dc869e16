import "server-only";
import { mwhText, mwText } from "@/components/overview/anomalies/quantities";
import type { ChartView, DayCurveView, DaysView, StripView } from "@/components/overview/anomalies/view";
import { grouped, percentOfPpm } from "@/components/ui/format";
import { ceilingWh } from "@/lib/market/metering/rules";
import type { Evidence, SlotReading } from "@/lib/oversight/finding";
import { CHANNEL_LOSS } from "@/lib/oversight/thresholds";
import type { AnomalyRecord } from "@/lib/store/queries/anomaly-rows";
import type { Store } from "@/lib/store/store";
import { addDays, type DayNumber, dayParts, daysOfMonth, formatDay, monthOfDay } from "@/lib/units/day";
import { darkSlots, dayCurves, dayTotals } from "./curves";
import type { Naming } from "./names";

/** What an anomaly looks like; a member's has no picture. */
export async function chartOf(
  store: Store,
  record: AnomalyRecord,
  naming: Naming,
): Promise<ChartView | undefined> {
  const { evidence } = record;
  const { say } = naming;
  switch (evidence.kind) {
    case "refused-reading":
      return dayChart(store, record, naming, { ...evidence, readings: evidence.refused });
    case "capacity-sum":
    case "near-capacity":
    case "solar-night":
      return dayChart(store, record, naming, evidence);
    case "month-jump":
    case "day-jump":
      return daysChart(store, record, naming, evidence);
    case "contract-capability":
      return {
        kind: "bars",
        // In the order of the table under it.
        bars: [...evidence.contracts]
          .sort((a, b) => b.kwh - a.kwh)
          .map(({ code, kwh }) => ({
            label: `…${code.slice(-6)}`,
            value: kwh,
            text: `${grouped(kwh)} kWh`,
          })),
        limit: evidence.capabilityKwh,
        limitLabel: say("chart.capability", { kwh: grouped(evidence.capabilityKwh) }),
      };
    case "channel-loss":
    case "loss-registered":
      return rulerOf(evidence, naming);
    case "day-unanchored":
      return stripOf(evidence, naming);
    case "member-diverged":
      return undefined;
  }
}

type DayEvidence = Extract<Evidence, { plant: string; day: DayNumber }> & {
  readonly readings: readonly SlotReading[];
};

async function dayChart(
  store: Store,
  record: AnomalyRecord,
  naming: Naming,
  evidence: DayEvidence,
): Promise<DayCurveView> {
  const { say, calendar, directory } = naming;
  const { anchored, first } = await dayCurves(store, record, naming, evidence.day);
  const isResent = evidence.kind === "refused-reading";
  const ceiling = ceilingWh(directory.plants.get(evidence.plant)?.capacityKw ?? 0);
  return {
    kind: "day",
    anchored: anchored ? [...anchored] : null,
    first: isResent && first ? [...first].map((wh) => (Number.isNaN(wh) ? 0 : wh)) : null,
    ceilingWh: ceiling,
    flagged: evidence.readings.map(({ slot }) => slot),
    dark: darkSlots(evidence, naming),
    label: say("chart.label", {
      object: naming.object(record.rule, record.object),
      date: calendar.day(evidence.day),
    }),
    limitLabel: say("chart.limit", { ceiling: mwhText(ceiling), mw: mwText(ceiling / 250) }),
    anchoredLabel: say(isResent ? "chart.again" : "chart.anchored"),
    firstLabel: say("chart.first"),
  };
}

/** Days shown before a day that jumped. */
const DAYS_BEFORE = 56;

async function daysChart(
  store: Store,
  record: AnomalyRecord,
  naming: Naming,
  evidence: Extract<Evidence, { kind: "month-jump" | "day-jump" }>,
): Promise<DaysView> {
  const { say, calendar } = naming;
  const isMonth = evidence.kind === "month-jump";
  const days = isMonth
    ? [...evidence.before.map(({ month }) => month).reverse(), evidence.month].flatMap(daysOfMonth)
    : Array.from({ length: DAYS_BEFORE + 1 }, (_, at) => addDays(evidence.day, at - DAYS_BEFORE));
  const totals = await dayTotals(store, record, naming, days);
  const isNow = (day: DayNumber) => (isMonth ? monthOfDay(day) === evidence.month : day === evidence.day);
  const firstNow = days.findIndex(isNow);
  return {
    kind: "days",
    days: days.map((day) => ({ day: formatDay(day), wh: totals.get(day) ?? null, isNow: isNow(day) })),
    levels: isMonth
      ? [
          { from: 0, to: firstNow, ...beforeLevel(evidence, say) },
          {
            ...{ from: firstNow, to: days.length, wh: evidence.wh / evidence.days },
            label: say("chart.now", {
              month: calendar.month(evidence.month),
              mean: mwhText(evidence.wh / evidence.days),
            }),
          },
        ]
      : [
          {
            from: 0,
            to: days.length,
            wh: evidence.medianWh,
            label: say("chart.median", { mean: mwhText(evidence.medianWh) }),
          },
        ],
    label: say("chart.labelDays", { object: naming.object(record.rule, record.object) }),
  };
}

function beforeLevel({ before }: Extract<Evidence, { kind: "month-jump" }>, say: Naming["say"]) {
  const [wh, days] = before.reduce(([sum, count], one) => [sum + one.wh, count + one.days], [0, 0]);
  const mean = days === 0 ? 0 : wh / days;
  return { wh: mean, label: say("chart.before", { count: before.length, mean: mwhText(mean) }) };
}

function rulerOf(
  evidence: Extract<Evidence, { kind: "channel-loss" | "loss-registered" }>,
  { say }: Naming,
): ChartView {
  const { registeredPpm } = evidence;
  const isLines = evidence.kind === "channel-loss";
  const effective = isLines ? evidence.effectivePpm : registeredPpm;
  return {
    kind: "ruler",
    low: isLines ? registeredPpm - evidence.bandPpm : 0,
    high: isLines ? registeredPpm + evidence.bandPpm : CHANNEL_LOSS.highestPpm,
    ...{ registered: registeredPpm, effective },
    registeredLabel: say("chart.registered", { value: percentOfPpm(registeredPpm) }),
    effectiveLabel: isLines ? say("chart.effective", { value: percentOfPpm(effective) }) : "",
  };
}

function stripOf(
  evidence: Extract<Evidence, { kind: "day-unanchored" }>,
  { say, calendar }: Naming,
): StripView {
  const missing = new Set(evidence.missing);
  const late = new Set(evidence.late.map(({ day }) => day));
  return {
    kind: "strip",
    label: say("chart.strip", { month: calendar.month(evidence.month) }),
    days: daysOfMonth(evidence.month).map((day) => {
      const state = missing.has(day) ? "missing" : late.has(day) ? "late" : "there";
      return { date: dayParts(day).day, state, label: `${formatDay(day)} ${say(`chart.${state}`)}` };
    }),
  };
}
