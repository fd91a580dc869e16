/** Whether a meter's day enters the market, all facts on the table. */
import { type FlawCode, type Refused, refused } from "@/lib/jobs/csv/flaws";
import type { DayGroup } from "@/lib/jobs/import/curves/day-group";

/** What the market says of the meter's day: `own` was anchored by this very import before it was interrupted. */
export type Standing = "new" | "own" | "taken" | "frozen";

export type DayOutcome =
  | { readonly enters: true; readonly lines: number; readonly zeroed: number }
  | { readonly enters: false; readonly refused: readonly Refused[] };

export interface DayFacts {
  readonly standing: Standing;
  /** A line that came after the day was staged spoiled it. */
  readonly spoiledLate: boolean;
  /** Missing readings count as 0. */
  readonly zero: boolean;
  readonly timeColumn: string;
}

/** Domain §4: whole or not at all. Lines refused for a reason of their own are not named again for the same field. */
export function outcomeOf(group: DayGroup, facts: DayFacts): DayOutcome {
  if (facts.standing === "taken") return refuseDay(group.allLines(), "duplicate", facts);
  if (facts.standing === "frozen") return refuseDay(group.allLines(), "frozen", facts);
  const isWhole = group.missing === 0 || facts.zero;
  if (group.spoiled || facts.spoiledLate || !isWhole) {
    return refuseDay(group.goodLines(), "day-incomplete", facts);
  }
  return { enters: true, lines: group.goodLines().length, zeroed: group.zeroed + group.missing };
}

function refuseDay(lines: readonly number[], code: FlawCode, { timeColumn }: DayFacts): DayOutcome {
  return { enters: false, refused: lines.map((line) => refused(line, timeColumn, code)) };
}
