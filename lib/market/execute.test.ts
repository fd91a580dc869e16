import { describe, expect, it } from "vitest";
import { TestMarket } from "@/lib/market/test-market";

describe("a market in memory", () => {
  it("is founded, registers and records", async () => {
    const market = await TestMarket.founded();
    const owner = await market.addParticipant("generator", "g1", { alg: "sm2" });
    const consumer = await market.addParticipant("consumer", "c1");
    const keyless = await market.addParticipant("consumer", "c2", { alg: null });
    const plant = await market.addPlant(owner.code, "p1");
    const unit = await market.addUnit(consumer.code, "u1");
    const other = await market.addUnit(keyless.code, "u2", "15");
    const channel = await market.addChannel("h1", "15", "11", 65_400);
    await market.addMeter(plant, "m1");
    await market.addMeter(unit, "m2");
    await market.addContract({
      number: "合同1",
      plant,
      unit,
      contractKwh: 500,
      month: "2026-03",
      path: [channel],
    });
    await market.addContract({ number: "2", plant, unit: other, contractKwh: 500, month: "2026-03" });
    expect(market.entries).toHaveLength(12);
  });
});
