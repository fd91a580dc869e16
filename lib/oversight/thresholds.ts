/**
 * Where each rule draws its line, all in one place; the page prints these very numbers. A changed number is another
 * `RULES_EDITION`: everything is then looked at again.
 */
export const RULES_EDITION = 1;

/** Rule 1: readings this close to the ceiling, for so many quarter-hours of one day. */
export const NEAR_CAPACITY = { withinPpm: 10_000, intervals: 24 } as const;

/** Rule 2: quarter-hours of twilight let pass before sunrise and after sunset. */
export const TWILIGHT_INTERVALS = 1;

/** Rule 3: how far a channel's loss may lie from the registered one, and the most any channel may be registered with. */
export const CHANNEL_LOSS = { bandPpm: 5_000, highestPpm: 100_000, leastSentWh: 1_000_000 } as const;

/** Rule 4: the most of its capacity a plant can plausibly generate over a whole month, in thousandths, by type. */
export const UTILISATION_PERMILLE: Readonly<Record<string, number>> = {
  W1: 550,
  W2: 650,
  S1: 300,
  S2: 250,
  S3: 600,
  H1: 950,
  B1: 950,
  G1: 950,
  O1: 600,
};

/** Rule 5: a month against the mean of those before it; a day against the median of its weekday. */
export const CONSUMPTION_JUMP = {
  monthPermille: 1_500,
  months: 3,
  leastMonths: 2,
  dayPermille: 2_500,
  weeks: 8,
  leastWeeks: 4,
} as const;

/** Rule 7: the working day of the next month by whose end a month's days are due (statement calendar, domain §3). */
export const DUE_WORKING_DAY = 1;
