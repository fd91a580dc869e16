/** The columns of packed segments, each written and read by its own pair (the form: pack.ts). */
import { intervalAt, whAt } from "@/lib/tracing/element";
import { mulDiv } from "@/lib/tracing/portion";
import { landedStart, type Segments, sentStart } from "@/lib/tracing/segments";
import type { VarintReader, VarintWriter } from "@/lib/tracing/varint";

const U16 = 2 ** 16;

/** Wh of one segment, from where each ends. */
export function lengthAt(ends: Float64Array, at: number): number {
  return whAt(ends, at) - (at > 0 ? whAt(ends, at - 1) : 0);
}

/** ⌊part·total/whole⌋, 0 of nothing: what a proportional value would be. */
export function expected(part: number, total: number, whole: number): number {
  return whole === 0 ? 0 : mulDiv(part, total, whole);
}

/**
 * Intervals of production as differences, the lowest bit telling that consumption is the same; then the
 * others' differences.
 */
export function writeIntervals(writer: VarintWriter, segments: Segments): void {
  let before = 0;
  for (let at = 0; at < segments.count; at++) {
    const production = intervalAt(segments.production, at);
    writer.unsigned(2 * (production - before) + (segments.consumption[at] === production ? 1 : 0));
    before = production;
  }
  let shifted = 0;
  for (let at = 0; at < segments.count; at++) {
    const consumption = intervalAt(segments.consumption, at);
    if (consumption === segments.production[at]) continue;
    writer.signed(consumption - shifted);
    shifted = consumption;
  }
}

/** Throws RangeError for an interval above 65,535. */
export function readIntervals(
  reader: VarintReader,
  count: number,
): Pick<Segments, "production" | "consumption"> {
  const production = new Uint16Array(count);
  const consumption = new Uint16Array(count);
  const apart: number[] = [];
  let interval = 0;
  for (let at = 0; at < count; at++) {
    const head = reader.unsigned();
    interval += Math.floor(head / 2);
    if (interval >= U16) throw new RangeError("packed segments: production interval");
    production[at] = interval;
    consumption[at] = interval;
    if (head % 2 === 0) apart.push(at);
  }
  let shifted = 0;
  for (const at of apart) {
    shifted += reader.signed();
    if (shifted < 0 || shifted >= U16) throw new RangeError("packed segments: consumption interval");
    consumption[at] = shifted;
  }
  return { production, consumption };
}

/** Where each segment ends at the receiving side, Wh, from the lengths. */
export function readLanded(reader: VarintReader, count: number): Float64Array {
  const ends = new Float64Array(count);
  let end = 0;
  for (let at = 0; at < count; at++) {
    end += reader.unsigned();
    ends[at] = end;
  }
  return ends;
}

/** What each segment sends, as how far it is from its share in proportion to what lands. */
export function writeSent(writer: VarintWriter, segments: Segments): void {
  const sentWh = sentStart(segments, segments.count);
  const landedWh = landedStart(segments, segments.count);
  for (let at = 0; at < segments.count; at++) {
    const likely = expected(lengthAt(segments.landedEnd, at), sentWh, landedWh);
    writer.signed(lengthAt(segments.sentEnd, at) - likely);
  }
}

/** Where each segment ends at the sending side, Wh; `sentWh` is what they send together. */
export function readSent(reader: VarintReader, landedEnd: Float64Array, sentWh: number): Float64Array {
  const ends = new Float64Array(landedEnd.length);
  const landedWh = landedEnd.length === 0 ? 0 : whAt(landedEnd, landedEnd.length - 1);
  let end = 0;
  for (let at = 0; at < ends.length; at++) {
    end += expected(lengthAt(landedEnd, at), sentWh, landedWh) + reader.signed();
    ends[at] = end;
  }
  return ends;
}

/** The first segment of every production interval: its offset, and what the whole interval sent. */
export function firstOffsets(segments: Segments): { offset: number; sent: number }[] {
  const starts: { offset: number; sent: number }[] = [];
  let next = 0;
  for (let at = 0; at < segments.count; at++) {
    const offset = whAt(segments.offset, at);
    const sent = lengthAt(segments.sentEnd, at);
    const last = starts[starts.length - 1];
    if (last === undefined || segments.production[at] !== segments.production[at - 1]) {
      starts.push({ offset, sent });
    } else if (offset === next) {
      last.sent += sent;
    } else {
      throw new RangeError(`segment ${at} does not go on where the one before ends`);
    }
    next = offset + sent;
  }
  return starts;
}

/**
 * Fills in where each segment begins within its interval at the plant, Wh; `offsetTotal` is the sum of
 * them.
 */
export function readOffsets(reader: VarintReader, segments: Segments, offsetTotal: number): void {
  const { count, production, sentEnd, offset } = segments;
  const sentWh = sentStart(segments, count);
  for (let at = 0; at < count; ) {
    const before = sentStart(segments, at);
    let end = at + 1;
    while (end < count && production[end] === production[at]) end++;
    let next = expected(whAt(sentEnd, end - 1) - before, offsetTotal, sentWh) + reader.signed();
    for (; at < end; at++) {
      offset[at] = next;
      next += lengthAt(sentEnd, at);
    }
  }
}
