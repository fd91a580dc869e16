import { beforeAll, describe, expect, it } from "vitest";
import { toHex } from "@/lib/crypto/bytes";
import type { Json } from "@/lib/crypto/canonical";
import { inputLeaves, inputRoot, type MonthInput } from "@/lib/market/settlement/input-root";
import { closedAsset, openSides, pathOf } from "@/lib/market/settlement/model";
import {
  contracts,
  frozenPlants,
  frozenUnits,
  lines,
  months,
  settledPlants,
  traces,
} from "@/lib/market/state";
import { testKey } from "@/lib/market/test-author";
import type { TestDraft } from "@/lib/market/test-market";
import {
  anchorMonth,
  closeDraft,
  refusalOf,
  settleMonth,
  smallMarket,
  stepDraft,
} from "@/lib/market/test-month";

type World = Awaited<ReturnType<typeof smallMarket>>;

async function closedMarket(seed: string, options: { twoPersonKwh?: number } = {}): Promise<World> {
  const world = await smallMarket(seed, options);
  await anchorMonth(world.market, world.month, world.curves);
  for (const meter of world.curves.keys())
    await world.market.must(closeDraft(world.market, meter, world.month));
  return world;
}

function bent(draft: TestDraft, payload: Record<string, Json>): TestDraft {
  return { ...draft, payload: { ...draft.payload, ...payload } };
}

