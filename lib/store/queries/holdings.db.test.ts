import { beforeAll, describe, expect, it } from "vitest";
import { compareText, fromHex } from "@/lib/crypto/bytes";
import { canonicalBytes, type Json } from "@/lib/crypto/canonical";
import { formatCode } from "@/lib/identifiers/trace-code";
import { digest, testCode } from "@/lib/store/projection/test-source";
import type { Row } from "@/lib/store/rows/table";
import { certificateTable, contractTable, lineTable, unitTable } from "@/lib/store/rows/tables";
import { ChangeSet, writeChanges } from "@/lib/store/rows/write";
import type { Store } from "@/lib/store/store";
import { opening, openTestStore } from "@/lib/store/test-database";
import { addMonths } from "@/lib/units/interval";
import {
  countHoldings,
  type HoldingsWish,
  holdingChoices,
  holdingCodes,
  holdingSorts,
  readHoldings,
  unitsOf,
} from "./holdings";
import { dropView, MOST_VIEWS, savedViews, saveView } from "./holdings-views";
import { issuedCertificates } from "./issuing";

/** LVJI_SCALE=100000 makes one holder of so many certificates, to see how long a page takes. */
const scale = Number(process.env.LVJI_SCALE ?? 240);
const monthCount = scale > 1000 ? 100 : 6;
const unitCount = Math.ceil(scale / monthCount);
const [mine, theirs] = [testCode("E", 1), testCode("E", 2)];
const months = Array.from({ length: monthCount }, (_, at) => addMonths("2026-09", -at));
const plants = [testCode("P", 1), testCode("P", 2), testCode("P", 3)];
const statuses = ["valid", "valid", "valid", "disputed", "superseded"] as const;
const levels = ["minimal", "standard", "full"] as const;

interface Made {
  readonly code: string;
  readonly unit: string;
  readonly month: string;
  readonly status: string;
  readonly level: string;
  readonly plants: readonly string[];
  readonly kwh: number;
}

const made: Made[] = [];
let store: Store;
beforeAll(
  opening(openTestStore, async (opened) => {
    ({ store } = opened);
    await fill(mine, 0, unitCount);
    await fill(theirs, unitCount, 3);
    await store.pool.query("ANALYZE");
  }),
  900_000,
);

async function fill(owner: string, first: number, count: number): Promise<void> {
  for (let n = first; n < first + count; n++) {
    const changes = new ChangeSet();
    const put = (table: typeof unitTable | typeof certificateTable, values: Row, hidden: Json) =>
      changes.put(table, values, canonicalBytes(hidden));
    const unit = testCode("U", n + 1);
    const { blind } = store.vault;
    put(
      unitTable,
      {
        code: unit,
        province: "41",
        entry: 1,
        idIndex: blind("unit.id", `u${n}`),
        ownerIndex: blind("unit.owner", owner),
      },
      {
        code: unit,
        id: `u${n}`,
        owner,
        name: `单元 ${String(n).padStart(5, "0")}`,
        province: "41",
        entry: 1,
        record: 0,
      },
    );
    for (const [at, month] of months.entries()) certify(changes, owner, unit, month, n * monthCount + at);
    const client = await store.pool.connect();
    await client.query("BEGIN");
    await writeChanges(client, store.vault, changes);
    await client.query("COMMIT");
    client.release();
  }
}

function certify(changes: ChangeSet, owner: string, unit: string, month: string, serial: number): void {
  const code = formatCode({
    ...{ object: "C", place: "632521", energy: "S1", province: "41", scope: "2", mode: "1" },
    ...{ month, sequence: serial + 1 },
  });
  const status = statuses[serial % statuses.length] ?? "valid";
  const level = levels[serial % levels.length] ?? "full";
  const unitIndex = store.vault.blind("unit", unit);
  const hash = digest(code);
  const row = { code, month, version: 1, unit, count: 2, status, level, entry: serial, hash };
  changes.put(
    certificateTable,
    { code, month, version: 1, count: 2, status, level, entry: serial, hash: fromHex(hash), unitIndex },
    canonicalBytes(row),
  );
  const sold = [plants[serial % 3] ?? "", plants[(serial + 1) % 3] ?? ""];
  sold.forEach((plant, k) => {
    const contract = testCode("K", serial * 2 + k + 1);
    const settledKwh = k === 1 && serial % 7 === 0 ? 0 : 100 + (serial % 50) + k;
    const index = store.vault.blind("contract", contract);
    changes.put(
      contractTable,
      {
        ...{
          code: contract,
          plant,
          month,
          mode: "bilateral",
          term: "monthly",
          scope: "within",
          entry: serial,
        },
        ...{ numberIndex: index, unitIndex, viaIndex: index },
      },
      canonicalBytes({ code: contract, plant, unit, month, number: contract }),
    );
    changes.put(
      lineTable,
      { contract, version: 1, month, plant, hash: fromHex(digest(contract)), entry: serial },
      canonicalBytes({ leafHash: digest(contract), values: { contract, plant, unit, settledKwh } }),
    );
  });
  const kwh = 100 + (serial % 50) + (serial % 7 === 0 ? 0 : 101 + (serial % 50));
  if (owner === mine) made.push({ code, unit, month, status, level, plants: sold, kwh });
}

