import fc from "fast-check";
import { expect, it } from "vitest";
import { addedUp, limitCounts, sumsOf } from "./sums";

const contract = fc
  .record({
    contractKwh: fc.integer({ min: 1, max: 1_000_000 }),
    short: fc.nat(1_000_000),
    side: fc.constantFrom("generation" as const, "consumption" as const),
    energyFen: fc.nat(1_000_000),
    environmentFen: fc.nat(1_000_000),
    open: fc.boolean(),
  })
  .map(({ contractKwh, short, side, energyFen, environmentFen, open }) => {
    const deviationKwh = Math.min(short, contractKwh);
    const limitedBy = deviationKwh === 0 ? ("contract" as const) : side;
    const settledKwh = contractKwh - deviationKwh;
    return open
      ? { contractKwh }
      : { contractKwh, settled: { settledKwh, deviationKwh, limitedBy, energyFen, environmentFen } };
  });

it("add up to themselves: parts, reasons and whole", () => {
  fc.assert(
    fc.property(fc.array(contract), fc.array(contract), (a, b) => {
      const whole = sumsOf([...a, ...b]);
      expect(addedUp([sumsOf(a), sumsOf(b)])).toEqual(whole);
      expect(whole.byGenerationKwh + whole.byConsumptionKwh).toBe(whole.deviationKwh);
      const settled = [...a, ...b].filter((one) => "settled" in one);
      const contracted = settled.reduce((sum, { contractKwh }) => sum + contractKwh, 0);
      expect(whole.settledKwh + whole.deviationKwh).toBe(contracted);
      const counts = limitCounts([...a, ...b]);
      expect(counts.contract + counts.generation + counts.consumption).toBe(settled.length);
    }),
  );
});
