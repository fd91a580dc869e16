import "server-only";
import { kwhText, timesText } from "@/components/overview/anomalies/quantities";
import type { Say, Values } from "@/components/overview/anomalies/words";
import { percentOfPpm } from "@/components/ui/format";
import type { RuleName } from "@/lib/oversight/finding";
import {
  CHANNEL_LOSS,
  CONSUMPTION_JUMP,
  DUE_WORKING_DAY,
  NEAR_CAPACITY,
  UTILISATION_PERMILLE,
} from "@/lib/oversight/thresholds";

const values: Readonly<Record<RuleName, Values>> = {
  "above-capacity": { intervals: NEAR_CAPACITY.intervals, percent: String(NEAR_CAPACITY.withinPpm / 10_000) },
  "solar-night": {},
  "channel-loss": {
    percent: percentOfPpm(CHANNEL_LOSS.bandPpm).slice(0, -1),
    highest: String(CHANNEL_LOSS.highestPpm / 10_000),
    least: kwhText(CHANNEL_LOSS.leastSentWh),
  },
  "contract-capability": {},
  "consumption-jump": {
    month: timesText(CONSUMPTION_JUMP.monthPermille),
    day: timesText(CONSUMPTION_JUMP.dayPermille),
  },
  "member-diverged": {},
  "day-unanchored": { day: DUE_WORKING_DAY },
};

/** A rule with the very numbers it uses. */
export function ruleText(rule: RuleName, say: Say): string {
  const list = Object.entries(UTILISATION_PERMILLE)
    .map(([type, permille]) => `${type} ${permille / 10}%`)
    .join(say("comma"));
  return say(`ruleText.${rule}`, { ...values[rule], list });
}
