/** The published markets: shares and segments, from the settled quantities they expect. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compareText } from "@/lib/crypto/bytes";
import { pathOf } from "@/lib/tracing/lookup";
import { packSegments, unpackSegments } from "@/lib/tracing/pack";
import { traceLine } from "@/lib/tracing/pair";
import { landedStart, type Segments, segmentAt, sentStart } from "@/lib/tracing/segments";
import { plantCurves, unitCurves } from "@/lib/tracing/share";

interface VectorLine {
  contract: string;
  plant: string;
  unit: string;
  sentWh: number;
  landedWh: number;
  lossWh: number;
  channels: { channel: string; sentWh: number; lossWh: number; landedWh: number }[];
}

interface VectorMarket {
  name: string;
  market: {
    intervals: number;
    plants: { id: string; onGridWh: number; mechanismWh: number; readingsWh: number[] }[];
    units: { id: string; consumedWh: number; readingsWh: number[] }[];
  };
  expected: {
    lines: VectorLine[];
    shares: [string, "production" | "consumption", number, number][];
    segments: [string, number, number, number, number, number][];
  };
}

interface TracedVector {
  line: VectorLine;
  x: Float64Array;
  y: Float64Array;
  segments: Segments;
}

const folder = join(process.cwd(), "../shared/vectors/market");
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

function load(file: string): VectorMarket {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}

function traced({ market, expected }: VectorMarket): TracedVector[] {
  const lines = [...expected.lines].sort((a, b) => compareText(a.contract, b.contract));
  const y = new Map<string, Float64Array>();
  for (const unit of market.units) {
    const own = lines.filter((line) => line.unit === unit.id);
    const readings = Float64Array.from(unit.readingsWh);
    const curves = unitCurves({
      U: unit.consumedWh,
      readings,
      landedByLine: own.map((line) => line.landedWh),
    });
    for (const [at, line] of own.entries()) y.set(line.contract, curves.lines[at] ?? new Float64Array());
  }
  const out: TracedVector[] = [];
  for (const plant of market.plants) {
    const own = lines.filter((line) => line.plant === plant.id);
    const G = Math.max(0, plant.onGridWh - plant.mechanismWh);
    const readings = Float64Array.from(plant.readingsWh);
    const curves = plantCurves({ G, readings, sentByLine: own.map((line) => line.sentWh) });
    own.forEach((line, at) => {
      const shares = {
        x: curves.lines[at] ?? new Float64Array(),
        y: y.get(line.contract) ?? new Float64Array(),
        offsetStarts: curves.offsetStarts[at] ?? new Float64Array(),
      };
      const { segments } = traceLine({ ...shares, sentWh: line.sentWh, landedWh: line.landedWh });
      out.push({ line, x: shares.x, y: shares.y, segments });
    });
  }
  return out.sort((a, b) => compareText(a.line.contract, b.line.contract));
}

describe.skipIf(files.length === 0)("shared/vectors/market", () => {
  for (const file of files) {
    const vector = load(file);
    const lines = traced(vector);

    it(`${vector.name}: shares`, () => {
      const shares = lines.flatMap(({ line, x, y }) => [
        ...nonZero(x).map(([t, wh]) => [line.contract, "production", t, wh]),
        ...nonZero(y).map(([t, wh]) => [line.contract, "consumption", t, wh]),
      ]);
      expect(shares).toEqual(vector.expected.shares);
    });

    it(`${vector.name}: segments`, () => {
      const segments = lines.flatMap(({ line, segments: all }) =>
        Array.from({ length: all.count }, (_, at) => {
          const one = segmentAt(all, at);
          const sentWh = one.sentEnd - sentStart(all, at);
          const landedWh = one.landedEnd - landedStart(all, at);
          return [line.contract, one.production, one.consumption, sentWh, landedWh, one.offset];
        }),
      );
      expect(segments).toEqual(vector.expected.segments);
    });

    it(`${vector.name}: pack and unpack`, () => {
      for (const { segments } of lines) expect(unpackSegments(packSegments(segments))).toEqual(segments);
    });

    it(`${vector.name}: the path of everything adds up to every channel's flow`, () => {
      for (const { line, segments } of lines) {
        const lossWh = line.channels.map((channel) => channel.lossWh);
        const pieces = pathOf(segments, { from: 0, to: line.landedWh }, lossWh);
        line.channels.forEach(({ sentWh, landedWh, lossWh: lost }, at) => {
          const total = { sentWh: 0, lossWh: 0, landedWh: 0 };
          for (const { channels } of pieces) {
            total.sentWh += channels[at]?.sentWh ?? Number.NaN;
            total.lossWh += channels[at]?.lossWh ?? Number.NaN;
            total.landedWh += channels[at]?.landedWh ?? Number.NaN;
          }
          expect(total).toEqual({ sentWh, lossWh: lost, landedWh });
        });
      }
    });
  }
});

function nonZero(curve: Float64Array): [number, number][] {
  return [...curve.entries()].filter(([, wh]) => wh !== 0);
}
