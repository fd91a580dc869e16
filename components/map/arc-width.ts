/** Widths on the schematic, in its units: of the channel that carried most, and of the least that can still be seen. */
const WIDEST = 17;
export const THINNEST = 1.6;

/** Width is energy; what would be thinner than a hair is drawn as one. */
export function arcWidth(sentWh: number, mostWh: number): number {
  return Math.max(THINNEST, (WIDEST * sentWh) / Math.max(1, mostWh));
}

export interface WidthKey {
  readonly wh: number;
  readonly width: number;
  /** So much and everything below it. */
  readonly isLeast: boolean;
}

/** A few round energies with the widths they are drawn in, the widest first; none where nothing was carried. */
export function widthKeys(mostWh: number): WidthKey[] {
  if (mostWh <= 0) return [];
  const leastWh = (THINNEST * mostWh) / WIDEST;
  const top = roundBelow(mostWh);
  const round = [top, roundBelow(top / 4)].filter((wh) => wh > leastWh);
  return [
    ...round.map((wh) => ({ wh, width: arcWidth(wh, mostWh), isLeast: false })),
    { wh: leastWh, width: THINNEST, isLeast: true },
  ];
}

/** The largest of 1, 2, 5 · 10ⁿ that is not more. */
function roundBelow(wh: number): number {
  let power = 1;
  while (power * 10 <= wh) power *= 10;
  return ([5, 2].find((one) => one * power <= wh) ?? 1) * power;
}
