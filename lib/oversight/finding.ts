import { compareText } from "@/lib/crypto/bytes";
import { canonicalText, type Json } from "@/lib/crypto/canonical";
import type { DayNumber } from "@/lib/units/day";
import type { Month } from "@/lib/units/interval";

/** The seven rules, in the order in which they are numbered on the page. */
export const RULES = [
  "above-capacity",
  "solar-night",
  "channel-loss",
  "contract-capability",
  "consumption-jump",
  "member-diverged",
  "day-unanchored",
] as const;
export type RuleName = (typeof RULES)[number];

/** `high`: cannot be, or the ledger is at stake; `medium`: needs a reason; `low`: came late or not yet. */
export type Severity = "high" | "medium" | "low";

/** A reading that a finding rests on. `slot` 0–95 in the civil day. */
export interface SlotReading {
  readonly slot: number;
  readonly wh: number;
}

export interface DayAnchor {
  readonly day: DayNumber;
  readonly entry: number;
  /** Unix seconds of the entry. */
  readonly time: number;
}

/** What a rule saw, in exact figures: Wh, kWh, ppm, Unix seconds. Kept sealed; nothing in it is rounded. */
export type Evidence =
  | {
      readonly kind: "refused-reading";
      readonly plant: string;
      readonly meter: string;
      readonly day: DayNumber;
      readonly ceilingWh: number;
      readonly refused: readonly SlotReading[];
      readonly refusedAt: number;
      readonly job: string;
      readonly line: number;
      /** Readings of the day that can be compared, and what they came to, first and as accepted. */
      readonly comparedSlots: number;
      readonly firstWh: number;
      readonly accepted?: {
        readonly wh: number;
        readonly entry: number;
        readonly readings: readonly SlotReading[];
      };
    }
  | {
      readonly kind: "capacity-sum" | "near-capacity";
      readonly plant: string;
      readonly day: DayNumber;
      readonly ceilingWh: number;
      readonly readings: readonly SlotReading[];
      readonly entries: readonly number[];
    }
  | {
      readonly kind: "solar-night";
      readonly plant: string;
      readonly day: DayNumber;
      /** Minutes after midnight, UTC+8. */
      readonly sunrise: number;
      readonly sunset: number;
      readonly readings: readonly SlotReading[];
      readonly wh: number;
      readonly entries: readonly number[];
    }
  | {
      readonly kind: "channel-loss";
      readonly channel: string;
      readonly month: Month;
      readonly registeredPpm: number;
      readonly effectivePpm: number;
      readonly bandPpm: number;
      readonly sentWh: number;
      readonly lossWh: number;
      readonly lines: number;
    }
  | {
      readonly kind: "loss-registered";
      readonly channel: string;
      readonly registeredPpm: number;
      readonly highestPpm: number;
      readonly entry: number;
    }
  | {
      readonly kind: "contract-capability";
      readonly plant: string;
      readonly month: Month;
      readonly contractKwh: number;
      readonly capabilityKwh: number;
      readonly capacityKw: number;
      readonly hours: number;
      readonly utilisationPermille: number;
      readonly contracts: readonly { readonly code: string; readonly kwh: number; readonly entry: number }[];
    }
  | {
      readonly kind: "month-jump";
      readonly unit: string;
      readonly month: Month;
      readonly wh: number;
      readonly days: number;
      readonly before: readonly { readonly month: Month; readonly wh: number; readonly days: number }[];
      /** Of a day's mean, against that of the months before, in thousandths. */
      readonly permille: number;
    }
  | {
      readonly kind: "day-jump";
      readonly unit: string;
      readonly day: DayNumber;
      readonly wh: number;
      readonly medianWh: number;
      readonly weeks: number;
      readonly permille: number;
      readonly entry: number;
    }
  | {
      readonly kind: "member-diverged";
      readonly member: string;
      readonly height: number;
      readonly root: string;
      /** What the others hold at their height. */
      readonly others: readonly { readonly name: string; readonly height: number; readonly root: string }[];
      readonly reason: string;
    }
  | {
      readonly kind: "day-unanchored";
      readonly meter: string;
      readonly asset: string;
      readonly month: Month;
      /** Unix seconds at which the month's days were due. */
      readonly due: number;
      readonly missing: readonly DayNumber[];
      readonly late: readonly DayAnchor[];
      /** The entry that finished the month although days were missing, where it did. */
      readonly finishEntry?: number;
    };

export type EvidenceKind = Evidence["kind"];

/** Something that does not add up. The same finding of a later scan has the same `key`. */
export interface Finding {
  readonly rule: RuleName;
  /** Trace code of a plant, meter, unit or channel; a member's name. */
  readonly object: string;
  /** What of the object it is about: a day, a month, or nothing. */
  readonly period: string;
  /** The month it belongs to; "" where it belongs to none. */
  readonly month: Month | "";
  readonly provinces: readonly string[];
  readonly severity: Severity;
  readonly evidence: Evidence;
}

/** Stable over scans: the rule, what it is about, and when. */
export function findingKey({ rule, object, period }: Pick<Finding, "rule" | "object" | "period">): string {
  return `${rule}/${object}/${period}`;
}

/** The evidence as one text: equal texts, equal evidence. */
export function evidenceText(evidence: Evidence): string {
  return canonicalText(asJson(evidence));
}

function asJson(evidence: Evidence): Json {
  const plain: Json = JSON.parse(JSON.stringify(evidence));
  return plain;
}

/** The order in which findings are kept and compared: that of their keys, by UTF-8 bytes. */
export function byKey(a: Finding, b: Finding): number {
  return compareText(findingKey(a), findingKey(b));
}

/** 1–7, as the page numbers the rules. */
export function ruleNumber(rule: RuleName): number {
  return RULES.indexOf(rule) + 1;
}

export function isRule(text: string): text is RuleName {
  return RULES.some((rule) => rule === text);
}