const order = { by: "month", descending: true } as const;
const all = { skip: 0, take: 1_000_000 };

/** The same, as plainly as it can be said. */
function naive(wish: HoldingsWish): string[] {
  const { from, to, unit, plant, status, level, troubled, codes, sought } = wish;
  return made
    .filter((row) => {
      const named =
        sought && (sought.units.includes(row.unit) || sought.plants.some((one) => row.plants.includes(one)));
      return (
        (from === undefined || row.month >= from) &&
        (to === undefined || row.month <= to) &&
        (unit === undefined || row.unit === unit) &&
        (plant === undefined || row.plants.includes(plant)) &&
        (status === undefined || row.status === status) &&
        (level === undefined || row.level === level) &&
        (!troubled || row.status !== "valid") &&
        (codes === undefined || codes.includes(row.code)) &&
        (sought === undefined || named || (sought.code !== "" && row.code.includes(sought.code)))
      );
    })
    .sort((a, b) => compareText(b.month, a.month) || compareText(a.code, b.code))
    .map(({ code }) => code);
}

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const answer = await work();
  if (scale > 1000) process.stdout.write(`${name}: ${Math.round(performance.now() - from)} ms\n`);
  return answer;
}

describe("a holder's certificates", () => {
  it("are those a naive filter names, in order, by every wish; never anybody else's", async () => {
    const units = await timed("units", () => unitsOf(store, mine));
    expect(units).toHaveLength(unitCount);
    const [one] = made;
    const wishes: Record<string, HoldingsWish> = {
      everything: {},
      months: { from: months[3], to: months[1] },
      unit: { unit: one?.unit },
      plant: { plant: plants[1] },
      status: { status: "disputed" },
      level: { level: "minimal", troubled: true },
      code: { sought: { code: one?.code.slice(-6) ?? "", units: [], plants: [] } },
      names: { sought: { code: "", units: [units[1]?.code ?? ""], plants: [plants[2] ?? ""] } },
      nothing: { codes: [] },
      stranger: { unit: testCode("U", unitCount + 1) },
    };
    for (const [name, wish] of Object.entries(wishes)) {
      const wanted = naive(wish);
      expect(await timed(`count ${name}`, () => countHoldings(store, units, wish)), name).toBe(wanted.length);
      const page = { skip: 2, take: 50 };
      const codes = await timed(`page ${name}`, () => holdingCodes(store, units, wish, order, page));
      expect(codes, name).toEqual(wanted.slice(2, 52));
      await timed(`rows ${name}`, () => readHoldings(store, units, codes));
      const last = { skip: Math.max(0, wanted.length - 7), take: 50, total: wanted.length };
      const end = await timed(`last page ${name}`, () => holdingCodes(store, units, wish, order, last));
      expect(end, name).toEqual(wanted.slice(-7));
    }
    expect(wishes.stranger && naive(wishes.stranger)).toEqual([]);
  }, 600_000);

  it("stand in the same order from whichever end they are read", async () => {
    const units = await unitsOf(store, mine);
    for (const by of holdingSorts) {
      for (const descending of [false, true]) {
        const way = { by, descending };
        const read = (skip: number, total?: number) =>
          timed(`by ${by}, from ${skip}`, () =>
            holdingCodes(store, units, {}, way, { skip, take: 40, ...(total && { total }) }),
          );
        const middle = Math.floor(made.length / 2) + 3;
        for (const skip of [0, middle, made.length - 11]) {
          expect(await read(skip, made.length), `${by} ${descending} ${skip}`).toEqual(await read(skip));
        }
      }
    }
  }, 120_000);

  it("carry their energy, largest plant first, and what is not one's own is left out", async () => {
    const units = await unitsOf(store, mine);
    const others = await unitsOf(store, theirs);
    const codes = await holdingCodes(store, others, {}, order, all);
    expect(codes).toHaveLength(3 * monthCount);
    expect(await readHoldings(store, units, codes)).toEqual([]);
    const some = made.slice(0, 40);
    const rows = await readHoldings(store, units, [codes[0] ?? "", ...some.map(({ code }) => code)]);
    expect(rows.map(({ certificate }) => certificate.code)).toEqual(some.map(({ code }) => code));
    expect(rows.map(({ settledKwh }) => settledKwh)).toEqual(some.map(({ kwh }) => kwh));
    const every = made.slice(0, 10_000).map(({ code }) => code);
    await timed("10,000 rows, first", () => readHoldings(store, units, every));
    const many = await timed("10,000 rows, again", () => readHoldings(store, units, every));
    expect(many.map(({ settledKwh }) => settledKwh)).toEqual(made.slice(0, 10_000).map(({ kwh }) => kwh));
    expect(many.slice(0, 40)).toEqual(rows);
    for (const { plants: parts } of rows) {
      const kwh = parts.map(({ settledKwh }) => settledKwh);
      expect(kwh).toEqual([...kwh].sort((a, b) => b - a));
      expect(kwh.every((one) => one > 0)).toBe(true);
    }
  });

  it("can be narrowed to what there is, sorted by unit name", async () => {
    const units = await unitsOf(store, mine);
    const choices = await timed("choices", () => holdingChoices(store, units));
    expect(choices.months).toEqual(months);
    expect(choices.plants).toEqual([...plants].sort(compareText));
    expect(Object.values(choices.statuses).reduce((sum, count) => sum + count, 0)).toBe(made.length);
    const sorted = await holdingCodes(
      store,
      units,
      {},
      { by: "unit", descending: false },
      { skip: 0, take: 3 },
    );
    const first = made.filter(({ unit }) => unit === units[0]?.code).map(({ code }) => code);
    expect(sorted.every((code) => first.includes(code))).toBe(true);
  });
});

