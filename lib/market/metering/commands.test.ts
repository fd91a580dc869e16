import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "@/lib/crypto/canonical";
import { blobName, encodeDayBlob } from "@/lib/market/metering/blob";
import { BlobMissing, requireBlob } from "@/lib/market/metering/blobs";
import { addMonth, packMonth, unpackMonth } from "@/lib/market/metering/month-curve";
import { refusedCurve, refusedReading } from "@/lib/market/metering/rules";
import { closedMonths, days, mechanisms, meterMonths } from "@/lib/market/state";
import type { TestDraft } from "@/lib/market/test-market";
import {
  anchorDraft,
  anchorMonth,
  closeDraft,
  dayCurves,
  mechanismDraft,
  refusalOf,
  smallMarket,
  stepDraft,
} from "@/lib/market/test-month";

type World = Awaited<ReturnType<typeof smallMarket>>;

function refusal(world: World, draft: TestDraft) {
  return refusalOf(world.market, draft);
}

describe("what a reading may be", () => {
  const plant = { type: "S2", capacityKw: 4 };

  it("is bound by the plant's capacity and, for photovoltaics, by the night", () => {
    expect(refusedReading(plant, 40, 1000)).toBeUndefined();
    expect(refusedReading(plant, 40, 1001)).toBe("above-capacity");
    for (const night of [0, 7, 92, 95]) {
      expect(refusedReading(plant, night, 1)).toBe("night");
      expect(refusedReading(plant, night, 0)).toBeUndefined();
      expect(refusedReading(plant, night, 1001)).toBe("above-capacity");
      expect(refusedReading({ ...plant, type: "S3" }, night, 1)).toBeUndefined();
    }
    for (const day of [8, 91]) expect(refusedReading(plant, day, 1)).toBeUndefined();
    const wh = new Float64Array(96).fill(1, 8, 92);
    expect(refusedCurve(plant, wh)).toBeUndefined();
    wh[93] = 1;
    wh[50] = 2000;
    expect(refusedCurve(plant, wh)).toEqual({ index: 50, code: "above-capacity" });
  });
});

describe("a packed month", () => {
  it("is six bytes a reading and adds up", () => {
    const curve = Float64Array.of(0, 1, 2 ** 48 - 1);
    const packed = packMonth(curve);
    expect(packed.length).toBe(18);
    expect(unpackMonth(packed)).toEqual(curve);
    const sum = Float64Array.of(5, 5, 0);
    addMonth(sum, packed);
    expect(sum).toEqual(Float64Array.of(5, 6, 2 ** 48 - 1));
    expect(() => addMonth(new Float64Array(2), packed)).toThrow(RangeError);
    expect(() => packMonth(Float64Array.of(2 ** 48))).toThrow(RangeError);
  });
});

