import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MarketInput, type MarketLine, settleMarket } from "@/lib/market/settlement/settle-market";
import { type TracedMarketLine, traceMarket } from "@/lib/market/settlement/trace-market";
import { lineShare, UnitShares } from "@/lib/market/settlement/unit-shares";
import { unitCurves } from "@/lib/tracing/share";

const folder = "../shared/vectors/market";

interface MarketCase {
  name: string;
  market: {
    plants: { id: string; onGridWh: number; mechanismWh: number; readingsWh: number[] }[];
    units: { id: string; consumedWh: number; readingsWh: number[] }[];
    channels: MarketInput["channels"];
    contracts: MarketInput["contracts"];
  };
  expected: { lines: unknown[]; shares: unknown[]; segments: unknown[] };
}

/** A line as `settle --json` prints it. */
function printed(line: MarketLine): unknown {
  const { number, plant, unit, contractKwh, settledKwh, limitedBy, deviationKwh, sentWh, landedWh } = line;
  const channels = line.edges.map((edge, at) => ({ channel: line.path[at]?.channel, ...edge }));
  const lossWh = sentWh - landedWh;
  return {
    ...{ contract: number, plant, unit, contractKwh, settledKwh, limitedBy, deviationKwh },
    ...{ sentWh, landedWh, lossWh, channels },
  };
}

function traced(lines: readonly MarketLine[], market: MarketCase["market"]): Map<string, TracedMarketLine> {
  const found = new Map<string, TracedMarketLine>();
  const curve = ({ id, readingsWh }: { id: string; readingsWh: number[] }): [string, Float64Array] => [
    id,
    Float64Array.from(readingsWh),
  ];
  const production = new Map(market.plants.map(curve));
  const consumption = new Map(market.units.map(curve));
  traceMarket({ lines, production, consumption }, (trace) => found.set(trace.line.number, trace));
  return found;
}

function sharesOf({ line, x, y }: TracedMarketLine): unknown[] {
  const rows = (side: string, curve: Float64Array) =>
    Array.from(curve, (wh, t) => [line.number, side, t, wh]).filter(([, , , wh]) => wh !== 0);
  return [...rows("production", x), ...rows("consumption", y)];
}

function segmentsOf({ line, segments }: TracedMarketLine): unknown[] {
  const { production, consumption, landedEnd, sentEnd, offset } = segments;
  return Array.from(production, (interval, at) => [
    line.number,
    interval,
    consumption[at],
    (sentEnd[at] ?? 0) - (at > 0 ? (sentEnd[at - 1] ?? 0) : 0),
    (landedEnd[at] ?? 0) - (at > 0 ? (landedEnd[at - 1] ?? 0) : 0),
    offset[at],
  ]);
}

describe.skipIf(!existsSync(folder))("vectors of markets", () => {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  for (const file of files) {
    const { name, market, expected }: MarketCase = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
    it(name, () => {
      const lines = settleMarket(market);
      expect(lines.map(printed)).toEqual(expected.lines);
      const traces = traced(lines, market);
      const inOrder = lines.flatMap((line) => traces.get(line.number) ?? []);
      expect(inOrder.flatMap(sharesOf)).toEqual(expected.shares);
      expect(inOrder.flatMap(segmentsOf)).toEqual(expected.segments);
    });
  }
});

