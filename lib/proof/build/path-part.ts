import { toHex } from "@/lib/crypto/bytes";
import { inclusionProof } from "@/lib/crypto/merkle/tree";
import { readingLeafHashes, readingMask } from "@/lib/market/metering/blob";
import { protocolBytes, SEGMENT_BYTES, segmentMask } from "@/lib/market/settlement/segment-leaf";
import { days as dayTable, segments as segmentTable, versionId } from "@/lib/market/state";
import type { Bundle, BundleDay, BundleRange, BundleReading } from "@/lib/proof/verify/bundle";
import { lineOfKwh, segmentsOf } from "@/lib/tracing/lookup";
import { unpackSegments } from "@/lib/tracing/pack";
import type { Segments } from "@/lib/tracing/segments";
import { type DayNumber, daysOfMonth } from "@/lib/units/day";
import { placeInMonth } from "@/lib/units/interval";
import type { Building, SourceLine } from "./bundle";
import { traceBlocks, traceRangeProof } from "./trace-tree";

type KwhPart = NonNullable<Bundle["kwh"]>;
type MonthPart = NonNullable<Bundle["month"]>;

/** The segments of kWh `n` with their neighbours, and the readings they name. `n` must be on the axis. */
export async function kwhPart(building: Building, n: number): Promise<KwhPart> {
  const found = lineOfKwh(
    building.lines.map(({ line }) => line.values.settledKwh),
    n,
  );
  if (!found) throw new RangeError(`kWh ${n}`);
  const line = building.lines[found.line];
  if (!line) throw new RangeError(`line ${found.line}`);
  const segments = await readSegments(building, line);
  const { first, end } = segmentsOf(segments, found);
  const from = Math.max(0, first - 1);
  const to = Math.min(segments.count, end + 1);
  const range = await rangeOf(building, line, segments, { at: found.line, from, to });
  const production = new Set<number>();
  const consumption = new Set<number>();
  for (let at = first; at < end; at++) {
    production.add(segments.production[at] ?? 0);
    if ((segments.landedEnd[at] ?? 0) > (at > 0 ? (segments.landedEnd[at - 1] ?? 0) : 0)) {
      consumption.add(segments.consumption[at] ?? 0);
    }
  }
  const { plant, unit } = line.line.values;
  const readings = await readingsOf(building, plant, production, "reading.production");
  readings.push(...(await readingsOf(building, unit, consumption, "reading.consumption")));
  return { n, range, readings };
}

/** All segments of all lines, and whole days of the meters whose readings the viewer may see. */
export async function monthPart(building: Building): Promise<MonthPart> {
  const ranges: BundleRange[] = [];
  for (const [at, line] of building.lines.entries()) {
    const segments = await readSegments(building, line);
    if (segments.count === 0) continue;
    ranges.push(await rangeOf(building, line, segments, { at, from: 0, to: segments.count }));
  }
  const settled = building.lines.filter(({ line }) => line.values.settledKwh > 0);
  const days: BundleDay[] = [];
  for (const plant of new Set(settled.map(({ line }) => line.values.plant))) {
    days.push(...(await wholeDays(building, plant, "reading.production")));
  }
  days.push(...(await wholeDays(building, building.row.unit, "reading.consumption")));
  return { ranges, days };
}

async function readSegments({ source, row }: Building, { contract }: SourceLine): Promise<Segments> {
  const packed = await source.row(segmentTable, row.month, versionId(row.version), contract.code);
  if (!packed) throw new Error(`the ledger lacks the segments of ${contract.code}`);
  return unpackSegments(packed);
}

/** Segments [from, to) of a line, opened, with what shows them in its trace tree. */
async function rangeOf(
  { source, row }: Building,
  { contract, source: whose }: SourceLine,
  segments: Segments,
  { at, from, to }: { readonly at: number; readonly from: number; readonly to: number },
): Promise<BundleRange> {
  const packed = (first: number, end: number) => protocolBytes(someOf(segments, first, end));
  const { count } = segments;
  const blocks = await source.traceBlocks(row.month, row.version, contract.code, () =>
    traceBlocks(packed(0, count), whose),
  );
  const bytes = packed(from, to);
  const opened = Array.from({ length: to - from }, (_, i) => {
    return bytes.subarray(i * SEGMENT_BYTES, (i + 1) * SEGMENT_BYTES);
  });
  return {
    line: at,
    from,
    size: count,
    segments: opened.map(toHex),
    masks: opened.map((segment, i) => toHex(segmentMask(segment, from + i, whose))),
    proof: traceRangeProof({ count, packed, whose, blocks }, from, to).map(toHex),
  };
}

/** Segments [from, to), sharing memory with the line's. */
function someOf(segments: Segments, from: number, to: number): Segments {
  return {
    count: to - from,
    production: segments.production.subarray(from, to),
    consumption: segments.consumption.subarray(from, to),
    landedEnd: segments.landedEnd.subarray(from, to),
    sentEnd: segments.sentEnd.subarray(from, to),
    offset: segments.offset.subarray(from, to),
  };
}

/** One opened reading per meter of an object and interval of the month. */
async function readingsOf(
  building: Building,
  asset: string,
  intervals: ReadonlySet<number>,
  field: string,
): Promise<BundleReading[]> {
  if (!building.sees(field)) return [];
  const readings: BundleReading[] = [];
  for (const meter of await metersOf(building, asset)) {
    for (const interval of intervals) {
      const place = placeInMonth(interval);
      const day = daysOfMonth(building.row.month)[place.day - 1] ?? 0;
      const { curve, batch } = await curveDay(building, meter, day);
      const curveProof = inclusionProof(readingLeafHashes(curve), place.index);
      readings.push({
        ...batch,
        interval: place.index,
        wh: curve.wh[place.index] ?? 0,
        mask: toHex(readingMask(curve.secret, place.index)),
        curve: curveProof.map(toHex),
      });
    }
  }
  return readings;
}

async function wholeDays(building: Building, asset: string, field: string): Promise<BundleDay[]> {
  if (!building.sees(field)) return [];
  const opened: BundleDay[] = [];
  for (const meter of await metersOf(building, asset)) {
    for (const day of daysOfMonth(building.row.month)) {
      const { curve, batch } = await curveDay(building, meter, day);
      opened.push({ ...batch, secret: toHex(curve.secret), wh: [...curve.wh] });
    }
  }
  return opened;
}

async function metersOf({ source, entries, row, sees }: Building, asset: string): Promise<string[]> {
  const codes = await source.closedMeters(asset, row.month);
  for (const code of codes) await entries.meter(code, sees);
  return codes;
}

async function curveDay({ source, entries }: Building, meter: string, day: DayNumber) {
  const row = await source.must(dayTable, meter, String(day));
  const { curve, index, size, proof } = await source.day(day, row);
  entries.open(row.entry, () => false);
  return { curve, batch: { anchor: row.entry, meter, index, size, proof: proof.map(toHex) } };
}
