import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judge } from "@/lib/jobs/oversight/judge";
import { scan } from "@/lib/jobs/oversight/scan";
import { SmallMarket, small } from "@/lib/jobs/oversight/test-small-market";
import type { MemberStatus } from "@/lib/ledger/ledger";
import {
  anomalyById,
  countAnomalies,
  listAnomalies,
  openByProvince,
  standingOf,
} from "@/lib/store/queries/anomalies";

const nothing = { found: 0, changed: 0, returned: 0, vanished: 0 };
let market: SmallMarket;
let clock = Math.floor(Date.now() / 1000);
beforeAll(async () => {
  market = await SmallMarket.open();
}, 120_000);
afterAll(() => market.close());

/** A scan a minute after the last. */
function scanNow(ledger: Pick<SmallMarket["ledger"], "members"> = market.ledger) {
  clock += 60;
  return scan(market.store, ledger, clock);
}

async function all() {
  return (await listAnomalies(market.store, {}, { sort: "rule", limit: 100 })).rows;
}

describe("a scan", () => {
  it("finds nothing in a clean market, however often it looks", async () => {
    await market.register();
    await market.curves("2026-08", {});
    await market.contracts("2026-08", 1_000);
    await market.settle("2026-08");
    expect(await scanNow()).toEqual(nothing);
    expect(await scanNow()).toEqual(nothing);
    expect(await all()).toEqual([]);
  });

  it("finds what was planted, once, and no more", async () => {
    await market.curves("2026-09", { refusedFirst: true, glow: true });
    await market.contracts("2026-09", small.capabilityKwh("2026-09") + 1);
    expect(await scanNow()).toEqual({ ...nothing, found: 3 });
    expect(await scanNow()).toEqual(nothing);
    const found = await all();
    expect(found.map(({ rule, month, object }) => [rule, month, object.slice(1, 3)])).toEqual([
      ["above-capacity", "2026-09", "1M"],
      ["contract-capability", "2026-09", "1P"],
      ["solar-night", "2026-09", "1P"],
    ]);
    expect(found.every((one) => standingOf(one) === "open")).toBe(true);
  });

  it("keeps the refused readings to the Wh beside what was accepted", async () => {
    const [refused] = await all();
    expect(refused?.evidence).toMatchObject({
      kind: "refused-reading",
      ceilingWh: small.ceilingWh,
      refused: [{ slot: 50, wh: small.ceilingWh + 1 }],
      comparedSlots: 96,
      accepted: { readings: [{ slot: 50, wh: small.noonWh }] },
    });
  });

  it("is told apart by month when use jumps, and by member when one diverges", async () => {
    await market.curves("2026-10", { factor: 2 });
    expect(await scanNow()).toEqual({ ...nothing, found: 1 });
    const [jump] = (await listAnomalies(market.store, { rule: "consumption-jump" }, { limit: 9 })).rows;
    expect(jump).toMatchObject({ month: "2026-10", provinces: ["41"], evidence: { permille: 2_000 } });

    const members = await market.ledger.members();
    const torn = (name: string) => ({
      members: async () =>
        members.map((one): MemberStatus => (one.name === name ? { ...one, state: "diverged" } : one)),
    });
    const name = members[1]?.name ?? "";
    expect(await scanNow(torn(name))).toEqual({ ...nothing, found: 1 });
    expect(await scanNow()).toEqual({ ...nothing, vanished: 1 });
    expect(await countAnomalies(market.store)).toEqual({ open: 4, referred: 0, explained: 0, gone: 1 });
    expect(await openByProvince(market.store, "2026-10")).toEqual(new Map([["41", 1]]));
    const byHand = new Map<string, number>();
    for (const one of await all())
      if (standingOf(one) === "open" && ["", "2026-09"].includes(one.month))
        for (const place of one.provinces) byHand.set(place, (byHand.get(place) ?? 0) + 1);
    expect(byHand.size).toBeGreaterThan(0);
    expect(await openByProvince(market.store, "2026-09")).toEqual(byHand);
    expect(await scanNow(torn(name))).toEqual({ ...nothing, returned: 1 });
    expect(await scanNow()).toEqual({ ...nothing, vanished: 1 });
  });

  it("two at once do not find anything twice", async () => {
    await market.store.pool.query("DELETE FROM marker WHERE key = 'oversight'");
    const answers = await Promise.all([scanNow(), scanNow(), scanNow()]);
    for (const answer of answers) expect(answer ?? nothing).toEqual(nothing);
  });
});

