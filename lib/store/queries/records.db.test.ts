import { beforeAll, describe, expect, it } from "vitest";
import { compareText } from "@/lib/crypto/bytes";
import { project } from "@/lib/store/projection/project";
import { testCode, testMarket } from "@/lib/store/projection/test-source";
import type { Store } from "@/lib/store/store";
import { opening, openTestStore, type TestDatabase } from "@/lib/store/test-database";
import { edgesOf } from "@/lib/units/loss";
import { certifiedMonths } from "./certified-months";
import { lineColumns } from "./month-columns";
import { certificatesOfMonth } from "./records-certificates";
import { contractMonths, contractsOfMonth } from "./records-contracts";
import { entriesPage, entryTypes } from "./records-entries";
import { linesOfMonth, settledMonths, sumChannel } from "./records-lines";
import { plantsOfMonth, sumPlants } from "./records-plants";
import { closedMonths, daysPage, daysTotal } from "./records-readings";

const month = "2026-09";
const patience = 900_000;
/** LVJI_SCALE=2000 makes a market of 100,000 lines, to see how long the first and the second look take. */
const plants = Number(process.env.LVJI_SCALE ?? 3);
const linesPerPlant = plants > 100 ? 50 : 4;
const source = testMarket({ plants, linesPerPlant, days: 2 });
let database: TestDatabase;
let store: Store;
beforeAll(
  opening(openTestStore, async (opened) => {
    ({ database, store } = opened);
    await project(store, source);
  }),
  patience,
);

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const [from, used] = [performance.now(), process.cpuUsage()];
  const answer = await work();
  const { user, system } = process.cpuUsage(used);
  const figures = `${Math.round(performance.now() - from)} ms, ${Math.round((user + system) / 1000)} ms of this process`;
  if (plants > 100) process.stdout.write(`${name}: ${figures}\n`);
  return answer;
}

describe("lines", () => {
  it(
    "are a month's, in number order, and add up as a naive sum does",
    async () => {
      const lines = await timed("lines, first", () => linesOfMonth(store, month));
      const again = await timed("lines, again", () => linesOfMonth(store, month));
      expect(again).toBe(lines);
      const other = await database.open();
      const digest = await timed("lines, another process", () => linesOfMonth(other, month));
      expect(digest).toEqual(lines);
      await other.pool.query(
        "UPDATE month_digest SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)",
      );
      await other.close();
      if (plants <= 100) {
        const third = await database.open();
        expect(await linesOfMonth(third, month)).toEqual(lines);
        await third.close();
      }
      expect(lines).toHaveLength(plants * linesPerPlant);
      const naive = { contractKwh: 0, settledKwh: 0, sentWh: 0, landedWh: 0 };
      for (let n = 0; n < plants; n++) {
        for (let k = 0; k < linesPerPlant; k++) {
          naive.contractKwh += 100 + k;
          naive.settledKwh += 4;
          naive.sentWh += 4300 + k;
          naive.landedWh += 4000;
        }
      }
      const columns = await timed("columns, first", () => lineColumns(store, month));
      expect(await timed("columns, again", () => lineColumns(store, month))).toBe(columns);
      const another = await database.open();
      expect(await timed("columns, another process", () => lineColumns(another, month))).toEqual(columns);
      await another.close();
      const added = (name: string) => columns.numbers[name]?.reduce((sum, one) => sum + one, 0);
      for (const [name, sum] of Object.entries(naive)) expect(added(name), name).toBe(sum);
      expect(columns.texts.code).toEqual(lines.map(({ contract }) => contract));
      const { plant } = columns.named;
      expect(lines.every((line, at) => line.plant === plant?.names[plant.at[at] ?? -1])).toBe(true);
      expect(lines.every((line) => line.lossWh === line.sentWh - line.landedWh)).toBe(true);
      const [edge] = edgesOf(4000, [{ lossPpm: 65_400 }]);
      expect(sumChannel(lines, testCode("H", 1))).toEqual({
        sentWh: (edge?.sentWh ?? 0) * lines.length,
        lossWh: (edge?.lossWh ?? 0) * lines.length,
        landedWh: 4000 * lines.length,
      });
      expect(sumChannel(lines, "another")).toEqual({ sentWh: 0, lossWh: 0, landedWh: 0 });
      expect(await linesOfMonth(store, "2026-08")).toEqual([]);
      expect(await settledMonths(store)).toEqual([month]);
    },
    patience,
  );
});

