import { beforeAll, describe, expect, it } from "vitest";
import { project } from "@/lib/store/projection/project";
import { digest, testCode, testMarket } from "@/lib/store/projection/test-source";
import type { Store } from "@/lib/store/store";
import { opening, openTestStore } from "@/lib/store/test-database";
import { keysOfParticipant } from "./keys";
import { arrivals, contractedAssets, meteredMonths, meteringImports } from "./metering-inbox";
import { contractedKwh, contractOf, contractsOfAllMonths, contractsWith, registryBook } from "./registry";

const [PLANTS, LINES] = [3, 4];
const source = testMarket({ plants: PLANTS, linesPerPlant: LINES, days: 2 });
const [plant, unit] = [testCode("P", 0), testCode("U", 1)];
const later = testCode("K", 900);
let store: Store;

function recordLater(): void {
  source.append(
    "contract.record",
    { records: [{ contract: later, plant }] },
    {
      [`contract/${later}`]: {
        ...{ code: later, number: "下月-1", plant, unit, via: "", month: "2026-10", contractKwh: 5_000 },
        ...{ energyPrice: 1, environmentPrice: 2, mode: "listing", term: "yearly", scope: "inter-area" },
        ...{ path: [], secret: digest(later), onBehalf: [], entry: source.size, record: 0 },
      },
    },
    { "records/0/number": [digest("salt"), "下月-1"] },
  );
}

beforeAll(
  opening(openTestStore, async (opened) => {
    ({ store } = opened);
    recordLater();
    await project(store, source);
  }),
);

describe("the book of what is registered", () => {
  it("opens every object, and says who has a key and which meter was read", async () => {
    const book = await registryBook(store);
    expect([book.participants.size, book.plants.size, book.units.size, book.meters.size]).toEqual([
      1, 3, 3, 3,
    ]);
    expect(book.channels.get(testCode("H", 1))?.name).toBe("青豫");
    expect(book.units.get(unit)?.name).toBe("户 1");
    expect([...book.keyed]).toEqual([testCode("E", 1)]);
    expect([...book.measured].sort()).toEqual([0, 1, 2].map((n) => testCode("M", n)).sort());
  });

  it("is the same until the log goes on, then read anew", async () => {
    const before = await registryBook(store);
    expect(await registryBook(store)).toBe(before);
    const revoked = { ...(await keysOfParticipant(store, testCode("E", 1)))[0], until: source.size };
    source.append("participant.revoke-key", {}, { [`key/${revoked.keyId}`]: revoked });
    await project(store, source);
    const after = await registryBook(store);
    expect(after).not.toBe(before);
    expect(after.keyed.size).toBe(0);
    expect((await keysOfParticipant(store, testCode("E", 1)))[0]?.until).toBe(revoked.until);
    expect(await keysOfParticipant(store, testCode("E", 2))).toEqual([]);
  });
});

describe("contracts", () => {
  const number = "绿-1-2";
  const nothing = { plants: [], units: [] };

  it("are opened one by one by their code", async () => {
    expect(await contractOf(store, later)).toMatchObject({ number: "下月-1", contractKwh: 5_000 });
    expect(await contractOf(store, plant)).toBeUndefined();
  });

  it("of every month come together, the newest month first", async () => {
    const { rows, isAll } = await contractsOfAllMonths(store, { text: "x", ...nothing });
    expect(isAll).toBe(true);
    expect(rows).toHaveLength(PLANTS * LINES + 1);
    expect(rows[0]?.number).toBe("下月-1");
  });

  it("of too many months are found by whole number, code, plant or unit, and by nothing else", async () => {
    const found = async (text: string, more = {}) => {
      const { rows, isAll } = await contractsOfAllMonths(store, { text, ...nothing, ...more }, 5);
      expect(isAll).toBe(false);
      return rows.map((row) => row.number);
    };
    expect(await found(number)).toEqual([number]);
    expect(await found("绿-1")).toEqual([]);
    expect(await found(later)).toEqual(["下月-1"]);
    expect(await found("", {})).toHaveLength(PLANTS * LINES + 1);
    expect(await found("电站", { plants: [plant] })).toHaveLength(LINES + 1);
    expect(await found("户", { units: [unit] })).toHaveLength(LINES + 1);
    expect((await found("户", { units: [unit] }))[0]).toBe("下月-1");
  });

  it("of a plant or a unit are counted, and added up by month", async () => {
    expect((await contractsWith(store, [plant], [unit])).total).toBe(LINES * 2 + 1);
    expect((await contractsWith(store, [], [testCode("U", 9)])).rows).toEqual([]);
    expect(await contractedKwh(store, plant, "2026-10")).toBe(5_000);
    expect(await contractedKwh(store, plant, "2026-09")).toBe(100 + 101 + 102 + 103);
  });
});

describe("the metering inbox", () => {
  it("tells by meter which days have come, and whether the month is closed", async () => {
    const found = await arrivals(store, "2026-09");
    expect([...found.keys()].sort()).toEqual([0, 1, 2].map((n) => testCode("M", n)).sort());
    for (const arrival of found.values()) expect(arrival).toEqual({ days: 0b11, isClosed: true });
    expect((await arrivals(store, "2026-10")).size).toBe(0);
    expect(await meteredMonths(store)).toEqual(["2026-09"]);
  });

  it("knows whose meters settlement waits for", async () => {
    const { plants, units } = await contractedAssets(store, "2026-10");
    expect([...plants]).toEqual([plant]);
    expect(units.map((index) => index.equals(Buffer.from(store.vault.blind("unit", unit))))).toEqual([true]);
    expect((await contractedAssets(store, "2027-01")).plants.size).toBe(0);
  });

  it("lists the imports of readings, the newest first, with what came of them", async () => {
    const payload = { name: "curves", path: "/a/b.csv", file: "九月.csv" };
    const answer = { accepted: 7, refusedCount: 2, zeroed: 1, totalWh: 5, refused: [{ line: 3 }] };
    const insert = `INSERT INTO job (id, name, payload, fingerprint, state, answer, created_at)
      VALUES ($1, 'import', $2, $1, 'done', $3, now() + $4::interval)`;
    await store.pool.query(insert, ["one", JSON.stringify(payload), JSON.stringify(answer), "0"]);
    const mechanism = JSON.stringify({ name: "mechanism", path: "/a/m.csv" });
    await store.pool.query(insert, ["two", mechanism, null, "1 minute"]);
    await store.pool.query(insert, ["no", JSON.stringify({ name: "plants", path: "" }), null, "2 minutes"]);
    const all = await meteringImports(store, { page: 0, size: 30 });
    expect(all.total).toBe(all.rows.length);
    expect(all.rows).toMatchObject([
      { id: "two", form: "mechanism", file: "m.csv", accepted: undefined },
      { id: "one", form: "curves", file: "九月.csv", accepted: 7, refused: 2, zeroed: 1, totalWh: 5 },
    ]);
    expect(await meteringImports(store, { page: 1, size: 1 })).toEqual({
      rows: all.rows.slice(1, 2),
      total: all.total,
    });
  });
});