/** Small markets where all bind somewhere: several plants and units, contracts between them at random. */
const markets: fc.Arbitrary<MarketInput> = fc.record({
  plants: fc
    .array(fc.record({ onGridWh: fc.nat({ max: 400_000 }), mechanismWh: fc.nat({ max: 90_000 }) }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((plants) => plants.map((plant, at) => ({ id: `P${at}`, ...plant }))),
  units: fc
    .array(fc.nat({ max: 400_000 }), { minLength: 1, maxLength: 4 })
    .map((units) => units.map((consumedWh, at) => ({ id: `U${at}`, consumedWh }))),
  channels: fc
    .tuple(fc.nat({ max: 999_000 }), fc.nat({ max: 80_000 }), fc.constant(0))
    .map((losses) => losses.map((lossPpm, at) => ({ id: `H${at}`, lossPpm }))),
  contracts: fc
    .uniqueArray(
      fc.record({
        number: fc.string({ minLength: 1, maxLength: 3, unit: "grapheme" }),
        plant: fc.nat({ max: 3 }),
        unit: fc.nat({ max: 3 }),
        contractKwh: fc.integer({ min: 1, max: 300 }),
        channels: fc.subarray(["H0", "H1", "H2"]),
      }),
      { selector: ({ number }) => number, minLength: 1, maxLength: 12 },
    )
    .map((drafts) => drafts.map((draft) => ({ ...draft, plant: `P${draft.plant}`, unit: `U${draft.unit}` }))),
});

function complete(market: MarketInput): MarketInput {
  const plants = new Set(market.plants.map(({ id }) => id));
  const units = new Set(market.units.map(({ id }) => id));
  const contracts = market.contracts.filter(({ plant, unit }) => plants.has(plant) && units.has(unit));
  return { ...market, contracts };
}

/** Domain §3 over a whole market, in BigInt and by counting down. */
function naiveSettled({ plants, units, channels, contracts }: MarketInput): Map<string, bigint> {
  const sentOf = (kwh: bigint, path: readonly string[]): bigint => {
    let wh = 1000n * kwh;
    for (const id of [...path].reverse()) {
      const kept = 1_000_000n - BigInt(channels.find((channel) => channel.id === id)?.lossPpm ?? 0);
      wh = (wh * 1_000_000n + kept - 1n) / kept;
    }
    return wh;
  };
  const settled = new Map<string, bigint>();
  for (const { number, plant, unit, contractKwh, channels: path } of contracts) {
    const seller = plants.find(({ id }) => id === plant);
    const c = BigInt(contractKwh);
    let [G, C, D] = [BigInt((seller?.onGridWh ?? 0) - (seller?.mechanismWh ?? 0)), 0n, 0n];
    if (G < 0n) G = 0n;
    const U = BigInt(units.find(({ id }) => id === unit)?.consumedWh ?? 0);
    for (const other of contracts) {
      if (other.plant === plant) C += sentOf(BigInt(other.contractKwh), other.channels);
      if (other.unit === unit) D += 1000n * BigInt(other.contractKwh);
    }
    const quota = C > G ? (sentOf(c, path) * G) / C : sentOf(c, path);
    const allowance = D > U ? (1000n * c * U) / D : 1000n * c;
    let n = c;
    while (n > 0n && !(1000n * n <= allowance && sentOf(n, path) <= quota)) n -= 1n;
    settled.set(number, n);
  }
  return settled;
}

function total(lines: readonly MarketLine[], of: (line: MarketLine) => number): number {
  return lines.reduce((sum, line) => sum + of(line), 0);
}

describe("a market", () => {
  it("settles as the naive second implementation does, and oversells on neither side", () => {
    fc.assert(
      fc.property(markets, (drawn) => {
        const market = complete(drawn);
        const lines = settleMarket(market);
        const naive = naiveSettled(market);
        for (const line of lines) {
          expect(BigInt(line.settledKwh), line.number).toBe(naive.get(line.number));
          expect(line.settledKwh + line.deviationKwh).toBe(line.contractKwh);
        }
        for (const { id, onGridWh, mechanismWh } of market.plants) {
          const own = lines.filter(({ plant }) => plant === id);
          expect(total(own, ({ sentWh }) => sentWh)).toBeLessThanOrEqual(Math.max(0, onGridWh - mechanismWh));
        }
        for (const { id, consumedWh } of market.units) {
          const own = lines.filter(({ unit }) => unit === id);
          expect(total(own, ({ landedWh }) => landedWh)).toBeLessThanOrEqual(consumedWh);
        }
      }),
    );
  });

  it("does not depend on the order anything is given in", () => {
    fc.assert(
      fc.property(markets, fc.infiniteStream(fc.double({ noNaN: true })), (drawn, weights) => {
        const market = complete(drawn);
        const shuffled = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, weight: weights.next().value }))
            .sort((a, b) => a.weight - b.weight)
            .map(({ item }) => item);
        const other = {
          plants: shuffled(market.plants),
          units: shuffled(market.units),
          channels: shuffled(market.channels),
          contracts: shuffled(market.contracts),
        };
        expect(settleMarket(other)).toEqual(settleMarket(market));
      }),
    );
  });

  it("binds each of the three, with several counterparties on both sides", () => {
    const lines = settleMarket({
      plants: [
        { id: "wind", onGridWh: 900_000, mechanismWh: 0 },
        { id: "sun", onGridWh: 700_000, mechanismWh: 200_000 },
        { id: "hydro", onGridWh: 80_000, mechanismWh: 80_000 },
      ],
      units: [
        { id: "mill", consumedWh: 500_000 },
        { id: "port", consumedWh: 5_000_000 },
      ],
      channels: [{ id: "dc", lossPpm: 50_000 }],
      contracts: [
        { number: "1", plant: "wind", unit: "mill", contractKwh: 400, channels: [] },
        { number: "2", plant: "wind", unit: "port", contractKwh: 100, channels: ["dc"] },
        { number: "3", plant: "sun", unit: "mill", contractKwh: 400, channels: [] },
        { number: "4", plant: "sun", unit: "port", contractKwh: 300, channels: ["dc"] },
        { number: "5", plant: "hydro", unit: "port", contractKwh: 10, channels: [] },
      ],
    });
    expect(lines.map(({ settledKwh, limitedBy }) => [settledKwh, limitedBy])).toEqual([
      [250, "consumption"],
      [100, "contract"],
      [250, "consumption"],
      [209, "generation"],
      [0, "generation"],
    ]);
    const [, , , fourth] = lines;
    // sent(300 kWh) = ⌈300,000 / 0.95⌉ = 315,790; C = 715,790; quota ⌊315,790 · 500,000 / 715,790⌋ = 220,588
    expect(fourth).toMatchObject({
      G: 500_000,
      C: 715_790,
      quotaWh: 220_588,
      sentWh: 220_000,
      landedWh: 209_000,
    });
  });

  it("throws where a contract names nothing", () => {
    const empty = { plants: [], units: [], channels: [] };
    const contract = { number: "1", plant: "P", unit: "U", contractKwh: 1, channels: [] };
    expect(() => settleMarket({ ...empty, contracts: [contract] })).toThrow(RangeError);
    expect(() => settleMarket({ ...empty, contracts: [{ ...contract, channels: ["H"] }] })).toThrow(
      RangeError,
    );
    expect(settleMarket({ ...empty, contracts: [] })).toEqual([]);
  });
});

