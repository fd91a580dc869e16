/** A settled month traced from plain numbers, line after line (domain §4). */
import type { MarketLine } from "@/lib/market/settlement/settle-market";
import { type UnitDemand, UnitShares } from "@/lib/market/settlement/unit-shares";
import { type TracedLine, traceLine } from "@/lib/tracing/pair";
import { plantCurves } from "@/lib/tracing/share";

/** As many readings of units' shares as are kept at once: 192 MB. */
const KEPT_VALUES = 24_000_000;

export interface MarketCurves {
  /** Lines as `settleMarket` gives them: all of the month, in contract-number order. */
  readonly lines: readonly MarketLine[];
  /** Readings by plant id and by unit id, one Wh value an interval. */
  readonly production: ReadonlyMap<string, Float64Array>;
  readonly consumption: ReadonlyMap<string, Float64Array>;
}

export interface TracedMarketLine extends TracedLine {
  readonly line: MarketLine;
  /** x: sent, interval by interval. Lines settled at 0 may share one array. */
  readonly x: Float64Array;
  /** y: landed where it was consumed. */
  readonly y: Float64Array;
}

/**
 * Hands every line's trace to `visit`, plant after plant, within a plant in contract-number order; nothing is kept,
 * so a whole market's segments never have to fit memory. RangeError where a line's curves are missing.
 */
export function traceMarket(market: MarketCurves, visit: (traced: TracedMarketLine) => void): void {
  const shares = new UnitShares(KEPT_VALUES);
  const byUnit = grouped(market.lines, (line) => line.unit);
  const placeOf = new Map<MarketLine, number>();
  for (const lines of byUnit.values()) {
    for (const [place, line] of lines.entries()) placeOf.set(line, place);
  }
  const demandOf = (unit: string): UnitDemand => {
    const lines = byUnit.get(unit) ?? [];
    const readings = curveOf(market.consumption, unit);
    return { U: lines[0]?.U ?? 0, readings, landedByLine: lines.map((line) => line.landedWh) };
  };
  for (const [plant, lines] of grouped(market.lines, (line) => line.plant)) {
    const readings = curveOf(market.production, plant);
    const sentByLine = lines.map((line) => line.sentWh);
    const curves = plantCurves({ G: lines[0]?.G ?? 0, readings, sentByLine });
    lines.forEach((line, at) => {
      const x = curves.lines[at];
      const offsetStarts = curves.offsetStarts[at];
      if (x === undefined || offsetStarts === undefined) throw new Error(`no curve of ${line.number}`);
      const y = shares.share(line.unit, placeOf.get(line) ?? -1, () => demandOf(line.unit));
      const { sentWh, landedWh } = line;
      visit({ line, x, y, ...traceLine({ x, y, sentWh, landedWh, offsetStarts }) });
    });
  }
}

/** Groups in the order of their first line; lines keep theirs. */
function grouped(
  lines: readonly MarketLine[],
  keyOf: (line: MarketLine) => string,
): ReadonlyMap<string, readonly MarketLine[]> {
  const groups = new Map<string, MarketLine[]>();
  for (const line of lines) {
    const group = groups.get(keyOf(line));
    if (group === undefined) groups.set(keyOf(line), [line]);
    else group.push(line);
  }
  return groups;
}

function curveOf(curves: ReadonlyMap<string, Float64Array>, id: string): Float64Array {
  const curve = curves.get(id);
  if (curve === undefined) throw new RangeError(`no readings of ${id}`);
  return curve;
}