describe("metering.anchor-day", () => {
  let world: World;
  const day = 20260203;
  const draftOf = (curves = world.curves, on = day) =>
    anchorDraft(world.market, on, dayCurves("anchor", on, curves));
  const bent = async (payload: Record<string, Json>): Promise<TestDraft> => {
    const draft = await draftOf();
    return { ...draft, payload: { ...draft.payload, ...payload } };
  };

  beforeEach(async () => {
    world = await smallMarket("anchor");
  });

  it("keeps where each meter's day lies", async () => {
    const draft = await draftOf();
    const { entry } = await world.market.must(draft);
    expect(entry.result).toEqual({});
    const rows = [world.producing, world.consuming].map((meter) =>
      days.get(world.market.state, meter, `${day}`),
    );
    const index = world.market.entries.length - 1;
    expect(rows.map((row) => row?.position).sort((a = 0, b = 0) => a - b)).toEqual([0, 1]);
    for (const row of rows) expect(row).toMatchObject({ entry: index, blob: draft.payload.blob, batch: 0 });
  });

  it("takes a meter's day once, in whatever batch", async () => {
    await world.market.must(await draftOf());
    const one = new Map([...world.curves].slice(1));
    expect(await refusal(world, await draftOf(one))).toMatchObject({ code: "day-taken", record: 0 });
    expect(await refusal(world, await draftOf(one, day + 1))).toBe("accepted");
  });

  it("refuses impossible readings, naming meter and interval", async () => {
    const above = new Map(world.curves).set(world.producing, (_, index) => (index === 7 ? 5001 : 0));
    expect(await refusal(world, await draftOf(above))).toMatchObject({
      code: "above-capacity",
      reason: `${world.producing}, interval 7`,
    });
    const sun = await world.market.addPlant(world.seller.code, "sun", { type: "S1", place: "650100" });
    const meter = await world.market.addMeter(sun, "m-sun");
    const night = new Map(world.curves).set(meter, (_, index) => (index === 92 ? 1 : 0));
    expect(await refusal(world, await draftOf(night))).toMatchObject({ code: "night" });
    const dawn = new Map(world.curves).set(meter, (_, index) => (index === 8 ? 1 : 0));
    expect(await refusal(world, await draftOf(dawn))).toBe("accepted");
  });

  it("refuses a root, a count or a day that is not the blob's", async () => {
    expect(await refusal(world, await bent({ root: "00".repeat(32) }))).toMatchObject({ code: "root" });
    // The holders' receipts name the blob's size, which another count changes.
    expect(await refusal(world, await bent({ count: 1 }))).toMatchObject({ code: "held" });
    expect(await refusal(world, await bent({ day: day + 1 }))).toMatchObject({ code: "root" });
    for (const wrong of [20260230, 20261301, 0, 202602]) {
      expect(await refusal(world, await bent({ day: wrong }))).toMatchObject({ code: "date", field: "day" });
    }
    const malformed: [string, Json][] = [
      ["count", 0],
      ["count", 2001],
      ["batch", -1],
      ["note", ""],
    ];
    for (const [field, value] of malformed) {
      expect(await refusal(world, await bent({ [field]: value }))).toMatchObject({ code: "payload" });
    }
  });

  it("refuses a count that is not the blob's, whoever let its receipts pass", async () => {
    const envelope = await world.market.author(await bent({ count: 1 }));
    expect(world.market.execute(envelope)).toMatchObject({
      ok: false,
      refusal: { code: "count", field: "count" },
    });
  });

  it("refuses a meter it does not know", async () => {
    const stranger = world.market.code({
      ...{ object: "M", place: "110000", energy: "00", province: "11", scope: "0", mode: "0" },
      months: ["2026-04"],
    });
    const curves = new Map(world.curves).set(stranger, () => 1);
    expect(await refusal(world, await draftOf(curves))).toMatchObject({ code: "unknown", field: "blob" });
  });

  it("needs the receipts of a quorum, each valid and one a member", async () => {
    const draft = await draftOf();
    const { held = [] } = draft;
    const [first, second, third] = held;
    if (!first || !second || !third) throw new Error("four members");
    expect(await refusal(world, { ...draft, held: [] })).toMatchObject({ code: "held" });
    expect(await refusal(world, { ...draft, held: [first, second] })).toMatchObject({ code: "held" });
    expect(await refusal(world, { ...draft, held: [first, second, first] })).toMatchObject({ code: "held" });
    const forged = { member: third.member, sig: first.sig };
    expect(await refusal(world, { ...draft, held: [first, second, forged] })).toMatchObject({ code: "held" });
    const stranger = { member: "stranger.example", sig: first.sig };
    expect(await refusal(world, { ...draft, held: [...held, stranger] })).toMatchObject({ code: "held" });
    expect(await refusal(world, { ...draft, held: [first, second, third] })).toBe("accepted");
  });

  it("is signed by the grid company that measures", async () => {
    const { market } = world;
    const draft = await draftOf();
    expect(await refusal(world, { ...draft, signers: [market.exchange.key] })).toMatchObject({
      code: "signer-missing",
    });
    expect(await refusal(world, await bent({ grid: market.exchange.code }))).toMatchObject({ code: "role" });
    expect(await refusal(world, await bent({ grid: world.plant }))).toMatchObject({ code: "unknown" });
    const other = await market.addParticipant("grid", "other-grid", { province: "65" });
    if (!other.key) throw new Error("a grid company has a key");
    const foreign = await draftOf();
    const bentPayload = { ...foreign.payload, grid: other.code };
    expect(await refusal(world, { ...foreign, payload: bentPayload, signers: [other.key] })).toMatchObject({
      code: "role",
      field: "grid",
    });
  });

  it("waits for a blob the node lacks, and never takes other bytes for it", async () => {
    const draft = await draftOf();
    const envelope = await world.market.author(draft);
    const [[hash, bytes] = ["", new Uint8Array(0)]] = world.market.blobs;
    world.market.blobs.clear();
    world.market.memo.clear();
    expect(() => world.market.execute(envelope)).toThrow(BlobMissing);
    const changed = bytes.slice();
    changed[100] = (changed[100] ?? 0) ^ 1;
    world.market.blobs.set(hash, changed);
    expect(() => world.market.execute(envelope)).toThrow("other bytes");
    world.market.blobs.set(hash, bytes);
    expect(world.market.execute(envelope).ok).toBe(true);
  });

  it("refuses bytes that are no day blob", async () => {
    const blob = encodeDayBlob(dayCurves("anchor", day, world.curves));
    blob[14] = 3;
    const { hash, held } = await world.market.putBlob(blob);
    const draft = await bent({ blob: hash });
    expect(await refusal(world, { ...draft, held })).toMatchObject({ code: "blob", field: "blob" });
  });

  it("asks for a blob once while it is at hand, and lets go of the oldest", () => {
    const memo = new Map<string, unknown>();
    const blobs = new Map(
      [0, 1].map((fill) => {
        const blob = new Uint8Array(40 * 1024 * 1024).fill(fill);
        return [blobName(blob), blob];
      }),
    );
    const asked: string[] = [];
    const blob = (hash: string) => {
      asked.push(hash);
      return blobs.get(hash);
    };
    const [one = "", two = ""] = blobs.keys();
    for (const hash of [one, one, two, two, one])
      expect(requireBlob({ blob, memo }, hash)).toBe(blobs.get(hash));
    expect(asked).toEqual([one, two, one]);
  });
});

