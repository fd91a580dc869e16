import { lineOfKwh, type PathPiece, pathOf, sentAt, type WhRange } from "@/lib/tracing/lookup";
import { type Segments, segmentsFrom } from "@/lib/tracing/segments";
import { intervalsInMonth } from "@/lib/units/interval";
import { edgesOf } from "@/lib/units/loss";
import type { BundleRange } from "./bundle";
import { once, type Passed, type State } from "./checks";
import { insist, Mismatch, need, withheld } from "./mismatch";
import { segmentCurves, wholeLines } from "./month";
import { monthOf } from "./readings";
import { insistInOrder, provedSegments, readSegment } from "./segments";

/** The kWh's way: its segments as proved, its range on the line's axis, and its pieces. */
export interface ReadPath {
  readonly n: number;
  readonly line: number;
  readonly range: WhRange;
  readonly segments: Segments;
  readonly pieces: readonly PathPiece[];
  readonly sentWh: number;
}

/** `segment`: the kWh's segments, and those of the whole month where shown, stand in the trace roots of their lines. */
export function checkSegments(state: State): Passed {
  const { kwh, month } = state.bundle;
  const without = withoutPath(state);
  if (without) throw without;
  let count = 0;
  if (kwh) {
    const line = need(state.lines[kwh.range.line], "the kWh's line is not in the bundle");
    count += provedSegments(line, kwh.range).count;
  }
  if (month) {
    segmentCurves(state);
    for (const { segments } of wholeLines(state)) count += segments.count;
  }
  return { reason: `${count} segments stand in the traced lines`, detail: { count } };
}

/** Why nothing of a kWh or month can be checked: none was shown, or its lines could not be read. */
export function withoutPath(state: State): Mismatch | undefined {
  if (state.linesProblem) return withheld("the lines cannot be read");
  return state.bundle.kwh || state.bundle.month ? undefined : withoutKwh(state);
}

function withoutKwh(state: State): Mismatch {
  if (state.bundle.level === "minimal") return withheld("the path is not disclosed");
  return new Mismatch("no-kwh", "no kWh was asked for", {}, null);
}

/** `kwh`: it lies inside its line, its pieces tile it, and its quantities add up. */
export function checkKwh(state: State): Passed {
  const { kwh, month } = state.bundle;
  const asked = state.trust.kwh;
  insist(asked === undefined || !kwh || kwh.n === asked, "kwh-range", `kWh ${asked} was asked for`);
  const left = asked !== undefined && !kwh && !month && state.bundle.level !== "minimal";
  insist(!left, "missing", `kWh ${asked} was asked for, none is shown`);
  const path = readPath(state);
  const landed = path.pieces.reduce((sum, piece) => sum + piece.landedWh, 0);
  const sent = path.pieces.reduce((sum, piece) => sum + piece.sentWh, 0);
  insist(landed === 1000, "sum", `the pieces land ${landed} Wh`, { landed });
  insist(sent === path.sentWh, "sum", `the pieces send ${sent} Wh`, { sent });
  for (const piece of path.pieces) {
    const last = piece.channels.at(-1);
    insist(
      !last || last.landedWh === piece.landedWh,
      "loss-sum",
      "a piece does not land what it sent less its losses",
    );
  }
  state.path = path;
  const detail = { n: path.n, pieces: path.pieces.length, sentWh: sent };
  return { reason: `kWh ${path.n} lies in its line: ${sent} Wh sent, 1000 Wh landed`, detail };
}

/** The pieces of the asked kWh, read once and kept for the checks after this one. Throws Mismatch. */
export function readPath(state: State): ReadPath {
  return once(state, "path", () => pathOfKwh(state));
}

function pathOfKwh(state: State): ReadPath {
  const { kwh } = state.bundle;
  if (state.linesProblem) throw withheld("the lines cannot be read");
  if (!kwh) throw withoutKwh(state);
  const settled = state.lines.map((line) => need(line.settledKwh, "a line's quantity is withheld"));
  const found = lineOfKwh(settled, kwh.n);
  insist(
    found !== undefined && found.line === kwh.range.line,
    "kwh-range",
    `kWh ${kwh.n} is not in that line`,
  );
  const line = need(state.lines[found.line], "line");
  const segments = segmentsFrom(kwh.range.segments.map(readSegment));
  insistInOrder(segments, kwh.range, line, intervalsInMonth(monthOf(state)));
  insistCover(segments, kwh.range, found);
  const edges = edgesOf(need(line.landedWh, "landedWh"), need(line.path, "path"));
  const range = { from: found.from, to: found.to };
  const pieces = pathOf(
    segments,
    range,
    edges.map((edge) => edge.lossWh),
  );
  const sentWh = sentAt(segments, range.to) - sentAt(segments, range.from);
  return { n: kwh.n, line: found.line, range, segments, pieces, sentWh };
}

/** From the neighbour before to the neighbour behind: nothing of the range can be left out. */
function insistCover(segments: Segments, source: BundleRange, range: WhRange): void {
  const first = segments.landedEnd[0] ?? 0;
  const last = segments.landedEnd[segments.count - 1] ?? 0;
  const atEnd = source.from + segments.count === source.size;
  insist(
    source.from === 0 || (first <= range.from && range.from > 0),
    "kwh-range",
    "the segment before is missing",
  );
  insist(atEnd ? last >= range.to : last > range.to, "kwh-range", "a segment behind is missing");
}
