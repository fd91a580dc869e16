import { intervalsInMonth } from "@/lib/units/interval";
import type { State } from "./checks";
import type { MonthFigures } from "./figures";
import { insist, need } from "./mismatch";
import { monthOf, provedReadings } from "./readings";
import { provedSegments } from "./segments";

/** The month's curves of every line whose segments are all shown, added up from proved segments and readings. */
export function monthFigures(state: State): MonthFigures {
  const { bundle, lines } = state;
  const T = intervalsInMonth(monthOf(state));
  const ranges = bundle.month?.ranges ?? [];
  const figures = ranges.map((range) => {
    const line = need(lines[range.line], "line");
    insist(
      range.from === 0 && range.segments.length === range.size,
      "missing",
      "segments of the month are missing",
    );
    const segments = provedSegments(line, range);
    const sentWh = new Array<number>(T).fill(0);
    const coincidentWh = new Array<number>(T).fill(0);
    const consumedWh = new Array<number>(T).fill(0);
    let landedBefore = 0;
    let sentBefore = 0;
    for (let at = 0; at < segments.count; at++) {
      const production = segments.production[at] ?? 0;
      const consumption = segments.consumption[at] ?? 0;
      const landed = (segments.landedEnd[at] ?? 0) - landedBefore;
      sentWh[production] = (sentWh[production] ?? 0) + (segments.sentEnd[at] ?? 0) - sentBefore;
      consumedWh[consumption] = (consumedWh[consumption] ?? 0) + landed;
      if (production === consumption) coincidentWh[production] = (coincidentWh[production] ?? 0) + landed;
      landedBefore = segments.landedEnd[at] ?? 0;
      sentBefore = segments.sentEnd[at] ?? 0;
    }
    insist(
      landedBefore === line.landedWh && sentBefore === line.sentWh,
      "sum",
      "the segments do not add up to the line",
    );
    const coincident = coincidentWh.reduce((sum, wh) => sum + wh, 0);
    insist(
      line.coincidentWh === undefined || coincident === line.coincidentWh,
      "sum",
      "the matched part differs",
    );
    return { line: range.line, sentWh, coincidentWh, consumedWh };
  });
  return { lines: figures, ...readingCurves(state, T) };
}

function readingCurves(state: State, T: number): Pick<MonthFigures, "generation" | "consumption"> {
  const readings = provedReadings(state);
  const curve = (of: string): number[] => {
    const byMeter = new Map<string, number[]>();
    for (const one of readings) {
      if (one.of !== of) continue;
      const wh = byMeter.get(one.meter) ?? new Array<number>(T).fill(0);
      wh[one.interval] = one.wh;
      byMeter.set(one.meter, wh);
    }
    const total = new Array<number>(T).fill(0);
    for (const wh of byMeter.values())
      for (let at = 0; at < T; at++) total[at] = (total[at] ?? 0) + (wh[at] ?? 0);
    return total;
  };
  const plants = [...new Set(state.lines.flatMap((line) => line.plant ?? []))];
  const unit = state.lines.find((line) => line.unit !== undefined)?.unit;
  return {
    generation: plants.map((plant) => ({ plant, wh: curve(plant) })),
    ...(unit === undefined ? {} : { consumption: curve(unit) }),
  };
}
