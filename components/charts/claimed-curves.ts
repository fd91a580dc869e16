import type { MonthFigures } from "@/lib/proof/verify/figures";

export type LineCurve = MonthFigures["lines"][number];

/**
 * The curves a month's bundle holds, added up without checking anything: they are drawn in ink and labelled so.
 * Anything unexpected gives no curve. Once the bundle is verified, the verifier's own curves take their place.
 */
export function claimedCurves(bundle: string, intervals: number): LineCurve[] {
  try {
    const parsed = JSON.parse(bundle) as {
      month?: { ranges?: { line: number; from: number; size: number; segments: string[] }[] };
    };
    return (parsed.month?.ranges ?? [])
      .filter((range) => range.from === 0 && range.segments.length === range.size)
      .map((range) => ({ line: range.line, ...curveOf(range.segments, intervals) }));
  } catch {
    return [];
  }
}

/** Segments are 24 bytes: u16 production, u16 consumption, u48 landed end, u48 sent end, u48 offset, u16 zero. */
function curveOf(segments: readonly string[], intervals: number): Omit<LineCurve, "line"> {
  const sentWh = new Array<number>(intervals).fill(0);
  const coincidentWh = new Array<number>(intervals).fill(0);
  const consumedWh = new Array<number>(intervals).fill(0);
  let landedBefore = 0;
  let sentBefore = 0;
  for (const hex of segments) {
    const field = (from: number, to: number): number => Number.parseInt(hex.slice(2 * from, 2 * to), 16);
    const production = field(0, 2);
    const consumption = field(2, 4);
    const landed = field(4, 10) - landedBefore;
    const sent = field(10, 16) - sentBefore;
    sentWh[production] = (sentWh[production] ?? 0) + sent;
    consumedWh[consumption] = (consumedWh[consumption] ?? 0) + landed;
    if (production === consumption) coincidentWh[production] = (coincidentWh[production] ?? 0) + landed;
    landedBefore += landed;
    sentBefore += sent;
  }
  return { sentWh, coincidentWh, consumedWh };
}