describe("a month of readings", () => {
  let world: World;

  beforeAll(async () => {
    world = await smallMarket("close");
    await anchorMonth(world.market, world.month, new Map([...world.curves].slice(0, 1)));
  });

  it("closes when every day is anchored, once, with its sum and its curve", async () => {
    const { market, producing, consuming, month } = world;
    expect(await refusal(world, closeDraft(market, consuming, month))).toMatchObject({
      code: "day-missing",
      reason: "2026-02-01 is not anchored",
    });
    expect(await refusal(world, closeDraft(market, world.plant, month))).toMatchObject({ code: "unknown" });
    const draft = closeDraft(market, producing, month);
    expect(await refusal(world, { ...draft, signers: [market.exchange.key] })).toMatchObject({
      code: "signer-missing",
    });
    expect(await refusal(world, draft)).toBe("accepted");
    expect(await refusal(world, draft)).toMatchObject({ code: "closed" });
    const curve = unpackMonth(meterMonths.get(market.state, producing, month) ?? new Uint8Array(0));
    expect(curve).toEqual(Float64Array.from({ length: 28 * 96 }, (_, t) => 10 * (t % 96)));
    expect(closedMonths.get(market.state, producing, month)?.totalWh).toBe(28 * 45_600);
    expect(await refusal(world, closeDraft(market, producing, "2026-13"))).toMatchObject({ code: "payload" });
  });

  it("stays below 2^53 Wh, a meter by itself and a unit's meters together", async () => {
    const { market, month, unit } = await smallMarket("large");
    const huge = await market.addMeter(unit, "m-huge");
    const [one, two] = [await market.addMeter(unit, "m-one"), await market.addMeter(unit, "m-two")];
    const curves = new Map([
      // 32 · (2^48 − 1) + 32 is 2^53 to the Wh.
      [huge, (day: number, index: number) => (day > 1 || index > 32 ? 0 : index < 32 ? 2 ** 48 - 1 : 32)],
      [one, () => 3e12],
      [two, () => 3e12],
    ]);
    await anchorMonth(market, month, curves);
    expect(await refusalOf(market, closeDraft(market, huge, month))).toMatchObject({ code: "range" });
    for (const meter of [one, two])
      expect(await refusalOf(market, closeDraft(market, meter, month))).toBe("accepted");
    expect(closedMonths.get(market.state, one, month)?.totalWh).toBe(2688 * 3e12);
  });

  it("has its mechanism energy stated once, by a grid company that measures the plant", async () => {
    const { market, plant, month } = world;
    const draft = mechanismDraft(market, plant, month, 1000);
    expect(await refusal(world, { ...draft, signers: [market.exchange.key] })).toMatchObject({
      code: "signer-missing",
    });
    const other = await market.addParticipant("grid", "far-grid", { province: "65" });
    if (!other.key) throw new Error("a grid company has a key");
    expect(await refusal(world, { ...draft, signers: [other.key] })).toMatchObject({
      code: "signer-missing",
    });
    expect(await refusal(world, draft)).toBe("accepted");
    expect(mechanisms.get(market.state, plant, month)?.wh).toBe(1000);
    expect(await refusal(world, draft)).toMatchObject({ code: "mechanism-stated" });
    expect(await refusal(world, mechanismDraft(market, world.unit, month, 1))).toMatchObject({
      code: "unknown",
    });
    const bare = await market.addPlant(world.seller.code, "bare", { place: "650100" });
    const anywhere = mechanismDraft(market, bare, month, 0);
    expect(await refusal(world, { ...anywhere, signers: [other.key] })).toBe("accepted");
  });

  it("takes nothing more once it is frozen", async () => {
    const { market, month, consuming, plant } = world;
    await anchorMonth(market, month, new Map([...world.curves].slice(1)));
    await market.must(closeDraft(market, consuming, month));
    const late = await market.addMeter(world.unit, "m-late");
    expect(await refusal(world, stepDraft(market, "freeze", month))).toMatchObject({ code: "not-closed" });
    const curves = new Map([[late, () => 1]]);
    await anchorMonth(market, month, curves);
    await market.must(closeDraft(market, late, month));
    await market.must(stepDraft(market, "freeze", month));
    const other = await market.addMeter(plant, "m-other");
    const day = dayCurves("late", 20260201, new Map([[other, () => 1]]));
    expect(await refusal(world, await anchorDraft(market, 20260201, day))).toMatchObject({ code: "frozen" });
    expect(await refusal(world, closeDraft(market, other, month))).toMatchObject({ code: "frozen" });
    expect(await refusal(world, mechanismDraft(market, plant, month, 5))).toMatchObject({ code: "frozen" });
    const deal = { number: "late", plant, unit: world.unit, contractKwh: 1, month, path: [world.channel] };
    expect(await refusal(world, market.contractDraft(deal))).toMatchObject({ code: "frozen" });
    const day2 = dayCurves("late", 20260301, new Map([[other, () => 1]]));
    expect(await refusal(world, await anchorDraft(market, 20260301, day2))).toBe("accepted");
  });
});
