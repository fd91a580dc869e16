/** Domain §4.8–9: ranges of a line's landed axis, down to its sent energy, its losses and where it came from. */
import { intervalAt, whAt } from "@/lib/tracing/element";
import { mulDiv } from "@/lib/tracing/portion";
import { landedStart, type Segments, sentStart } from "@/lib/tracing/segments";

/** Half-open range of a landed axis, Wh. */
export interface WhRange {
  readonly from: number;
  readonly to: number;
}

export interface ChannelFlow {
  readonly sentWh: number;
  readonly lossWh: number;
  readonly landedWh: number;
}

/** The part of one segment inside a range; landedWh 0 where everything was lost. */
export interface PathPiece {
  readonly productionInterval: number;
  readonly consumptionInterval: number;
  readonly sentWh: number;
  readonly landedWh: number;
  /** Plant offset of the piece's first Wh, inside the sellable curve at its production interval. */
  readonly offset: number;
  /** From the sending to the receiving end. */
  readonly channels: readonly ChannelFlow[];
}

/** The certificate-axis range of kilowatt-hour `n`, from 1 (protocol §4). */
export function kwhRange(n: number): WhRange {
  return { from: 1000 * (n - 1), to: 1000 * n };
}

/** The line that holds kWh `n` of a certificate, and the kWh's range on that line's own axis; undefined beyond the end. */
export function lineOfKwh(
  settledKwhByLine: readonly number[],
  n: number,
): ({ line: number } & WhRange) | undefined {
  if (!Number.isSafeInteger(n) || n < 1) return undefined;
  let before = 0;
  for (const [line, kwh] of settledKwhByLine.entries()) {
    if (n <= before + kwh) return { line, ...kwhRange(n - before) };
    before += kwh;
  }
  return undefined;
}

/** Sent energy up to landed position `p`: after the empty segments at p, before those at 0. RangeError off the axis. */
export function sentAt(segments: Segments, p: number): number {
  requireOnAxis(segments, p);
  if (p === 0) return 0;
  const at = firstBeyond(segments, p);
  const landed = landedStart(segments, at);
  const sent = sentStart(segments, at);
  if (p === landed) return sent;
  const landedWh = whAt(segments.landedEnd, at) - landed;
  return sent + mulDiv(p - landed, whAt(segments.sentEnd, at) - sent, landedWh);
}

/**
 * Indices [first, end) of the segments a range touches: those that land something in it, and the empty ones at
 * positions in (from, to], or at 0 when the range starts there. A range of nothing has none. RangeError off the axis.
 */
export function segmentsOf(segments: Segments, { from, to }: WhRange): { first: number; end: number } {
  requireOnAxis(segments, from);
  requireOnAxis(segments, to);
  const first = from === 0 ? 0 : firstBeyond(segments, from);
  if (from >= to) return { first, end: first };
  const beyond = firstBeyond(segments, to);
  const straddles = beyond < segments.count && landedStart(segments, beyond) < to;
  return { first, end: straddles ? beyond + 1 : beyond };
}

/** A running loss of the line peeled over its channels, sending end first; `lossWh` is each channel's in the whole line. */
export function peelLoss(runningWh: number, lossWh: readonly number[]): number[] {
  let rest = runningWh;
  let weights = 0;
  for (const weight of lossWh) weights += weight;
  return lossWh.map((weight) => {
    const part = weights === 0 ? 0 : mulDiv(weight, rest, weights);
    rest -= part;
    weights -= weight;
    return part;
  });
}

/** The loss of a range on each channel: the difference between its ends. */
export function lossesOf(segments: Segments, { from, to }: WhRange, lossWh: readonly number[]): number[] {
  const before = peelLoss(sentAt(segments, from) - from, lossWh);
  return differences(before, peelLoss(sentAt(segments, to) - to, lossWh));
}

/**
 * The pieces of a range in axis order, each conserving on every channel; their sums are the range's own, exactly.
 * `lossWh` is each channel's loss in the whole line. RangeError off the axis.
 */
export function pathOf(segments: Segments, range: WhRange, lossWh: readonly number[]): PathPiece[] {
  const { first, end } = segmentsOf(segments, range);
  const pieces: PathPiece[] = [];
  let landed = range.from;
  let sent = sentAt(segments, range.from);
  let losses = peelLoss(sent - landed, lossWh);
  for (let at = first; at < end; at++) {
    const landedEnd = Math.min(range.to, whAt(segments.landedEnd, at));
    const sentEnd =
      landedEnd < whAt(segments.landedEnd, at) ? sentAt(segments, landedEnd) : whAt(segments.sentEnd, at);
    const lossesEnd = peelLoss(sentEnd - landedEnd, lossWh);
    pieces.push({
      productionInterval: intervalAt(segments.production, at),
      consumptionInterval: intervalAt(segments.consumption, at),
      sentWh: sentEnd - sent,
      landedWh: landedEnd - landed,
      offset: whAt(segments.offset, at) + (sent - sentStart(segments, at)),
      channels: flows(sentEnd - sent, losses, lossesEnd),
    });
    landed = landedEnd;
    sent = sentEnd;
    losses = lossesEnd;
  }
  return pieces;
}

function flows(sentWh: number, before: readonly number[], after: readonly number[]): ChannelFlow[] {
  let wh = sentWh;
  return differences(before, after).map((lossWh) => {
    const flow = { sentWh: wh, lossWh, landedWh: wh - lossWh };
    wh -= lossWh;
    return flow;
  });
}

/** Element by element; both lists name the same channels. */
function differences(before: readonly number[], after: readonly number[]): number[] {
  return after.map((wh, at) => wh - Number(before[at]));
}

function requireOnAxis(segments: Segments, p: number): void {
  const end = landedStart(segments, segments.count);
  if (!(p >= 0 && p <= end)) throw new RangeError(`position ${p} of ${end}`);
}

/** The first segment whose landed end lies beyond `p`, or `count`. */
function firstBeyond(segments: Segments, p: number): number {
  let low = 0;
  let high = segments.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (whAt(segments.landedEnd, middle) > p) high = middle;
    else low = middle + 1;
  }
  return low;
}