describe("plants", () => {
  it("stand with what the freeze and the settlement fixed", async () => {
    const rows = await timed("plants", () => plantsOfMonth(store, month));
    const other = await database.open();
    expect(await timed("plants, another process", () => plantsOfMonth(other, month))).toEqual(rows);
    await other.close();
    expect(rows).toHaveLength(plants);
    expect(rows[0]).toMatchObject({
      onGridWh: 8,
      mechanismWh: 3,
      sentWh: 4300,
      unsoldWh: 1,
      lines: linesPerPlant,
    });
    expect(sumPlants(rows)).toMatchObject({ onGridWh: 8 * plants, lines: plants * linesPerPlant });
  });
});

describe("contracts and certificates", () => {
  it("are those of the month", async () => {
    const contracts = await timed("contracts", () => contractsOfMonth(store, month));
    expect(contracts).toHaveLength(plants * linesPerPlant);
    expect(await contractsOfMonth(store, month)).toBe(contracts);
    expect(await contractMonths(store)).toEqual([month]);
    const certificates = await certificatesOfMonth(store, month);
    expect(certificates).toMatchObject([{ code: testCode("C", 1), kwh: 4 * linesPerPlant, status: "valid" }]);
    expect(await certifiedMonths(store)).toEqual([month]);
  });
});

describe("readings", () => {
  const meters = Array.from({ length: Math.min(plants, 50) }, (_, n) => testCode("M", n));
  it("come a page at a time, with what all of them add up to", async () => {
    const ever = { meters, from: 0, to: 99_999_999 };
    const all = await daysPage(store, ever, { skip: 0, take: 10_000 });
    expect(all.rows).toHaveLength(all.total);
    const added = all.rows.reduce((sum, row) => sum + row.wh, 0);
    expect(await daysTotal(store, ever, all.total)).toBe(added);
    const late = await daysPage(store, ever, { skip: all.total - 2, take: 5 });
    expect(late.rows).toEqual(all.rows.slice(-2));
    const asked = { meters, from: 20260901, to: 20260902 };
    const { rows, total } = await daysPage(store, asked, { skip: 0, take: 2 });
    expect([rows.length, total]).toEqual([2, 2 * meters.length]);
    const wh = (n: number, day: number) =>
      Array.from({ length: 96 }, (_, i) => (i * 7919 * (n + 1) + day) % 2_000_000).reduce((a, b) => a + b, 0);
    expect(rows[0]).toMatchObject({
      day: 20260901,
      meter: [...meters].sort(compareText)[0],
      readings: { length: 96 },
    });
    const naive = meters.reduce((sum, _, n) => sum + wh(n, 20260901) + wh(n, 20260902), 0);
    expect(await daysTotal(store, asked, total)).toBe(naive);
    expect(await daysTotal(store, asked, 20_001)).toBeUndefined();
  });
  it("of a closed month are what the members added up", async () => {
    const whole = { meters, from: 20260901, to: 20260930 };
    expect(await daysTotal(store, whole, 60)).toBe(5 * meters.length);
    expect((await closedMonths(store, meters, month)).get(meters[0] ?? "")?.totalWh).toBe(5);
  });
});

describe("entries", () => {
  it("are found by type, by code and by number", async () => {
    const size = source.size;
    expect((await entriesPage(store, { type: "", text: "" }, { skip: 0, take: 1 })).total).toBe(size);
    const issued = await entriesPage(store, { type: "certificate.issue", text: "" }, { skip: 0, take: 5 });
    expect(issued.rows.map(({ index }) => index)).toEqual([size - 1]);
    const named = await entriesPage(store, { type: "", text: testCode("C", 1) }, { skip: 0, take: 5 });
    expect(named.rows).toEqual(issued.rows);
    const first = await entriesPage(store, { type: "", text: "0" }, { skip: 0, take: 5 });
    expect(first.rows).toMatchObject([{ index: 0, type: "genesis" }]);
    expect((await entriesPage(store, { type: "", text: "'; --" }, { skip: 0, take: 5 })).total).toBe(0);
    expect(await entryTypes(store)).toContain("settlement.settle");
  });
});
