import { landedStart, type Segments, sentStart } from "@/lib/tracing/segments";
import { intervalsInMonth } from "@/lib/units/interval";
import type { BundleRange } from "./bundle";
import { once, type State } from "./checks";
import type { MonthFigures } from "./figures";
import { insist, need } from "./mismatch";
import { curveOf, monthOf, provedReadings, wholeCurve } from "./readings";
import { insistInOrder, provedSegments } from "./segments";

/** A line's segments of the month, all of them, proved. */
export interface WholeLine {
  readonly line: number;
  readonly segments: Segments;
}

/** Every line that settled anything, each once, with all its segments. */
export function wholeLines(state: State): readonly WholeLine[] {
  return once(state, "wholeLines", () => {
    const ranges = state.bundle.month?.ranges ?? [];
    const shown = new Set(ranges.map((range) => range.line));
    insist(shown.size === ranges.length, "segment-root", "a line is shown twice");
    for (const [at, line] of state.lines.entries()) {
      insist(shown.has(at) || line.landedWh === 0, "missing", "a line's month is missing");
    }
    return ranges.map((range) => ({ line: range.line, segments: wholeSegments(state, range) }));
  });
}

function wholeSegments(state: State, range: BundleRange): Segments {
  const line = need(state.lines[range.line], "line");
  const whole = range.from === 0 && range.segments.length === range.size;
  insist(whole, "missing", "segments of the month are missing");
  const segments = provedSegments(line, range);
  insistInOrder(segments, range, line, intervalsInMonth(monthOf(state)));
  return segments;
}

/** The month's curves, added up from proved segments; those of the meters come later, from `readingCurves`. */
export function segmentCurves(state: State): MonthFigures["lines"] {
  const intervals = intervalsInMonth(monthOf(state));
  return wholeLines(state).map(({ line, segments }) => {
    const { production, consumption } = segments;
    const zeros = (): number[] => new Array<number>(intervals).fill(0);
    const [sentWh, coincidentWh, consumedWh] = [zeros(), zeros(), zeros()];
    let coincident = 0;
    for (let at = 0; at < segments.count; at++) {
      const [p, c] = [production[at] ?? 0, consumption[at] ?? 0];
      const landed = landedStart(segments, at + 1) - landedStart(segments, at);
      sentWh[p] = (sentWh[p] ?? 0) + sentStart(segments, at + 1) - sentStart(segments, at);
      consumedWh[c] = (consumedWh[c] ?? 0) + landed;
      if (p !== c) continue;
      coincidentWh[p] = (coincidentWh[p] ?? 0) + landed;
      coincident += landed;
    }
    const stated = state.lines[line]?.coincidentWh;
    insist(stated === undefined || stated === coincident, "sum", "the matched part differs", { coincident });
    return { line, sentWh, coincidentWh, consumedWh };
  });
}

/** Everything the month's drawing shows. */
export function monthFigures(state: State): MonthFigures {
  const readings = provedReadings(state);
  const intervals = intervalsInMonth(monthOf(state));
  const unit = state.lines.find((line) => line.unit !== undefined)?.unit;
  const used = unit === undefined ? undefined : curveOf(readings, unit, "consumption");
  return {
    lines: segmentCurves(state),
    generation: plantsShown(state).map((plant) => ({
      plant,
      wh: [...wholeCurve(curveOf(readings, plant, "production"), intervals)],
    })),
    ...(used === undefined ? {} : { consumption: [...wholeCurve(used, intervals)] }),
  };
}

/** Plants of the lines that are drawn. */
export function plantsShown(state: State): string[] {
  const plants = wholeLines(state).map(({ line }) =>
    need(state.lines[line]?.plant, "the plant of a line is withheld"),
  );
  return [...new Set(plants)];
}
