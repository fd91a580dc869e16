import { toHex } from "@/lib/crypto/bytes";
import type { Json } from "@/lib/crypto/canonical";
import { certificateDraft, certifiedUnits } from "@/lib/market/certificates/model";
import type { Executed } from "@/lib/market/execute";
import { batchRoot, type DayCurve, encodeDayBlob } from "@/lib/market/metering/blob";
import type { Refusal } from "@/lib/market/refusal";
import { plantsOfMonth } from "@/lib/market/settlement/model";
import { seeded } from "@/lib/market/test-author";
import { type TestDraft, TestMarket } from "@/lib/market/test-market";
import { daysOfMonth } from "@/lib/units/day";

/** For tests: a month of a market in memory, from meters to certificates, each step as drafts and done. */

/** Wh of a meter's interval (0–95) on a day of the month (from 1). */
export type Curve = (day: number, index: number) => number;

/** The curves of one day with secrets that depend on the seed alone. */
export function dayCurves(seed: string, day: number, curves: ReadonlyMap<string, Curve>): DayCurve[] {
  return Array.from(curves, ([meter, curve]) => ({
    meter,
    secret: seeded(`${seed}/day/${meter}/${day}`),
    wh: Float64Array.from({ length: 96 }, (_, index) => curve(day % 100, index)),
  }));
}

/** An anchor of these curves with every member's receipt. */
export async function anchorDraft(
  market: TestMarket,
  day: number,
  curves: readonly DayCurve[],
  batch = 0,
): Promise<TestDraft & { payload: Record<string, Json> }> {
  const { hash, held } = await market.putBlob(encodeDayBlob(curves));
  const root = toHex(batchRoot(day, curves));
  return {
    type: "metering.anchor-day",
    payload: { grid: market.grid.code, day, batch, blob: hash, root, count: curves.length },
    signers: [market.grid.key],
    held,
  };
}

/** Anchors every day of the month for these meters, one batch a day. */
export async function anchorMonth(
  market: TestMarket,
  month: string,
  curves: ReadonlyMap<string, Curve>,
): Promise<void> {
  for (const day of daysOfMonth(month)) {
    await market.must(await anchorDraft(market, day, dayCurves(market.seed, day, curves)));
  }
}

export function closeDraft(market: TestMarket, meter: string, month: string): TestDraft {
  return { type: "metering.close-month", payload: { meter, month }, signers: [market.grid.key] };
}

export function mechanismDraft(market: TestMarket, plant: string, month: string, wh: number): TestDraft {
  return { type: "metering.state-mechanism", payload: { plant, month, wh }, signers: [market.grid.key] };
}

/** A step of the settlement, signed by the exchange: `freeze` and `finish` without a plant. */
export function stepDraft(
  market: TestMarket,
  step: "freeze" | "settle" | "trace" | "finish",
  month: string,
  plant?: string,
): TestDraft {
  const payload = { month, version: 1, ...(plant === undefined ? {} : { plant }) };
  return { type: `settlement.${step}`, payload, signers: [market.exchange.key] };
}

/** Freezes, settles, traces and finishes a month whose meters are closed; plants in the order given. */
export async function settleMonth(
  market: TestMarket,
  month: string,
  plants: readonly string[] = plantsOfMonth(market.state, month),
): Promise<void> {
  await market.must(stepDraft(market, "freeze", month));
  for (const plant of plants) await market.must(stepDraft(market, "settle", month, plant));
  for (const plant of plants) await market.must(stepDraft(market, "trace", month, plant));
  await market.must(stepDraft(market, "finish", month));
}

/** The certificate of a unit's month as the exchange would issue it next. */
export function issueDraft(
  market: TestMarket,
  month: string,
  unit: string,
): TestDraft & { payload: Record<string, Json>; sealed: Record<string, Json> } {
  const draft = certificateDraft(market.state, unit, month, 1);
  if (!draft) throw new Error(`nothing to certify for ${unit}`);
  const { wanted, holder, count, certLinesRoot, totals } = draft;
  return {
    type: "certificate.issue",
    payload: { code: market.code(wanted), month, version: 1, count, certLinesRoot },
    sealed: {
      ...{ unit, holder: holder.code, name: holder.name, uscc: holder.uscc },
      ...{ totals: { settledKwh: totals.settledKwh } },
      ...{ consumedWh: totals.consumedWh, coincidentWh: totals.coincidentWh },
    },
    signers: [market.exchange.key],
  };
}

/** Issues all certificates of a finished month, in their order. */
export async function issueMonth(market: TestMarket, month: string): Promise<Executed[]> {
  const issued: Executed[] = [];
  for (const unit of certifiedUnits(market.state, month, 1)) {
    issued.push(await market.must(issueDraft(market, month, unit)));
  }
  return issued;
}

/** The smallest market with something to settle: a wind farm, a consumer with a key, one contract in February. */
export async function smallMarket(seed: string, options: { twoPersonKwh?: number } = {}) {
  const market = await TestMarket.founded(seed, options);
  const seller = await market.addParticipant("generator", "seller", { province: "65" });
  const buyer = await market.addParticipant("consumer", "buyer");
  const plant = await market.addPlant(seller.code, "wind", { place: "650100", capacityKw: 20 });
  const unit = await market.addUnit(buyer.code, "unit");
  const channel = await market.addChannel("line", "65", "11", 50_000);
  const deal = { number: "K1", plant, unit, contractKwh: 2000, month: "2026-02", path: [channel] };
  const contract = await market.addContract(deal);
  const producing = await market.addMeter(plant, "m-wind");
  const consuming = await market.addMeter(unit, "m-unit");
  const curves = new Map<string, Curve>([
    [producing, (_, index) => 10 * index],
    [consuming, (day) => 500 + day],
  ]);
  const parties = { seller, buyer, plant, unit, channel, contract };
  return { market, month: "2026-02", ...parties, producing, consuming, curves };
}

/** The refusal of a draft, or "accepted"; a refused one must not have changed the state. */
export async function refusalOf(market: TestMarket, draft: TestDraft): Promise<Refusal | "accepted"> {
  const before = new Map(market.state.rows);
  const outcome = await market.submit(draft);
  if (outcome.ok) return "accepted";
  const { rows } = market.state;
  if (rows.size !== before.size || [...rows].some(([key, value]) => before.get(key) !== value)) {
    throw new Error(`${draft.type} was refused and yet wrote`);
  }
  return outcome.refusal;
}
