import { beforeAll, describe, expect, it } from "vitest";
import { compareText, fromHex, toHex } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";
import { certificateLines, certifiedUnits } from "@/lib/market/certificates/model";
import { execute } from "@/lib/market/execute";
import { assetCurve, openSides, pathOf } from "@/lib/market/settlement/model";
import { certLinesRoot, linesRoot, sumRoot, tracesRoot } from "@/lib/market/settlement/roots";
import { settleMarket } from "@/lib/market/settlement/settle-market";
import { traceMarket } from "@/lib/market/settlement/trace-market";
import {
  certificates,
  contracts,
  lines,
  mechanisms,
  months,
  plants,
  segments,
  settledPlants,
  traces,
  unitCertificates,
  units,
} from "@/lib/market/state";
import { memoryState, TestMarket } from "@/lib/market/test-market";
import {
  anchorMonth,
  type Curve,
  closeDraft,
  issueDraft,
  issueMonth,
  mechanismDraft,
  settleMonth,
} from "@/lib/market/test-month";
import { unpackSegments } from "@/lib/tracing/pack";

const MONTH = "2026-02";

/** Two plants, three units, two channels, five contracts: each of the three sides binds somewhere. */
async function openMarket(seed: string) {
  const market = await TestMarket.founded(seed);
  const seller = (await market.addParticipant("generator", "wind-co", { province: "65" })).code;
  const mill = (await market.addParticipant("consumer", "mill-co", { alg: "sm2" })).code;
  const port = (await market.addParticipant("consumer", "port-co", { province: "31", alg: null })).code;
  const wind = await market.addPlant(seller, "wind", { type: "W1", place: "650100" });
  const sun = await market.addPlant(seller, "sun", { type: "S1", place: "650200" });
  const loom = await market.addUnit(mill, "loom");
  const kiln = await market.addUnit(mill, "kiln");
  const crane = await market.addUnit(port, "crane", "31");
  const east = await market.addChannel("east", "65", "11", 65_400);
  const south = await market.addChannel("south", "11", "31", 20_000);
  const deals = [
    { number: "K10", plant: wind, unit: loom, contractKwh: 900, path: [east] },
    { number: "K2", plant: wind, unit: crane, contractKwh: 700, path: [east, south] },
    { number: "合同三", plant: wind, unit: kiln, contractKwh: 4, path: [east] },
    { number: "k4", plant: sun, unit: loom, contractKwh: 500, path: [east] },
    { number: "K5", plant: sun, unit: crane, contractKwh: 300, path: [east, south] },
  ];
  for (const deal of deals) await market.addContract({ ...deal, month: MONTH });
  const curves = new Map<string, Curve>();
  const addMeter = async (asset: string, id: string, curve: Curve) => {
    const meter = await market.addMeter(asset, id);
    curves.set(meter, curve);
    return meter;
  };
  await addMeter(wind, "m-wind-1", (day, index) => 200 + ((day * 31 + index * 17) % 97));
  await addMeter(wind, "m-wind-2", (day, index) => (day * 7 + index * 13) % 301);
  await addMeter(sun, "m-sun", (day, index) => (index < 30 || index > 70 ? 0 : 900 + day * index));
  await addMeter(loom, "m-loom", (_, index) => 100 + index);
  await addMeter(kiln, "m-kiln", (_, index) => (index === 50 ? 1 : 0));
  await addMeter(crane, "m-crane", (day) => 500 + day);
  return { market, wind, sun, loom, kiln, crane, curves };
}

async function closeAll(market: TestMarket, curves: ReadonlyMap<string, Curve>): Promise<void> {
  await anchorMonth(market, MONTH, curves);
  for (const meter of curves.keys()) await market.must(closeDraft(market, meter, MONTH));
}