describe("settlement.freeze", () => {
  it("waits for every meter of both sides and names what is open", async () => {
    const world = await smallMarket("open");
    const { market, month, plant, unit, contract } = world;
    const draft = stepDraft(market, "freeze", month);
    const sides = openSides(market.state, month);
    expect(sides).toEqual([
      { contract, number: "K1", side: "generation", asset: plant },
      { contract, number: "K1", side: "consumption", asset: unit },
    ]);
    const refusal = await refusalOf(market, draft);
    expect(refusal).toMatchObject({ code: "not-closed", field: "month" });
    for (const asset of [plant, unit])
      expect(refusal).toMatchObject({ reason: expect.stringContaining(asset) });
    await anchorMonth(market, month, world.curves);
    await market.must(closeDraft(market, world.producing, month));
    expect(openSides(market.state, month).map(({ side }) => side)).toEqual(["consumption"]);
    expect(await refusalOf(market, draft)).toMatchObject({ code: "not-closed" });
    await market.must(closeDraft(market, world.consuming, month));
    expect(await refusalOf(market, draft)).toBe("accepted");
    expect(await refusalOf(market, draft)).toMatchObject({ code: "frozen" });
  });

  it("counts an asset without a meter as open", async () => {
    const world = await smallMarket("bare");
    const { market, month } = world;
    const bare = await market.addUnit(world.buyer.code, "bare");
    const deal = {
      number: "A0",
      plant: world.plant,
      unit: bare,
      contractKwh: 5,
      month,
      path: [world.channel],
    };
    await market.addContract(deal);
    await anchorMonth(market, month, world.curves);
    for (const meter of world.curves.keys()) await market.must(closeDraft(market, meter, month));
    expect(openSides(market.state, month).map(({ number, asset }) => [number, asset])).toEqual([
      ["A0", bare],
    ]);
    expect(await refusalOf(market, stepDraft(market, "freeze", month))).toMatchObject({ code: "not-closed" });
  });

  it("refuses other versions, other signers, and months without a contract", async () => {
    const { market, month } = await closedMarket("freeze");
    const draft = stepDraft(market, "freeze", month);
    expect(await refusalOf(market, bent(draft, { version: 2 }))).toMatchObject({ code: "settle-version" });
    expect(await refusalOf(market, bent(draft, { version: 0 }))).toMatchObject({ code: "payload" });
    expect(await refusalOf(market, bent(draft, { plant: "x" }))).toMatchObject({ code: "payload" });
    expect(await refusalOf(market, bent(draft, { month: "2026-01" }))).toMatchObject({ code: "unknown" });
    const byGrid = { ...draft, signers: [market.grid.key] };
    expect(await refusalOf(market, byGrid)).toMatchObject({ code: "signer-missing" });
  });

  it("refuses an asset whose meters together reach 2^53 Wh", async () => {
    const world = await smallMarket("large");
    const { market, month, unit } = world;
    const meters = [await market.addMeter(unit, "m-one"), await market.addMeter(unit, "m-two")];
    const curves = new Map([...world.curves, ...meters.map((meter) => [meter, () => 3e12] as const)]);
    await anchorMonth(market, month, curves);
    for (const meter of curves.keys()) await market.must(closeDraft(market, meter, month));
    expect(await refusalOf(market, stepDraft(market, "freeze", month))).toMatchObject({
      ...{ code: "range", reason: expect.stringContaining(unit) },
    });
  });

  it("names at most twenty of the open", async () => {
    const { market, month, plant, buyer, channel } = await smallMarket("many");
    for (let i = 0; i < 21; i++) {
      const unit = await market.addUnit(buyer.code, `u-${i}`);
      await market.addContract({ number: `N${i}`, plant, unit, contractKwh: 1, month, path: [channel] });
    }
    const refusal = await refusalOf(market, stepDraft(market, "freeze", month));
    expect(refusal).toMatchObject({ code: "not-closed", reason: expect.stringMatching(/ and 3 more$/) });
  });

  it("fixes what the month depends on: the input root moves with every value", async () => {
    const { market, month, plant, unit, contract } = await closedMarket("root");
    const { entry } = await market.must(stepDraft(market, "freeze", month));
    const row = contracts.get(market.state, contract);
    if (!row) throw new Error("a contract");
    const producer = closedAsset(market.state, "generation", month, plant);
    const input: MonthInput = {
      ...{ market: market.roster.origin, month, version: 1 },
      plants: [{ ...producer, mechanismWh: 0, G: producer.meteredWh }],
      units: [closedAsset(market.state, "consumption", month, unit)],
      contracts: [{ row, path: pathOf(market.state, row) }],
    };
    expect(entry.result.inputRoot).toBe(toHex(inputRoot(input)));
    expect(frozenPlants.get(market.state, month, "0001", plant)).toEqual({
      ...{ onGridWh: producer.meteredWh, mechanismWh: 0, G: producer.meteredWh },
      ...{ C: producer.contractedWh, lines: [contract] },
    });
    expect(frozenUnits.get(market.state, month, "0001", unit)?.D).toBe(2_000_000);
    const [asset] = input.plants;
    const [consumer] = input.units;
    const [deal] = input.contracts;
    if (!asset || !consumer || !deal) throw new Error("one of each");
    const others: MonthInput[] = [
      { ...input, version: 2 },
      { ...input, market: "other.example" },
      { ...input, plants: [{ ...asset, mechanismWh: 1 }] },
      { ...input, plants: [{ ...asset, meters: [] }] },
      { ...input, units: [{ ...consumer, meteredWh: consumer.meteredWh + 1 }] },
      { ...input, units: [] },
      { ...input, contracts: [{ ...deal, path: [] }] },
      { ...input, contracts: [{ ...deal, row: { ...row, contractKwh: 1 } }] },
    ];
    const roots = new Set([input, ...others].map((other) => toHex(inputRoot(other))));
    expect(roots.size).toBe(others.length + 1);
    // Neither the unit's consumption nor what it contracted stands there in the clear.
    expect(JSON.stringify(inputLeaves(input))).not.toContain(unit);
    expect(JSON.stringify(inputLeaves(input))).not.toContain("K1");
  });
});

