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
  draft.clear(x.length);
  let coincidentWh = 0;
  // What is left of y after the coincident part, taken in time order.
  let u = -1;
  let wanted = 0;
  for (let t = 0; t < x.length; t++) {
    const sent = x[t] ?? 0;
    if (sent === 0) continue;
    const landed = arriving[t] ?? 0;
    draft.begin(t, sent, landed, line.offsetStarts[t] ?? 0);
    if (landed === 0) draft.lost();
    let same = Math.min(landed, y[t] ?? 0);
    coincidentWh += same;
    let left = landed - same;
    while (left > 0) {
      while (wanted === 0) {
        if (++u >= y.length) throw new RangeError("less is consumed than arrives");
        wanted = (y[u] ?? 0) - Math.min(arriving[u] ?? 0, y[u] ?? 0);
      }
      if (u > t && same > 0) {
        draft.land(t, same);
        same = 0;
      }
      const take = Math.min(left, wanted);
      draft.land(u, take);
      left -= take;
      wanted -= take;
    }
    if (same > 0) draft.land(t, same);
  }
  const segments = draft.finish();
  checkTotals(segments, line);
  return { segments, coincidentWh };
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

/** Segments being laid end to end. */
class Draft {
  private production = new Uint16Array(0);
  private consumption = new Uint16Array(0);
  private landedEnd = new Float64Array(0);
  private sentEnd = new Float64Array(0);
  private offset = new Float64Array(0);
  private count = 0;
  /** The production interval under way: its index, x(t), x̂(t), X(t), and what of x̂(t) is laid. */
  private interval = 0;
  private sent = 0;
  private arriving = 0;
  private sentBefore = 0;
  private laid = 0;
  private start = 0;
  private landedAt = 0;
  private sentAt = 0;

  /** Room for a line of that many intervals: at most a coincident, a shifted and a shared segment in each. */
  clear(intervals: number): void {
    this.count = 0;
    this.landedAt = 0;
    this.sentAt = 0;
    const room = 3 * intervals;
    if (this.production.length >= room) return;
    this.production = new Uint16Array(room);
    this.consumption = new Uint16Array(room);
    this.landedEnd = new Float64Array(room);
    this.sentEnd = new Float64Array(room);
    this.offset = new Float64Array(room);
  }

  begin(interval: number, sent: number, arriving: number, start: number): void {
    this.interval = interval;
    this.sent = sent;
    this.arriving = arriving;
    this.sentBefore = this.sentAt;
    this.laid = 0;
    this.start = start;
  }

  land(consumption: number, landedWh: number): void {
    this.laid += landedWh;
    this.landedAt += landedWh;
    const sent = this.laid === this.arriving ? this.sent : mulDiv(this.laid, this.sent, this.arriving);
    this.push(consumption, this.sentBefore + sent);
  }

  /** Everything of the interval was lost on the way: an empty segment. */
  lost(): void {
    this.push(this.interval, this.sentBefore + this.sent);
  }

  finish(): Segments {
    const { count } = this;
    return {
      count,
      production: this.production.slice(0, count),
      consumption: this.consumption.slice(0, count),
      landedEnd: this.landedEnd.slice(0, count),
      sentEnd: this.sentEnd.slice(0, count),
      offset: this.offset.slice(0, count),
    };
  }

  private push(consumption: number, sentEnd: number): void {
    const at = this.count++;
    this.production[at] = this.interval;
    this.consumption[at] = consumption;
    this.landedEnd[at] = this.landedAt;
    this.sentEnd[at] = sentEnd;
    this.offset[at] = this.start + (this.sentAt - this.sentBefore);
    this.sentAt = sentEnd;
  }
}

/** One draft serves all lines, each from an empty start; what leaves it is a copy. */
const draft = new Draft();
