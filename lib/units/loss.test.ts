import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edgesOf, sentFor, sentThrough } from "@/lib/units/loss";

const exact = (landedWh: number, lossPpm: number): bigint => {
  const kept = BigInt(1_000_000 - lossPpm);
  return (BigInt(landedWh) * 1_000_000n + kept - 1n) / kept;
};

const quantity = fc.oneof(fc.maxSafeNat(), fc.nat(1_000_000), fc.nat(2 ** 40));
const ppm = fc.oneof(fc.nat(999_999), fc.nat(100_000), fc.constant(0), fc.constant(999_999));

describe("loss", () => {
  it("gives the worked numbers of domain §3", () => {
    const path = [{ lossPpm: 65_400 }, { lossPpm: 20_000 }];
    expect(sentFor(500_000, 20_000)).toBe(510_205);
    expect(sentThrough(500_000, path)).toBe(545_908);
    expect(sentThrough(389_000, path)).toBe(424_716);
    expect(edgesOf(388_000, path)).toEqual([
      { sentWh: 423_625, lossWh: 27_706, landedWh: 395_919 },
      { sentWh: 395_919, lossWh: 7919, landedWh: 388_000 },
    ]);
    expect(edgesOf(1000, path).map((edge) => edge.lossWh)).toEqual([72, 21]);
  });

  it("keeps what needs no channel, and minds the order", () => {
    expect(sentThrough(1_000_000, [])).toBe(1_000_000);
    expect(edgesOf(1_000_000, [])).toEqual([]);
    const [a, b] = [{ lossPpm: 500_000 }, { lossPpm: 1 }];
    expect([sentThrough(7, [a, b]), sentThrough(7, [b, a])]).toEqual([16, 15]);
  });

  it("equals the definition in BigInt, Infinity from 2^53 on", () => {
    fc.assert(
      fc.property(quantity, ppm, (landedWh, lossPpm) => {
        const wanted = exact(landedWh, lossPpm);
        const sent = sentFor(landedWh, lossPpm);
        if (wanted >= 2n ** 53n) expect(sent).toBe(Number.POSITIVE_INFINITY);
        else expect(BigInt(sent)).toBe(wanted);
      }),
      { numRuns: 5000 },
    );
    expect(sentThrough(2 ** 52, [{ lossPpm: 1 }, { lossPpm: 999_999 }])).toBe(Number.POSITIVE_INFINITY);
  });

  it("conserves on every edge, ends at the landed quantity and never shrinks backwards", () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 31),
        fc.array(fc.record({ lossPpm: fc.nat(200_000) }), { maxLength: 5 }),
        (wh, path) => {
          const edges = edgesOf(wh, path);
          expect(edges[0]?.sentWh ?? wh).toBe(sentThrough(wh, path));
          expect(edges[edges.length - 1]?.landedWh ?? wh).toBe(wh);
          for (const [at, edge] of edges.entries()) {
            expect(edge.sentWh - edge.lossWh).toBe(edge.landedWh);
            expect(edge.lossWh).toBeGreaterThanOrEqual(0);
            if (at > 0) expect(edges[at - 1]?.landedWh).toBe(edge.sentWh);
          }
        },
      ),
    );
  });

  it("refuses a loss that is no ppm below 10⁶", () => {
    for (const lossPpm of [-1, 1_000_000, 0.5, Number.NaN]) {
      expect(() => sentFor(1000, lossPpm)).toThrow(RangeError);
    }
  });
});
