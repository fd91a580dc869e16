/** Domain §4.5–8 and 10: one line's energy arriving, paired with what was consumed, laid out as segments. */
import { whAt } from "@/lib/tracing/element";
import { mulDiv, portion } from "@/lib/tracing/portion";
import { landedStart, type Segments, sentStart } from "@/lib/tracing/segments";

export interface LineShares {
  /** x: sent, interval by interval; its sum is sentWh. */
  readonly x: Float64Array;
  /** y: landed where it was consumed; its sum is landedWh. */
  readonly y: Float64Array;
  readonly sentWh: number;
  readonly landedWh: number;
  /** Where the line begins inside the plant's A(t), as `plantCurves` gives it. */
  readonly offsetStarts: Float64Array;
}

export interface TracedLine {
  readonly segments: Segments;
  /** Landed in the very interval of its generation. */
  readonly coincidentWh: number;
}

/** Deterministic; RangeError when the shares do not sum to the line's quantities. */
export function traceLine(line: LineShares): TracedLine {
  const { x, sentWh, landedWh } = line;
  const arriving = sentWh === landedWh ? x : portion(landedWh, sentWh, x);
  const draft = draftFor(x.length);
  const { count, coincidentWh } = pairUp(line, arriving, draft);
  const segments = copied(draft, count);
  checkTotals(segments, line);
  return { segments, coincidentWh };
}

/**
 * Steps 6 to 10 in one pass: in every interval the coincident part first, then what is left of either side in time
 * order; a segment's sent end and offset follow from how much of its interval is laid.
 */
function pairUp(
  line: LineShares,
  arriving: Float64Array,
  draft: Draft,
): { count: number; coincidentWh: number } {
  const { x, y, offsetStarts } = line;
  const { production, consumption, landedEnd, sentEnd, offset } = draft;
  let count = 0;
  let coincidentWh = 0;
  let landedAt = 0;
  let sentBefore = 0;
  // The demand under way: its interval, and what of it is still wanted.
  let u = -1;
  let wanted = 0;
  for (let t = 0; t < x.length; t++) {
    const sent = whAt(x, t);
    if (sent === 0) continue;
    const landed = whAt(arriving, t);
    const start = whAt(offsetStarts, t);
    const same = Math.min(landed, whAt(y, t));
    coincidentWh += same;
    let left = landed - same;
    // The coincident part, or nothing at all: energy that was all lost is an empty segment.
    let pending = same > 0 || landed === 0;
    let laid = 0;
    let sentLaid = 0;
    while (left > 0 || pending) {
      while (wanted === 0 && left > 0) {
        if (++u >= y.length) throw new RangeError("less is consumed than arrives");
        wanted = Math.max(0, whAt(y, u) - whAt(arriving, u));
      }
      let take = same;
      production[count] = t;
      if (pending && (left === 0 || u > t)) {
        consumption[count] = t;
        pending = false;
      } else {
        take = Math.min(left, wanted);
        consumption[count] = u;
        left -= take;
        wanted -= take;
      }
      offset[count] = start + sentLaid;
      laid += take;
      sentLaid = laid === landed ? sent : mulDiv(laid, sent, landed);
      landedEnd[count] = landedAt + laid;
      sentEnd[count++] = sentBefore + sentLaid;
    }
    landedAt += landed;
    sentBefore += sent;
  }
  requireNothingWanted(y, arriving, u + 1, wanted);
  return { count, coincidentWh };
}

function requireNothingWanted(y: Float64Array, arriving: Float64Array, from: number, wanted: number): void {
  let missing = wanted;
  for (let t = from; t < y.length; t++) missing += Math.max(0, whAt(y, t) - whAt(arriving, t));
  if (missing > 0) throw new RangeError(`${missing} Wh more is consumed than arrives`);
}

function checkTotals(segments: Segments, line: LineShares): void {
  const landedWh = landedStart(segments, segments.count);
  const sentWh = sentStart(segments, segments.count);
  if (landedWh !== line.landedWh || sentWh !== line.sentWh) {
    throw new RangeError(
      `shares of ${sentWh} and ${landedWh} Wh, a line of ${line.sentWh} and ${line.landedWh}`,
    );
  }
}

type Draft = Omit<Segments, "count">;

/** One draft serves all lines, each writes it from the start: fresh memory would cost more than the tracing. */
let shared: Draft = draftOf(0);

/** Room for a line of that many intervals: at most a coincident, a shifted and a shared segment in each. */
function draftFor(intervals: number): Draft {
  if (shared.production.length < 3 * intervals) shared = draftOf(3 * intervals);
  return shared;
}

function draftOf(room: number): Draft {
  return {
    production: new Uint16Array(room),
    consumption: new Uint16Array(room),
    landedEnd: new Float64Array(room),
    sentEnd: new Float64Array(room),
    offset: new Float64Array(room),
  };
}

function copied(draft: Draft, count: number): Segments {
  return {
    count,
    production: draft.production.slice(0, count),
    consumption: draft.consumption.slice(0, count),
    landedEnd: draft.landedEnd.slice(0, count),
    sentEnd: draft.sentEnd.slice(0, count),
    offset: draft.offset.slice(0, count),
  };
}