/** The same month from the plain numbers of the state, by the engines without commands. */
function recomputed(market: TestMarket) {
  const { state } = market;
  const rows = Array.from(contracts.list(state), ([, row]) => row);
  const total = (code: string) => assetCurve(state, code, MONTH).reduce((sum, wh) => sum + wh, 0);
  const input = {
    plants: Array.from(plants.ids(state), ([id = ""]) => ({
      ...{ id, onGridWh: total(id), mechanismWh: mechanisms.get(state, id, MONTH)?.wh ?? 0 },
    })),
    units: Array.from(units.ids(state), ([id = ""]) => ({ id, consumedWh: total(id) })),
    channels: rows.flatMap((row) =>
      pathOf(state, row).map(({ channel, lossPpm }) => ({ id: channel, lossPpm })),
    ),
    contracts: rows.map(({ number, plant, unit, contractKwh, path }) => ({
      ...{ number, plant, unit, contractKwh, channels: path },
    })),
  };
  const settled = settleMarket(input);
  const curvesOf = (assets: readonly { id: string }[]) =>
    new Map(assets.map(({ id }) => [id, assetCurve(state, id, MONTH)]));
  const found = new Map<string, unknown>();
  const market2 = { lines: settled, production: curvesOf(input.plants), consumption: curvesOf(input.units) };
  traceMarket(
    market2,
    ({ line, segments, coincidentWh }) => void found.set(line.number, { segments, coincidentWh }),
  );
  return { settled, traced: found };
}

