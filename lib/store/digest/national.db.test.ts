import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FrozenPlantRow, LineRow, SettledPlantRow } from "@/lib/market/state";
import { project } from "@/lib/store/projection/project";
import { testMarket } from "@/lib/store/projection/test-source";
import { openState } from "@/lib/store/rows/open-state";
import { frozenPlantTable, lineTable, settledPlantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { createTestDatabase, type TestDatabase } from "@/lib/store/test-database";
import { edgesOf } from "@/lib/units/loss";
import { finishedMonths, nationalLines, nationalMonth } from "./national";

const month = "2026-09";
/** LVJI_SCALE=2000 makes a market of 100,000 lines, to see how long the looks at it take. */
const plants = Number(process.env.LVJI_SCALE ?? 3);
const source = testMarket({ plants, linesPerPlant: plants > 100 ? 50 : 4, days: 1 });
let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = await database.open();
  await project(store, source);
}, 900_000);
afterAll(async () => {
  await store.close();
  await database.drop();
});

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const answer = await work();
  if (plants > 100) process.stdout.write(`${name}: ${Math.round(performance.now() - from)} ms\n`);
  return answer;
}

describe("a finished month of the market", () => {
  it("is what a naive sum over its opened rows gives", { timeout: 900_000 }, async () => {
    expect((await finishedMonths(store)).map((one) => one.month)).toContain(month);
    const found = await timed("a month, first", () => nationalMonth(store, month));
    const where = { month, version: found?.version ?? 0 };
    const lines = (await store.prisma.line.findMany({ where })).map((row) =>
      openState<LineRow>(store, lineTable, row),
    );
    const frozen = (await store.prisma.frozenPlant.findMany({ where })).map((row) =>
      openState<FrozenPlantRow>(store, frozenPlantTable, row),
    );
    const settled = (await store.prisma.settledPlant.findMany({ where })).map((row) =>
      openState<SettledPlantRow>(store, settledPlantTable, row),
    );
    const sum = (values: readonly number[]) => Number(values.reduce((all, one) => all + BigInt(one), 0n));
    const totals = found?.sums.totals;
    expect(lines.length).toBeGreaterThan(0);
    expect(totals?.lines).toBe(lines.length);
    expect(totals?.sentWh).toBe(sum(lines.map(({ values }) => values.sentWh)));
    expect(totals?.landedWh).toBe(sum(lines.map(({ values }) => values.landedWh)));
    expect(totals?.onGridWh).toBe(sum(frozen.map(({ onGridWh }) => onGridWh)));
    expect(totals?.unsoldWh).toBe(sum(settled.map(({ result }) => result.unsoldWh)));
    const lost = lines.flatMap(({ values }) =>
      edgesOf(values.landedWh, values.path).map(({ lossWh }) => lossWh),
    );
    expect(sum((found?.sums.channels ?? []).map(({ lossWh }) => lossWh))).toBe(sum(lost));
  });
  it("is kept, opened again elsewhere, and made again where its value was altered", {
    timeout: 900_000,
  }, async () => {
    const first = await timed("a month, again", () => nationalMonth(store, month));
    const columns = await timed("its lines, again", () => nationalLines(store, month));
    const other = await database.open();
    expect(await timed("a month, another process", () => nationalMonth(other, month))).toEqual(first);
    await timed("its lines, another process", () => nationalLines(other, month));
    await other.pool.query("UPDATE month_digest SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)");
    await other.close();
    const third = await database.open();
    expect(await nationalMonth(third, month)).toEqual(first);
    expect(await nationalLines(third, month)).toEqual(columns);
    await third.close();
  });
});
