/**
 * Segments as bytes: the storage form, which is ours, and the 24-byte form that trace roots hash (protocol §4).
 *
 * Storage form, all numbers varints: version byte 1 · count · sent total S · sum O of the intervals' first offsets ·
 * per segment 2·(production − the one before) + (1 if consumed in that very interval) · per segment of other
 * intervals its consumption against the last such one, zigzag · per segment its landed Wh · per segment its sent Wh
 * against landed·S/L, zigzag, left out when S = L and all agree · per production interval its first offset against
 * x(t)·O/S, zigzag. What a line has of an interval, and what lies below it there, are nearly proportional to the
 * plant's curve: the last two columns are a byte or two.
 */
import {
  expected,
  firstOffsets,
  lengthAt,
  readIntervals,
  readLanded,
  readOffsets,
  readSent,
  writeIntervals,
  writeSent,
} from "@/lib/tracing/pack-columns";
import { type Segment, type Segments, sentStart } from "@/lib/tracing/segments";
import { VarintReader, VarintWriter } from "@/lib/tracing/varint";

const FORMAT = 1;
const FORMAT_WITHOUT_LOSS = 2;
const U48 = 2 ** 48;
const U16 = 2 ** 16;

/** RangeError for segments out of order, or whose offsets do not go on inside an interval as `traceLine`'s do. */
export function packSegments(segments: Segments): Uint8Array {
  const writer = new VarintWriter();
  const { count } = segments;
  const lossless = isLossless(segments);
  const starts = firstOffsets(segments);
  const offsetTotal = starts.reduce((total, { offset }) => total + offset, 0);
  writer.byte(lossless ? FORMAT_WITHOUT_LOSS : FORMAT);
  writer.unsigned(count);
  writer.unsigned(sentStart(segments, count));
  writer.unsigned(offsetTotal);
  writeIntervals(writer, segments);
  for (let at = 0; at < count; at++) writer.unsigned(lengthAt(segments.landedEnd, at));
  if (!lossless) writeSent(writer, segments);
  const sentWh = sentStart(segments, count);
  for (const { offset, sent } of starts) writer.signed(offset - expected(sent, offsetTotal, sentWh));
  return writer.finish();
}

/** The very segments that were packed. RangeError when the bytes are not what `packSegments` writes. */
export function unpackSegments(packed: Uint8Array): Segments {
  const reader = new VarintReader(packed);
  const format = reader.byte();
  if (format !== FORMAT && format !== FORMAT_WITHOUT_LOSS)
    throw new RangeError(`packed segments: format ${format}`);
  const count = reader.unsigned();
  // Each segment takes two bytes at least: an absurd count is refused before memory is taken for it.
  if (count * 2 > packed.length) throw new RangeError(`packed segments: ${count} in ${packed.length} bytes`);
  const sentWh = reader.unsigned();
  const offsetTotal = reader.unsigned();
  const intervals = readIntervals(reader, count);
  const landedEnd = readLanded(reader, count);
  const sentEnd = format === FORMAT_WITHOUT_LOSS ? landedEnd.slice() : readSent(reader, landedEnd, sentWh);
  const segments = { count, ...intervals, landedEnd, sentEnd, offset: new Float64Array(count) };
  if (sentStart(segments, count) !== sentWh) throw new RangeError("packed segments: sent total");
  readOffsets(reader, segments, offsetTotal);
  reader.finish();
  return segments;
}

/** Why a segment has no 24-byte form, or undefined when it has one. Values may be untrusted. */
export function segmentRefusal(segment: Segment): "range" | undefined {
  const { production, consumption, landedEnd, sentEnd, offset } = segment;
  const fits = (value: number, limit: number) => Number.isInteger(value) && value >= 0 && value < limit;
  const ok =
    fits(production, U16) &&
    fits(consumption, U16) &&
    [landedEnd, sentEnd, offset].every((wh) => fits(wh, U48));
  return ok ? undefined : "range";
}

/** u16 production, u16 consumption, u48 landed end, u48 sent end, u48 plant offset, u16 zero. RangeError outside. */
export function segmentBytes(segment: Segment): Uint8Array {
  if (segmentRefusal(segment) !== undefined) throw new RangeError(`segment: ${JSON.stringify(segment)}`);
  const view = new DataView(new ArrayBuffer(24));
  view.setUint16(0, segment.production);
  view.setUint16(2, segment.consumption);
  for (const [slot, wh] of [segment.landedEnd, segment.sentEnd, segment.offset].entries()) {
    view.setUint16(4 + slot * 6, Math.floor(wh / 2 ** 32));
    view.setUint32(6 + slot * 6, wh % 2 ** 32);
  }
  return new Uint8Array(view.buffer);
}

/** The segment that 24 untrusted bytes spell; undefined on another length or when the last two are not zero. */
export function parseSegmentBytes(untrusted: Uint8Array): Segment | undefined {
  if (untrusted.length !== 24) return undefined;
  const view = new DataView(untrusted.buffer, untrusted.byteOffset, 24);
  if (view.getUint16(22) !== 0) return undefined;
  const u48 = (at: number) => view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2);
  return {
    production: view.getUint16(0),
    consumption: view.getUint16(2),
    landedEnd: u48(4),
    sentEnd: u48(10),
    offset: u48(16),
  };
}

function isLossless(segments: Segments): boolean {
  for (let at = 0; at < segments.count; at++) {
    if (segments.landedEnd[at] !== segments.sentEnd[at]) return false;
  }
  return true;
}