describe("the steps of a month", () => {
  let world: World;

  beforeAll(async () => {
    world = await closedMarket("steps");
  });

  it("come in their order, each once", async () => {
    const { market, month, plant, unit, contract } = world;
    const step = (name: "freeze" | "settle" | "trace" | "finish") =>
      stepDraft(market, name, month, name === "settle" || name === "trace" ? plant : undefined);
    for (const name of ["settle", "trace", "finish"] as const) {
      expect(await refusalOf(market, step(name))).toMatchObject({ code: "not-frozen" });
    }
    await market.must(step("freeze"));
    expect(await refusalOf(market, step("trace"))).toMatchObject({ code: "not-settled" });
    expect(await refusalOf(market, step("finish"))).toMatchObject({ code: "not-settled" });
    for (const name of ["settle", "trace"] as const) {
      expect(await refusalOf(market, bent(step(name), { version: 2 }))).toMatchObject({
        code: "settle-version",
      });
      const byGrid = { ...step(name), signers: [market.grid.key] };
      expect(await refusalOf(market, byGrid)).toMatchObject({ code: "signer-missing" });
    }
    expect(await refusalOf(market, bent(step("settle"), { plant: unit }))).toMatchObject({ code: "unknown" });
    const settled = await market.must(step("settle"));
    expect(await refusalOf(market, step("settle"))).toMatchObject({ code: "already-settled" });
    expect(months.get(market.state, month)?.stage).toBe("settled");
    const { G, C, settledWh, sentWh, unsoldWh, count } = Object(settled.entry.result);
    // 28 days of Σ 10·i = 45,600 Wh; 2000 kWh over 50,000 ppm send ⌈2,000,000 / 0.95⌉ Wh.
    expect({ G, C, count }).toEqual({ G: 1_276_800, C: 2_105_264, count: 1 });
    const values = lines.get(market.state, month, "0001", contract)?.values;
    expect(values).toMatchObject({ settledKwh: 1212, limitedBy: "generation", sentWh, landedWh: settledWh });
    expect(unsoldWh).toBe(G - sentWh);
    expect(await refusalOf(market, step("finish"))).toMatchObject({ code: "not-traced" });
    expect(await refusalOf(market, bent(step("trace"), { plant: unit }))).toMatchObject({ code: "unknown" });
    await market.must(step("trace"));
    expect(await refusalOf(market, step("trace"))).toMatchObject({ code: "already-traced" });
    expect(traces.get(market.state, month, "0001", contract)?.coincidentWh).toBeGreaterThan(0);
    const byGrid = { ...step("finish"), signers: [market.grid.key] };
    expect(await refusalOf(market, byGrid)).toMatchObject({ code: "signer-missing" });
    const { entry } = await market.must(step("finish"));
    expect(entry.result).toEqual({ plants: 1, lines: 1, settledKwh: 1212 });
    expect(await refusalOf(market, step("finish"))).toMatchObject({ code: "stage" });
    expect(settledPlants.get(market.state, month, "0001", plant)?.traceEntry).toBeDefined();
  });
});

describe("settlement.finish above the volume of genesis", () => {
  it("takes two distinct keys of the exchange", async () => {
    const world = await closedMarket("two", { twoPersonKwh: 1211 });
    const { market, month } = world;
    await expect(settleMonth(market, month)).rejects.toThrow("two-person");
    const second = await testKey("two/second", "sm2");
    await market.must({
      type: "participant.endorse-key",
      payload: {
        participant: market.exchange.code,
        key: await market.newKey(market.exchange.code, second),
      },
      signers: market.quorum,
    });
    const draft = stepDraft(market, "finish", month);
    expect(await refusalOf(market, draft)).toMatchObject({ code: "two-person" });
    const both = { ...draft, signers: [market.exchange.key, second] };
    expect(await refusalOf(market, both)).toBe("accepted");
  });

  it("takes one key at that volume", async () => {
    const { market, month } = await closedMarket("one", { twoPersonKwh: 1212 });
    await settleMonth(market, month);
    expect(months.get(market.state, month)?.stage).toBe("finished");
  });
});