describe("tracing a market", () => {
  const input = {
    plants: [{ id: "P", onGridWh: 2000, mechanismWh: 0 }],
    units: [{ id: "U", consumedWh: 5000 }],
    channels: [],
    contracts: [{ number: "1", plant: "P", unit: "U", contractKwh: 2, channels: [] }],
  };
  const production = new Map([["P", Float64Array.of(1500, 500)]]);
  const consumption = new Map([["U", Float64Array.of(1000, 4000)]]);

  it("throws where readings are missing or are not those that were settled", () => {
    const lines = settleMarket(input);
    const visit = () => undefined;
    expect(() => traceMarket({ lines, production, consumption: new Map() }, visit)).toThrow(RangeError);
    expect(() => traceMarket({ lines, production: new Map(), consumption }, visit)).toThrow(RangeError);
    const other = new Map([["P", Float64Array.of(1500, 400)]]);
    expect(() => traceMarket({ lines, production: other, consumption }, visit)).toThrow(RangeError);
    const less = new Map([["U", Float64Array.of(1000, 10)]]);
    expect(() => traceMarket({ lines, production, consumption: less }, visit)).toThrow(RangeError);
  });

  it("of no line visits nobody", () => {
    traceMarket({ lines: [], production, consumption }, () => {
      throw new Error("visited");
    });
  });
});

describe("a unit's shares", () => {
  const demands = fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 12 }).chain((landedByLine) => {
    const landed = landedByLine.reduce((sum, wh) => sum + wh, 0);
    return fc.array(fc.nat({ max: 9000 }), { minLength: 1, maxLength: 20 }).map((rest) => {
      const readings = Float64Array.from([landed, ...rest]);
      return { landedByLine, readings, U: readings.reduce((sum, wh) => sum + wh, 0) };
    });
  });

  it("are the same followed line by line, kept or not", () => {
    fc.assert(
      fc.property(demands, (demand) => {
        const { lines } = unitCurves(demand);
        const [roomy, narrow] = [new UnitShares(1e6), new UnitShares(0)];
        demand.landedByLine.forEach((_, at) => {
          expect(lineShare(demand, at)).toEqual(lines[at]);
          expect(roomy.share("u", at, () => demand)).toEqual(lines[at]);
          expect(narrow.share("u", at, () => demand)).toEqual(lines[at]);
        });
      }),
    );
  });

  it("are asked for once a unit", () => {
    const demand = { U: 30, readings: Float64Array.of(10, 20), landedByLine: [5, 5] };
    const shares = new UnitShares(100);
    shares.share("u", 0, () => demand);
    expect(() =>
      shares.share("u", 1, () => {
        throw new Error("asked twice");
      }),
    ).not.toThrow();
    expect(() => shares.share("u", 2, () => demand)).toThrow(RangeError);
  });
});
