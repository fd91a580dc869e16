import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naivePortion } from "@/lib/tracing/naive";
import { mulDiv, portion } from "@/lib/tracing/portion";
import { spread } from "@/lib/tracing/test-market";

const wide = (limit: number) =>
  fc.oneof(
    fc.maxSafeNat().map((value) => value % limit),
    fc.integer({ min: 0, max: 53 }).map((bits) => Math.min(2 ** bits, limit - 1)),
    fc.integer({ min: 1, max: 53 }).map((bits) => Math.min(2 ** bits - 1, limit - 1)),
    fc.nat(1000).map((down) => limit - 1 - down),
    fc.nat(1000),
  );

function big(curve: Float64Array): bigint[] {
  return Array.from(curve, BigInt);
}

function expectPortion(a: number, q: number, curve: Float64Array): void {
  expect(big(portion(a, q, curve))).toEqual(naivePortion(BigInt(a), BigInt(q), big(curve)));
}

/** A total below `limit` spread over some intervals, and a part of it. */
const cases = (limit: number) =>
  fc
    .record({
      q: wide(limit),
      part: fc.oneof(wide(limit), fc.constant(0)),
      near: fc.boolean(),
      weights: fc.array(fc.oneof(fc.nat(5), fc.nat(1_000_000)), { minLength: 1, maxLength: 24 }),
    })
    .map(({ q, part, near, weights }) => {
      const a = near ? q - Math.min(q, part % 3) : part % (q + 1);
      return { a, q, curve: spread(q, weights) };
    });

describe("mulDiv", () => {
  it("is ⌊a·b/q⌋ below 2^50", () => {
    fc.assert(
      fc.property(wide(2 ** 50), wide(2 ** 50), wide(2 ** 50), (a, b, q) => {
        const whole = Math.max(q, 1);
        const part = a % (whole + 1);
        expect(BigInt(mulDiv(part, b, whole))).toBe((BigInt(part) * BigInt(b)) / BigInt(whole));
      }),
      { numRuns: 5000 },
    );
  });

  it("is ⌊a·b/q⌋ up to 2^53", () => {
    fc.assert(
      fc.property(wide(2 ** 53), wide(2 ** 53), wide(2 ** 53), (a, b, q) => {
        const whole = Math.max(q, 1);
        const part = a % (whole + 1);
        expect(BigInt(mulDiv(part, b, whole))).toBe((BigInt(part) * BigInt(b)) / BigInt(whole));
      }),
      { numRuns: 2000 },
    );
  });

  it("is right next to every multiple, where the estimate goes wrong", () => {
    let corrected = 0;
    for (let k = 1; k <= 4000; k++) {
      const q = 2 ** 49 + 12_345 * k;
      const b = 2 ** 49 - 999 * k;
      // a·b just below, at and above a multiple of q.
      const a = Number((BigInt(q) * BigInt(2 ** 48 + k)) / BigInt(b));
      for (const part of [a - 1, a, a + 1]) {
        const exact = (BigInt(part) * BigInt(b)) / BigInt(q);
        if (BigInt(Math.floor((part * b) / q)) !== exact) corrected++;
        expect(BigInt(mulDiv(part, b, q))).toBe(exact);
      }
    }
    expect(corrected).toBeGreaterThan(0);
  });
});

describe("portion", () => {
  it("gives the worked numbers of domain §4", () => {
    const sellable = Float64Array.of(999, 1501, 0, 1500);
    const sold = portion(3000, 4000, sellable);
    expect([...sold]).toEqual([749, 1126, 0, 1125]);
    expect([...portion(2000, 3000, sold)]).toEqual([499, 751, 0, 750]);
    expect([...portion(1000, 1093, Float64Array.of(1, 500, 592, 0))]).toEqual([0, 458, 542, 0]);
  });

  it("equals the definition in BigInt on months of the size there are", () => {
    fc.assert(
      fc.property(cases(2 ** 40), ({ a, q, curve }) => expectPortion(a, q, curve)),
      { numRuns: 2000 },
    );
  });

  it("equals the definition up to 2^50", () => {
    fc.assert(
      fc.property(cases(2 ** 50), ({ a, q, curve }) => expectPortion(a, q, curve)),
      { numRuns: 2000 },
    );
  });

  it("equals the definition from 2^50 to 2^53", () => {
    fc.assert(
      fc.property(cases(2 ** 53), ({ a, q, curve }) => expectPortion(a, q, curve)),
      { numRuns: 500 },
    );
    const q = 2 ** 50;
    expectPortion(q - 1, q, Float64Array.of(q - 1, 0, 1));
  });

  it("corrects an estimate that is one too high and one that is one too low", () => {
    // Every quotient lies within 2^-50 of a whole number: a·p = k·q ± 1 for p close to q.
    for (let k = 1; k < 3000; k++) {
      const q = 2 ** 50 - 2 * k - 1;
      expectPortion(q - 1, q, Float64Array.of(q - 7 * k, 3 * k, 4 * k));
      expectPortion(q - 2, q, Float64Array.of(1, q - 2, 1));
      expectPortion((q - 1) / 2, q, Float64Array.of(2, q - 3, 1));
    }
  });

  it("stays between 0 and the curve, and sums to the part", () => {
    fc.assert(
      fc.property(cases(2 ** 50), ({ a, q, curve }) => {
        const out = portion(a, q, curve);
        expect(out.every((wh, t) => wh >= 0 && wh <= (curve[t] ?? 0))).toBe(true);
        expect(big(out).reduce((sum, wh) => sum + wh, 0n)).toBe(BigInt(a));
      }),
    );
  });

  it("is nothing of nothing, and everything of everything, in an array of its own", () => {
    expect([...portion(0, 0, new Float64Array(3))]).toEqual([0, 0, 0]);
    expect([...portion(0, 5, Float64Array.of(2, 3))]).toEqual([0, 0]);
    const curve = Float64Array.of(2, 3);
    const all = portion(5, 5, curve);
    expect(all).toEqual(curve);
    expect(all).not.toBe(curve);
  });

  it("refuses a part larger than the total, negative, not a number, or a total of 2^53", () => {
    const curve = Float64Array.of(4, 6);
    for (const [a, q] of [
      [11, 10],
      [-1, 10],
      [Number.NaN, 10],
      [1, Number.NaN],
      [1, 2 ** 53],
    ] as const) {
      expect(() => portion(a, q, curve)).toThrow(RangeError);
    }
  });

  it("refuses a curve that does not sum to the total", () => {
    expect(() => portion(3, 10, Float64Array.of(4, 5))).toThrow("does not sum");
    expect(() => portion(3, 2 ** 51, Float64Array.of(4, 5))).toThrow("does not sum");
  });
});
