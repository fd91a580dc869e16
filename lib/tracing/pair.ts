/** Domain §4.5–8 and 10: one line's energy arriving, paired with what was consumed, laid out as segments. */
import { mulDiv, portion } from "@/lib/tracing/portion";
import type { Segments } from "@/lib/tracing/segments";

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
  const { x, y, sentWh, landedWh } = line;
  const arriving = sentWh === landedWh ? x : portion(landedWh, sentWh, x);
  const draft = draftFor(x.length);
  const { count, coincidentWh } = pairUp(x, arriving, y, draft);
  layOut(draft, count, arriving, line);
  const segments = copied(draft, count);
  checkTotals(segments, line);
  return { segments, coincidentWh };
}

/**
 * Steps 6 and 7: in every interval the coincident part first, then what is left of either side in time order. Writes
 * both intervals and the landed end of each segment.
 */
function pairUp(
  x: Float64Array,
  arriving: Float64Array,
  y: Float64Array,
  { production, consumption, landedEnd }: Draft,
): { count: number; coincidentWh: number } {
  let count = 0;
  let coincidentWh = 0;
  let end = 0;
  // The demand under way: its interval, and what of it is still wanted.
  let u = -1;
  let wanted = 0;
  for (let t = 0; t < x.length; t++) {
    if (x[t] === 0) continue;
    const landed = arriving[t] ?? 0;
    const same = Math.min(landed, y[t] ?? 0);
    let left = landed - same;
    // The coincident part, or nothing at all: energy that was all lost is an empty segment.
    let pending = same > 0 || landed === 0;
    coincidentWh += same;
    while (left > 0 || pending) {
      while (wanted === 0 && left > 0) {
        if (++u >= y.length) throw new RangeError("less is consumed than arrives");
        wanted = Math.max(0, (y[u] ?? 0) - (arriving[u] ?? 0));
      }
      production[count] = t;
      if (pending && (left === 0 || u > t)) {
        consumption[count] = t;
        end += same;
        pending = false;
      } else {
        const take = Math.min(left, wanted);
        consumption[count] = u;
        end += take;
        left -= take;
        wanted -= take;
      }
      landedEnd[count++] = end;
    }
  }
  return { count, coincidentWh };
}

/** Steps 8 and 10: the sent ends and plant offsets of segments whose landed ends stand. */
function layOut(draft: Draft, count: number, arriving: Float64Array, { x, offsetStarts }: LineShares): void {
  const { production, landedEnd, sentEnd, offset } = draft;
  let t = -1;
  let landedBefore = 0;
  let sentBefore = 0;
  let landedAt = 0;
  let sentAt = 0;
  for (let at = 0; at < count; at++) {
    if (production[at] !== t) {
      t = production[at] ?? 0;
      landedBefore = landedAt;
      sentBefore = sentAt;
    }
    offset[at] = (offsetStarts[t] ?? 0) + (sentAt - sentBefore);
    const sent = x[t] ?? 0;
    const landed = arriving[t] ?? 0;
    landedAt = landedEnd[at] ?? 0;
    const laid = landedAt - landedBefore;
    sentAt = sentBefore + (laid === landed ? sent : mulDiv(laid, sent, landed));
    sentEnd[at] = sentAt;
  }
}

function checkTotals(segments: Segments, line: LineShares): void {
  const last = segments.count - 1;
  const landedWh = segments.landedEnd[last] ?? 0;
  const sentWh = segments.sentEnd[last] ?? 0;
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
