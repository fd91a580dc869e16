import { grouped, percentOfPpm } from "@/components/ui/format";
import type { Evidence, SlotReading } from "@/lib/oversight/finding";
import { daysOfMonth } from "@/lib/units/day";
import { clockOf } from "@/lib/units/interval";
import { type Calendar, kwhText, minuteText, mwText, timesText } from "./quantities";

export type Values = Readonly<Record<string, string | number>>;
export type Say = (key: string, values?: Values) => string;

/** What an evidence is told with: the key of each sentence and the figures in it. */
interface Telling {
  readonly sentence: Values;
  readonly question: readonly [key: string, values: Values];
  readonly about: readonly [key: string, values: Values];
}

/** `name` of a member, for the one rule that speaks of it. */
export function tellingOf(evidence: Evidence, calendar: Calendar, name: string): Telling {
  switch (evidence.kind) {
    case "refused-reading":
      return refusedReading(evidence, calendar);
    case "capacity-sum":
    case "near-capacity":
      return capacity(evidence, calendar);
    case "solar-night":
      return solarNight(evidence, calendar);
    case "channel-loss":
      return channelLoss(evidence, calendar);
    case "loss-registered": {
      const values = {
        registered: percentOfPpm(evidence.registeredPpm),
        highest: percentOfPpm(evidence.highestPpm),
      };
      return same(evidence.kind, values);
    }
    case "contract-capability":
      return contractCapability(evidence, calendar);
    case "month-jump": {
      const { month, wh, before, permille } = evidence;
      const times = timesText(permille);
      return same(evidence.kind, {
        month: calendar.month(month),
        wh: kwhText(wh),
        count: before.length,
        times,
      });
    }
    case "day-jump": {
      const { day, wh, medianWh, weeks, permille } = evidence;
      const figures = { wh: kwhText(wh), median: kwhText(medianWh), weeks, times: timesText(permille) };
      return same(evidence.kind, { date: calendar.day(day), ...figures });
    }
    case "member-diverged": {
      const { height, others, reason } = evidence;
      return same(evidence.kind, { height, others: others.length, reason, name });
    }
    case "day-unanchored":
      return dayUnanchored(evidence, calendar);
  }
}

function same(kind: Evidence["kind"], values: Values): Telling {
  return { sentence: values, question: [kind, values], about: [kind, values] };
}

/** `02:15–03:00` of readings that lie together, from the first to the end of the last. */
export function spanOf(readings: readonly SlotReading[]): { from: string; to: string } {
  const slots = readings.map(({ slot }) => slot);
  return { from: clockOf(Math.min(...slots)), to: clockOf(Math.max(...slots) + 1) };
}

function peakOf(readings: readonly SlotReading[]): string {
  return kwhText(Math.max(...readings.map(({ wh }) => wh)));
}

function refusedReading(
  evidence: Extract<Evidence, { kind: "refused-reading" }>,
  calendar: Calendar,
): Telling {
  const { refused, ceilingWh, accepted, firstWh, day } = evidence;
  const diff = firstWh - (accepted?.wh ?? 0);
  const values = {
    ...{ ...spanOf(refused), date: calendar.day(day), count: refused.length, peak: peakOf(refused) },
    ...{ ceiling: kwhText(ceilingWh), mw: mwText(ceilingWh / 250), again: accepted ? "yes" : "no" },
    diff: kwhText(Math.abs(diff)),
  };
  const question = accepted === undefined ? "refused-alone" : diff >= 0 ? "refused-less" : "refused-more";
  return {
    sentence: values,
    question: [question, values],
    about: [accepted ? "refused-again" : "refused-alone", values],
  };
}

function capacity(
  evidence: Extract<Evidence, { kind: "capacity-sum" | "near-capacity" }>,
  calendar: Calendar,
): Telling {
  const { readings, ceilingWh, day, kind } = evidence;
  return same(kind, {
    ...{
      date: calendar.day(day),
      count: readings.length,
      peak: peakOf(readings),
      ceiling: kwhText(ceilingWh),
    },
    ...{ mw: mwText(ceilingWh / 250), hours: String(readings.length / 4) },
  });
}

function solarNight(evidence: Extract<Evidence, { kind: "solar-night" }>, calendar: Calendar): Telling {
  const { readings, wh, sunrise, sunset, day, kind } = evidence;
  const light = { sunrise: minuteText(sunrise), sunset: minuteText(sunset) };
  return same(kind, { date: calendar.day(day), count: readings.length, sum: kwhText(wh), ...light });
}

function channelLoss(evidence: Extract<Evidence, { kind: "channel-loss" }>, calendar: Calendar): Telling {
  const { registeredPpm, effectivePpm, bandPpm, sentWh, lossWh, lines, month, kind } = evidence;
  return same(kind, {
    ...{ registered: percentOfPpm(registeredPpm), effective: percentOfPpm(effectivePpm), lines },
    ...{ band: percentOfPpm(bandPpm), diff: percentOfPpm(Math.abs(effectivePpm - registeredPpm)) },
    ...{ sent: kwhText(sentWh), loss: kwhText(lossWh), month: calendar.month(month) },
  });
}

function contractCapability(
  evidence: Extract<Evidence, { kind: "contract-capability" }>,
  calendar: Calendar,
): Telling {
  const { contractKwh, capabilityKwh, capacityKw, hours, utilisationPermille, contracts, month, kind } =
    evidence;
  return same(kind, {
    ...{ month: calendar.month(month), contract: grouped(contractKwh), capability: grouped(capabilityKwh) },
    ...{ mw: mwText(capacityKw), hours, percent: String(utilisationPermille / 10), count: contracts.length },
    excess: grouped(contractKwh - capabilityKwh),
  });
}

const SECONDS_PER_HOUR = 3600;

function dayUnanchored(evidence: Extract<Evidence, { kind: "day-unanchored" }>, calendar: Calendar): Telling {
  const { missing, late, due, finishEntry, month, kind } = evidence;
  const longest = Math.max(0, ...late.map(({ time }) => time - due));
  const hours = Math.ceil(longest / SECONDS_PER_HOUR);
  return same(kind, {
    ...{ missing: missing.length, first: calendar.day(missing[0] ?? daysOfMonth(month)[0] ?? 0) },
    ...{ late: late.length, longest: `${hours} h`, due: calendar.moment(due) },
    ...{ settled: finishEntry === undefined ? "no" : "yes", month: calendar.month(month) },
  });
}