describe("a month from genesis to its certificates", () => {
  let world: Awaited<ReturnType<typeof openMarket>>;

  beforeAll(async () => {
    world = await openMarket("month");
    await closeAll(world.market, world.curves);
    await world.market.must(mechanismDraft(world.market, world.wind, MONTH, 100_000));
    await settleMonth(world.market, MONTH, [world.sun, world.wind]);
  });

  it("settles and traces what the engines give for the same numbers", () => {
    const { market } = world;
    const { settled, traced } = recomputed(market);
    expect(new Set(settled.map(({ limitedBy }) => limitedBy))).toEqual(
      new Set(["contract", "generation", "consumption"]),
    );
    for (const line of settled) {
      const contract = Array.from(contracts.list(market.state), ([, row]) => row).find(
        ({ number }) => number === line.number,
      );
      const row = lines.get(market.state, MONTH, "0001", contract?.code ?? "");
      const { settledKwh, limitedBy, U, D, allowanceWh, sentWh, landedWh } = line;
      expect(row?.values).toMatchObject({ settledKwh, limitedBy, U, D, allowanceWh, sentWh, landedWh });
      const trace = traces.get(market.state, MONTH, "0001", contract?.code ?? "");
      const packed = segments.get(market.state, MONTH, "0001", contract?.code ?? "");
      expect({
        segments: unpackSegments(packed ?? new Uint8Array(0)),
        coincidentWh: trace?.coincidentWh,
      }).toEqual(traced.get(line.number));
    }
  });

  it("publishes totals and roots that its lines give", () => {
    const { market, wind, sun } = world;
    for (const plant of [wind, sun]) {
      const row = settledPlants.get(market.state, MONTH, "0001", plant);
      const own = Array.from(lines.list(market.state, MONTH, "0001"), ([, line]) => line).filter(
        ({ values }) => values.plant === plant,
      );
      const sums = own.map(({ leafHash, values }) => ({ hash: fromHex(leafHash), sentWh: values.sentWh }));
      const pairs = own.map(({ leafHash, values }) => ({
        lineHash: fromHex(leafHash),
        traceHash: fromHex(traces.get(market.state, MONTH, "0001", values.contract)?.leafHash ?? ""),
      }));
      const tree = sumRoot(sums);
      expect(row?.result).toMatchObject({
        count: own.length,
        sentWh: tree.sum,
        sumRoot: toHex(tree.root),
        linesRoot: toHex(linesRoot(sums.map(({ hash }) => hash))),
      });
      expect(row?.result.unsoldWh).toBe((row?.result.G ?? 0) - tree.sum);
      expect(row?.tracesRoot).toBe(toHex(tracesRoot(pairs)));
    }
    const month = months.get(market.state, MONTH);
    expect(month).toMatchObject({ stage: "finished", plants: 2, settled: 2, traced: 2, version: 1 });
    const [frozen] = market.entries.filter(({ entry }) => entry.type === "settlement.freeze");
    expect(frozen?.entry.result).toEqual({ inputRoot: month?.inputRoot, plants: 2, contracts: 5 });
  });

  it("issues one certificate a unit, in the order of the units' ids, bound to its lines", async () => {
    const { market, loom, crane } = world;
    expect(certifiedUnits(market.state, MONTH, 1)).toEqual([crane, loom]);
    const early = await market.submit(issueDraft(market, MONTH, loom));
    expect(early).toMatchObject({ ok: false, refusal: { code: "sequence", field: "unit" } });
    const issued = await issueMonth(market, MONTH);
    expect(issued).toHaveLength(2);
    const code = unitCertificates.get(market.state, MONTH, loom)?.code ?? "";
    const row = certificates.get(market.state, code);
    expect(row).toMatchObject({
      unit: loom,
      count: 2,
      hash: issued[1]?.hash,
      status: "valid",
      level: "standard",
    });
    // Two plants of two places and types: the code says so.
    expect(code.slice(0, 21)).toBe("L1C000000MX1120260221");
    const own = certificateLines(market.state, loom, MONTH, 1) ?? [];
    expect(own.map(({ contract }) => contract.number)).toEqual(["K10", "k4"]);
    const pairs = own.map(({ line, trace }) => ({
      lineHash: fromHex(line.leafHash),
      traceHash: fromHex(trace.leafHash),
    }));
    expect(row?.certLinesRoot).toBe(toHex(certLinesRoot(pairs)));
    const again = await market.submit(issueDraft(market, MONTH, loom));
    expect(again).toMatchObject({ ok: false, refusal: { code: "already-issued" } });
  });

  it("is replayed to the same bytes and the same state by a member with cold caches", () => {
    const { market } = world;
    const state = memoryState();
    for (const [index, envelope] of market.envelopes.entries()) {
      const { time } = market.entries[index]?.entry ?? market;
      const blob = (hash: string) => market.blobs.get(hash);
      const outcome = execute(state, envelope, { time, index, blob, memo: new Map() });
      if (!outcome.ok) throw new Error(`entry ${index}: ${outcome.refusal.code}`);
      expect(outcome.hash).toBe(market.entries[index]?.hash);
      state.apply(outcome.writes);
    }
    expect(digests(state.rows)).toEqual(digests(market.state.rows));
  });

  it("has nothing open", () => {
    expect(openSides(world.market.state, MONTH)).toEqual([]);
  });
});

describe("a month settled in another order", () => {
  it("has the same lines, traces and roots", async () => {
    const [first, second] = await Promise.all([settledIn(false), settledIn(true)]);
    expect(first.lines.length).toBe(5);
    expect(second).toEqual(first);
  });
});

async function settledIn(reversed: boolean) {
  const { market, curves, wind, sun } = await openMarket("order");
  await closeAll(market, curves);
  await settleMonth(market, MONTH, reversed ? [wind, sun] : [sun, wind]);
  const { state } = market;
  return {
    lines: Array.from(lines.list(state, MONTH, "0001"), ([, { values, leafHash }]) => [values, leafHash]),
    traces: [...traces.list(state, MONTH, "0001")],
    segments: Array.from(segments.list(state, MONTH, "0001"), ([ids, packed]) => [
      ids,
      toHex(sha256(packed)),
    ]),
    plants: Array.from(settledPlants.list(state, MONTH, "0001"), ([ids, row]) => [
      ids,
      row.result,
      row.tracesRoot,
    ]),
  };
}

function digests(rows: ReadonlyMap<string, Uint8Array>): string[] {
  return Array.from(rows, ([key, value]) => `${key} ${toHex(sha256(value))}`).sort(compareText);
}
