/** Small random months for the tests: plants, units and settled lines whose quantities fit each other. */
import fc from "fast-check";
import { compareText } from "@/lib/crypto/bytes";
import { type LineShares, type TracedLine, traceLine } from "@/lib/tracing/pair";
import { plantCurves, unitCurves } from "@/lib/tracing/share";
import { edgesOf, sentThrough } from "@/lib/units/loss";

export interface TestLine {
  readonly number: string;
  readonly plant: number;
  readonly unit: number;
  readonly sentWh: number;
  readonly landedWh: number;
  readonly lossWh: readonly number[];
}

export interface TestMarket {
  readonly lines: readonly TestLine[];
  readonly plants: readonly { readonly G: number; readonly readings: Float64Array }[];
  readonly units: readonly { readonly U: number; readonly readings: Float64Array }[];
}

export interface TestTrace extends TracedLine {
  readonly line: TestLine;
  readonly shares: LineShares;
}

/** `total` spread over intervals by weight; what rounding leaves goes to the heaviest. All 0 takes it in one. */
export function spread(total: number, weights: readonly number[]): Float64Array {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const curve = Float64Array.from(weights, (weight) =>
    whole === 0 ? 0 : Math.floor((total / whole) * weight),
  );
  const rest = total - curve.reduce((sum, wh) => sum + wh, 0);
  const heaviest = weights.indexOf(Math.max(...weights));
  curve[heaviest] = (curve[heaviest] ?? 0) + rest;
  return curve;
}

const weights = (intervals: number) =>
  fc.array(fc.oneof(fc.constant(0), fc.nat(3), fc.nat(1000)), { minLength: intervals, maxLength: intervals });

const sizes = (maxWh: number) => fc.oneof(fc.constant(0), fc.nat(20), fc.nat(maxWh));

/** Up to 2 plants, 3 units and 7 lines over `intervals` quarter-hours; a line lands at most `maxWh`. */
export function testMarkets(intervals: number, maxWh: number): fc.Arbitrary<TestMarket> {
  const line = fc.record({
    plant: fc.nat(1),
    unit: fc.nat(2),
    landedWh: sizes(maxWh),
    path: fc.array(fc.record({ lossPpm: fc.oneof(fc.constant(0), fc.nat(200_000), fc.nat(900_000)) }), {
      maxLength: 3,
    }),
  });
  const side = (count: number) =>
    fc.array(fc.record({ slack: sizes(maxWh), aside: sizes(maxWh), weights: weights(intervals) }), {
      minLength: count,
      maxLength: count,
    });
  return fc
    .record({ lines: fc.array(line, { minLength: 1, maxLength: 7 }), plants: side(2), units: side(3) })
    .map(({ lines: drafts, plants, units }) => {
      const lines = drafts.map(({ path, ...draft }, at) => ({
        ...draft,
        number: `K${at}`,
        sentWh: sentThrough(draft.landedWh, path),
        lossWh: edgesOf(draft.landedWh, path).map((edge) => edge.lossWh),
      }));
      const sum = (of: readonly TestLine[], key: "sentWh" | "landedWh") =>
        of.reduce((total, each) => total + each[key], 0);
      return {
        lines,
        plants: plants.map((plant, at) => {
          const G =
            sum(
              lines.filter((each) => each.plant === at),
              "sentWh",
            ) + plant.slack;
          return { G, readings: spread(G + plant.aside, plant.weights) };
        }),
        units: units.map((unit, at) => {
          const U =
            sum(
              lines.filter((each) => each.unit === at),
              "landedWh",
            ) + unit.slack;
          return { U, readings: spread(U, unit.weights) };
        }),
      };
    });
}

/** Traces a whole market; lines may come in any order. */
export function traceTestMarket(market: TestMarket): TestTrace[] {
  const lines = [...market.lines].sort((a, b) => compareText(a.number, b.number));
  const y = new Map<string, Float64Array>();
  for (const [at, unit] of market.units.entries()) {
    const own = lines.filter((line) => line.unit === at);
    const curves = unitCurves({ ...unit, landedByLine: own.map((line) => line.landedWh) });
    for (const [k, line] of own.entries()) y.set(line.number, curves.lines[k] ?? new Float64Array());
  }
  return market.plants.flatMap((plant, at) => {
    const own = lines.filter((line) => line.plant === at);
    const curves = plantCurves({ ...plant, sentByLine: own.map((line) => line.sentWh) });
    return own.map((line, k) => {
      const shares: LineShares = {
        x: curves.lines[k] ?? new Float64Array(),
        y: y.get(line.number) ?? new Float64Array(),
        offsetStarts: curves.offsetStarts[k] ?? new Float64Array(),
        sentWh: line.sentWh,
        landedWh: line.landedWh,
      };
      return { line, shares, ...traceLine(shares) };
    });
  });
}
