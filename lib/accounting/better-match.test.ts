import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { portion } from "@/lib/tracing/portion";
import { plantCurves, unitCurves } from "@/lib/tracing/share";
import {
  arrivingFrom,
  coincidentOf,
  coincidentWith,
  EVENING,
  type MatchedUnit,
  MIDDAY,
  shiftedUse,
  worstMatched,
} from "./better-match";

const DAYS = 2;
const T = DAYS * 96;
const curve = fc
  .array(fc.nat(5000), { minLength: T, maxLength: T })
  .map((values) => Float64Array.from(values));
const sum = (values: Iterable<number>) => [...values].reduce((all, value) => all + value, 0);

/** domain §4: the part a of q along p, written out in BigInt. */
function naivePortion(a: bigint, q: bigint, p: readonly bigint[]): bigint[] {
  let before = 0n;
  return p.map((value) => {
    const after = before + value;
    const part = q === 0n ? 0n : (a * after) / q - (a * before) / q;
    before = after;
    return part;
  });
}
const big = (values: Float64Array) => Array.from(values, (value) => BigInt(value));

/** A unit whose one line arrives along another curve. */
function unitOf(readings: Float64Array, generated: Float64Array, tenths: number): MatchedUnit {
  const consumedWh = sum(readings);
  const landedWh = Math.floor((Math.min(consumedWh, sum(generated)) * tenths) / 10);
  const { lines } = unitCurves({ U: consumedWh, readings, landedByLine: [landedWh] });
  const arriving = portion(landedWh, sum(generated), generated);
  const used = lines[0] ?? new Float64Array(T);
  return { unit: "u", consumedWh, readings, lines: [{ contract: "k", unit: "u", landedWh, arriving, used }] };
}

describe("a better match", () => {
  it("changes nothing where nothing is changed", () => {
    fc.assert(
      fc.property(curve, curve, fc.nat(10), (readings, generated, tenths) => {
        const unit = unitOf(readings, generated, tenths);
        const now = coincidentWith([unit], {});
        const [line] = unit.lines;
        if (line === undefined) throw new Error("no line");
        const same = { readings: new Map([["u", readings]]), arriving: new Map([["k", line.arriving]]) };
        expect(coincidentWith([unit], same)).toBe(now);
        expect(now).toBe(coincidentOf(line.arriving, line.used));
        expect(now).toBeLessThanOrEqual(line.landedWh);
      }),
      { numRuns: 30 },
    );
  });

  it("takes from another plant what a naive reading of domain §4 gives", () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 1, max: 9 }), fc.nat(90_000), (unsold, tenths, lossPpm) => {
        const landedWh = Math.floor((sum(unsold) * tenths) / 20);
        const arriving = arrivingFrom(landedWh, [{ lossPpm }], unsold);
        const kept = BigInt(1_000_000 - lossPpm);
        const sent = (BigInt(landedWh) * 1_000_000n + kept - 1n) / kept;
        const x = naivePortion(sent, BigInt(sum(unsold)), big(unsold));
        const wanted = naivePortion(BigInt(landedWh), sent, x);
        expect(arriving && big(arriving)).toEqual(sent === 0n ? big(new Float64Array(T)) : wanted);
      }),
      { numRuns: 40 },
    );
  });

  it("takes nothing from a plant that had not enough", () => {
    expect(arrivingFrom(1000, [{ lossPpm: 1 }], new Float64Array([600, 400]))).toBeUndefined();
    expect(arrivingFrom(1000, [], new Float64Array([600, 400]))).toEqual(new Float64Array([600, 400]));
  });

  it("moves use within the day: the total stays, the evening loses exactly what midday gains", () => {
    fc.assert(
      fc.property(curve, fc.nat(10), (readings, tenths) => {
        const shifted = shiftedUse(readings, tenths);
        expect(sum(shifted.readings)).toBe(sum(readings));
        for (let day = 0; day < DAYS; day++) {
          const part = (values: Float64Array, from: number, to: number) =>
            sum(values.slice(96 * day + from, 96 * day + to));
          const lost =
            part(readings, EVENING.from, EVENING.to) - part(shifted.readings, EVENING.from, EVENING.to);
          const won = part(shifted.readings, MIDDAY.from, MIDDAY.to) - part(readings, MIDDAY.from, MIDDAY.to);
          expect(lost).toBe(won);
          const naive = sum(
            readings.slice(96 * day + 72, 96 * day + 92).map((wh) => Math.floor((wh * tenths) / 10)),
          );
          expect(lost).toBe(naive);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("finds the worst share, not the smallest line", () => {
    const flat = new Float64Array(T).fill(10);
    const night = new Float64Array(T);
    night[0] = 10 * T;
    const line = (contract: string, arriving: Float64Array, landedWh = sum(arriving)) => {
      return { contract, unit: "u", landedWh, arriving, used: flat };
    };
    expect(worstMatched([line("good", flat), line("bad", night)])?.contract).toBe("bad");
    expect(worstMatched([line("none", night, 0)])).toBeUndefined();
  });

  it("leaves of a plant's sellable curve what no line took", () => {
    const readings = Float64Array.from([100, 50, 0, 150]);
    const { sellable, sold } = plantCurves({ G: 300, readings, sentByLine: [100, 50] });
    const left = sellable.map((wh, t) => wh - (sold[t] ?? 0));
    expect(sum(left)).toBe(150);
    for (const wh of left) expect(wh).toBeGreaterThanOrEqual(0);
  });
});