describe("a judgement", () => {
  const by = { account: "a", name: "监管员" };
  const at = new Date();
  async function lastOf(id: number): Promise<number> {
    return (await anomalyById(market.store, id))?.events.at(-1)?.id ?? 0;
  }

  it("needs a reason and eyes on the newest evidence", async () => {
    const [one] = await all();
    const id = one?.id ?? 0;
    const seen = await lastOf(id);
    const wish = { anomaly: id, step: "explained", reason: "现场核对过表计", seen, ...by } as const;
    expect(await judge(market.store, { ...wish, reason: " " }, at)).toEqual({ ok: false, code: "reason" });
    expect(await judge(market.store, { ...wish, seen: seen - 1 }, at)).toEqual({
      ok: false,
      code: "changed",
    });
    expect(await judge(market.store, { ...wish, anomaly: 999_999 }, at)).toEqual({
      ok: false,
      code: "unknown",
    });
    expect(await judge(market.store, { ...wish, step: "requested", reason: "" }, at)).toEqual({
      ok: true,
      state: "open",
    });
    const answers = await Promise.all([
      judge(market.store, { ...wish, seen: await lastOf(id) }, at),
      judge(market.store, { ...wish, seen: await lastOf(id) }, at),
    ]);
    expect(answers.map((answer) => answer.ok).sort((a, b) => Number(a) - Number(b))).toEqual([false, true]);
    const kept = await anomalyById(market.store, id);
    expect(kept?.anomaly.state).toBe("explained");
    expect(kept?.events.map(({ kind, name, reason }) => [kind, name, reason])).toEqual([
      ["found", "", ""],
      ["requested", "监管员", ""],
      ["explained", "监管员", "现场核对过表计"],
    ]);
    expect(await judge(market.store, { ...wish, seen: await lastOf(id) }, at)).toEqual({
      ok: false,
      code: "step",
    });
  });

  it("falls when the evidence changes", async () => {
    const [night] = (await listAnomalies(market.store, { rule: "contract-capability" }, { limit: 1 })).rows;
    const id = night?.id ?? 0;
    const refer = {
      anomaly: id,
      step: "referred",
      reason: "移交交易机构",
      seen: await lastOf(id),
      ...by,
    } as const;
    expect(await judge(market.store, refer, at)).toEqual({ ok: true, state: "referred" });
    await market.contracts("2026-09", 5, "再签");
    expect(await scanNow()).toEqual({ ...nothing, changed: 1 });
    const kept = await anomalyById(market.store, id);
    expect(kept?.anomaly.state).toBe("open");
    expect(kept?.events.map(({ kind }) => kind)).toEqual(["found", "referred", "reopened"]);
  });

  it("is never rewritten, and nothing of it lies open in the database", async () => {
    const { pool } = market.store;
    await expect(pool.query("UPDATE anomaly_event SET kind = 'found'")).rejects.toThrow("only added to");
    await expect(pool.query("DELETE FROM anomaly_event")).rejects.toThrow("only added to");
    const found = await pool.query<{ text: string }>(
      "SELECT row_to_json(a)::text AS text FROM anomaly a UNION ALL SELECT row_to_json(e)::text FROM anomaly_event e UNION ALL SELECT row_to_json(r)::text FROM refused_day r",
    );
    for (const { text } of found.rows) {
      expect(text).not.toContain("监管员");
      expect(text).not.toContain(String(small.ceilingWh + 1));
    }
  });
});
