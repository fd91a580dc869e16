import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LineInput, type SettledLine, sellableWh, settleLine } from "@/lib/market/settlement/rules";

const plenty = { U: 9_000_000_000, D: 1 };

/** Domain §3 word by word: products in BigInt, the largest n found by counting down. */
function naive({ contractKwh, path, G, C, U, D }: LineInput) {
  const sent = (landed: bigint): bigint => {
    let wh = landed;
    for (const { lossPpm } of [...path].reverse()) {
      const kept = 1_000_000n - BigInt(lossPpm);
      wh = (wh * 1_000_000n + kept - 1n) / kept;
    }
    return wh;
  };
  const c = 1000n * BigInt(contractKwh);
  const quota = C > G ? (sent(c) * BigInt(G)) / BigInt(C) : sent(c);
  const allowance = D > U ? (c * BigInt(U)) / BigInt(D) : c;
  let n = BigInt(contractKwh);
  while (n > 0n && (1000n * n > allowance || sent(1000n * n) > quota)) n--;
  const limitedBy =
    n === BigInt(contractKwh) ? "contract" : sent(1000n * (n + 1n)) > quota ? "generation" : "consumption";
  return { quota, allowance, settled: n, limitedBy, sent: sent(1000n * n) };
}

function brief(line: SettledLine) {
  const { settledKwh, limitedBy, deviationKwh, sentWh, landedWh } = line;
  return { settledKwh, limitedBy, deviationKwh, sentWh, landedWh };
}

describe("settleLine", () => {
  it("gives the worked example of domain §3", () => {
    const path = [{ lossPpm: 65_400 }, { lossPpm: 20_000 }];
    const G = sellableWh(1_500_000, 300_000);
    const k1 = settleLine({ contractKwh: 1000, path: [], G, C: 1_545_908, ...plenty });
    const k2 = settleLine({ contractKwh: 500, path, G, C: 1_545_908, ...plenty });
    expect(k1).toEqual({
      quotaWh: 776_242,
      allowanceWh: 1_000_000,
      settledKwh: 776,
      limitedBy: "generation",
      deviationKwh: 224,
      sentWh: 776_000,
      landedWh: 776_000,
      edges: [],
    });
    expect(k2.quotaWh).toBe(423_757);
    expect(brief(k2)).toEqual({
      settledKwh: 388,
      limitedBy: "generation",
      deviationKwh: 112,
      sentWh: 423_625,
      landedWh: 388_000,
    });
    expect(k2.edges).toEqual([
      { sentWh: 423_625, lossWh: 27_706, landedWh: 395_919 },
      { sentWh: 395_919, lossWh: 7_919, landedWh: 388_000 },
    ]);
    expect(G - k1.sentWh - k2.sentWh).toBe(375);
  });

  it("names the contract when all of it is settled, with nothing to spare on either side", () => {
    const line = settleLine({ contractKwh: 7, path: [], G: 7000, C: 7000, U: 7000, D: 7000 });
    expect(brief(line)).toEqual({
      settledKwh: 7,
      limitedBy: "contract",
      deviationKwh: 0,
      sentWh: 7000,
      landedWh: 7000,
    });
  });

  it("names consumption when the unit used too little", () => {
    const line = settleLine({ contractKwh: 10, path: [], G: 10_000, C: 10_000, U: 5999, D: 10_000 });
    expect(brief(line)).toMatchObject({ settledKwh: 5, limitedBy: "consumption", deviationKwh: 5 });
  });

  it("names generation when both sides bind at the same kWh", () => {
    const line = settleLine({ contractKwh: 10, path: [], G: 5500, C: 10_000, U: 5500, D: 10_000 });
    expect(brief(line)).toMatchObject({ settledKwh: 5, limitedBy: "generation" });
  });

  it("names consumption when generation would still carry one kWh more", () => {
    const line = settleLine({ contractKwh: 10, path: [], G: 6000, C: 10_000, U: 5500, D: 10_000 });
    expect(brief(line)).toMatchObject({ settledKwh: 5, limitedBy: "consumption" });
  });

  it("settles nothing when mechanism energy takes all", () => {
    const G = sellableWh(500, 800);
    const line = settleLine({ contractKwh: 3, path: [{ lossPpm: 10 }], G, C: 3001, U: 1e9, D: 3000 });
    expect(brief(line)).toEqual({
      settledKwh: 0,
      limitedBy: "generation",
      deviationKwh: 3,
      sentWh: 0,
      landedWh: 0,
    });
    expect(line.edges).toEqual([{ sentWh: 0, lossWh: 0, landedWh: 0 }]);
  });

  it("multiplies beyond 2^53 without rounding", () => {
    const [contractKwh, G, C] = [140_737_488_355, 2 ** 47 - 1, 2 ** 48 - 3];
    const line = settleLine({ contractKwh, path: [], G, C, U: 2 ** 52, D: 1 });
    const quota = (1000n * BigInt(contractKwh) * BigInt(G)) / BigInt(C);
    expect(BigInt(line.quotaWh)).toBe(quota);
    expect(BigInt(line.settledKwh)).toBe(quota / 1000n);
  });

  it("throws for a contract below one kWh and for one that cannot be counted", () => {
    expect(() => settleLine({ contractKwh: 0, path: [], G: 1, C: 1, U: 1, D: 1 })).toThrow(RangeError);
    const path = [{ lossPpm: 999_999 }];
    expect(() => settleLine({ contractKwh: 10_000_000, path, G: 1, C: 1, U: 1, D: 1 })).toThrow(RangeError);
  });

  it("agrees with the naive reading on random lines, every bound kept", () => {
    const lossPpm = fc.oneof(fc.constantFrom(0, 1, 999_000), fc.nat({ max: 900_000 }));
    const lines = fc.record({
      contractKwh: fc.integer({ min: 1, max: 400 }),
      path: fc.array(fc.record({ lossPpm }), { maxLength: 3 }),
      G: fc.oneof(fc.nat({ max: 600_000 }), fc.nat({ max: 2 ** 50 })),
      C: fc.oneof(fc.integer({ min: 1, max: 1_200_000 }), fc.integer({ min: 1, max: 2 ** 52 })),
      U: fc.nat({ max: 600_000 }),
      D: fc.integer({ min: 1, max: 1_200_000 }),
    });
    fc.assert(
      fc.property(lines, (input) => {
        const line = settleLine(input);
        const wanted = naive(input);
        expect([line.quotaWh, line.allowanceWh, line.settledKwh, line.sentWh].map(BigInt)).toEqual([
          wanted.quota,
          wanted.allowance,
          wanted.settled,
          wanted.sent,
        ]);
        expect(line.limitedBy).toBe(wanted.limitedBy);
        expect(line.sentWh <= line.quotaWh && line.landedWh <= line.allowanceWh).toBe(true);
        const lossWh = line.edges.reduce((sum, edge) => sum + edge.lossWh, 0);
        expect(line.sentWh - lossWh).toBe(line.landedWh);
      }),
      { numRuns: 500 },
    );
  });
});