describe("a statement", () => {
  it("reads every certificate there is, in parts, to the last", async () => {
    const units = await unitsOf(store, mine);
    const rows = await timed(`statement of ${made.length}`, async () => {
      const codes = await holdingCodes(store, units, {}, order, { skip: 0, take: Number.MAX_SAFE_INTEGER });
      const parts = [];
      for (let at = 0; at < codes.length; at += 500)
        parts.push(...(await readHoldings(store, units, codes.slice(at, at + 500))));
      return parts;
    });
    expect(rows).toHaveLength(made.length);
    const added = (kwh: readonly number[]) => kwh.reduce((sum, one) => sum + one, 0);
    expect(added(rows.map(({ settledKwh }) => settledKwh))).toBe(added(made.map(({ kwh }) => kwh)));
  }, 600_000);
});

describe("the console's certificates", () => {
  it("stand in one order on every page, from whichever end it is read; beyond the last there is none", async () => {
    const asked = { sort: "month", descending: true, pageSize: 50 } as const;
    const page = (n: number) => issuedCertificates(store, { ...asked, page: n });
    const { total } = await page(1);
    const last = Math.ceil(total / 50);
    const pages = [1, 2, last - 1, last, last + 5];
    const { rows: stored } = await store.pool.query<{ code: string }>(
      "SELECT code FROM certificate ORDER BY month DESC, code DESC",
    );
    const codes = stored.map(({ code }) => code);
    for (const n of pages) {
      const { rows } = await timed(`console, page ${n}`, () => page(n));
      expect(rows.map(({ code }) => code)).toEqual(codes.slice((n - 1) * 50, n * 50));
    }
  });
});

describe("saved views", () => {
  it("are an account's own, bounded, and lie sealed", async () => {
    const kept = await saveView(store, "a", { name: "九月", query: "from=2026-09" });
    expect(await savedViews(store, "a")).toEqual([kept]);
    expect(await savedViews(store, "b")).toEqual([]);
    const { rows } = await store.pool.query<{ sealed: Buffer }>("SELECT sealed FROM saved_view");
    expect(rows[0]?.sealed.includes("2026-09")).toBe(false);
    expect(await dropView(store, "b", kept?.id ?? "")).toBe(false);
    for (let n = 1; n < MOST_VIEWS; n++) await saveView(store, "a", { name: `${n}`, query: "" });
    expect(await saveView(store, "a", { name: "more", query: "" })).toBeUndefined();
    expect(await dropView(store, "a", kept?.id ?? "")).toBe(true);
    expect(await savedViews(store, "a")).toHaveLength(MOST_VIEWS - 1);
  });
});
