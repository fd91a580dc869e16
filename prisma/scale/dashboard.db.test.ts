import { beforeAll, describe, expect, it } from "vitest";
import type { LineRow } from "@/lib/market/state";
import { type OwnScope, ownMonth, ownMonths, ownScope } from "@/lib/store/queries/dashboard";
import { ownDigest } from "@/lib/store/queries/own-digest";
import { openState } from "@/lib/store/rows/open-state";
import { lineTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { opening, openTestStore } from "@/lib/store/test-database";
import { fillScale } from "./fill";

/** LVJI_SCALE=50 makes one enterprise of so many units and a year, to see how long its dashboard takes. */
const own = Number(process.env.LVJI_SCALE ?? 4);
const size = { plants: 40, units: own, months: own > 10 ? 12 : 2, seed: "a dashboard" };
let store: Store;
let scope: OwnScope;
beforeAll(
  opening(openTestStore, async (opened) => {
    ({ store } = opened);
    await fillScale(store, size);
    scope = await everything();
  }),
  300_000,
);

/** Made-up companies are small: the units of all of them, as if they were one's. */
async function everything(): Promise<OwnScope> {
  const companies = await store.prisma.participant.findMany({
    where: { role: "consumer" },
    select: { code: true },
  });
  const scopes = await Promise.all(companies.map(({ code }) => ownScope(store, code)));
  const [first] = scopes;
  if (first === undefined) throw new Error("nobody uses electricity");
  return { ...first, units: scopes.flatMap(({ units }) => units) };
}

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  const answer = await work();
  const { user } = process.cpuUsage(cpu);
  const took = `${Math.round(performance.now() - from)} ms, of them ${Math.round(user / 1000)} ms of this process`;
  if (own > 10) process.stdout.write(`${name}: ${took}\n`);
  return answer;
}

describe("an enterprise's dashboard", () => {
  it("adds up every month of the year to what its lines say", async () => {
    const marks = await timed("months", () => ownMonths(store, scope));
    expect(marks).toHaveLength(size.months);
    const [newest] = marks.slice(-1);
    if (newest === undefined) throw new Error("no month");
    await timed(`the newest month, ${newest.contracts} contracts of ${scope.units.length} units`, () =>
      ownMonth(store, scope, newest),
    );
    const months = await timed(`all ${marks.length} months`, () =>
      Promise.all(marks.map((mark) => ownMonth(store, scope, mark))),
    );
    const units = new Set(scope.units.map(({ code }) => code));
    for (const { month, contracts } of months) {
      const lines = (await store.prisma.line.findMany({ where: { month } }))
        .map((row) => openState<LineRow>(store, lineTable, row).values)
        .filter(({ unit }) => units.has(unit));
      const settled = contracts.reduce((sum, { line }) => sum + (line?.settledKwh ?? 0), 0);
      expect(settled).toBe(lines.reduce((sum, { settledKwh }) => sum + settledKwh, 0));
      expect(contracts).toHaveLength(lines.length);
    }
  });

  it("keeps what a finished month comes to, for its owner and for as long as the month is what it was", async () => {
    const [mark] = await ownMonths(store, scope);
    if (mark === undefined) throw new Error("no month");
    const made: number[] = [];
    const ask = (of: typeof mark, by = scope) =>
      ownDigest(store, by, of, "sums", async () => ({ n: made.push(of.version) }));
    expect(await ask(mark)).toEqual({ n: 1 });
    expect(await timed("a kept month", () => ask(mark))).toEqual({ n: 1 });
    expect(await ask(mark, { ...scope, participant: "another" })).toEqual({ n: 2 });
    expect(await ask({ ...mark, version: 2 })).toEqual({ n: 3 });
    const rows = await store.prisma.monthDigest.findMany({ where: { key: { startsWith: "own/" } } });
    expect(rows).toHaveLength(2);
    expect(rows.some(({ key }) => key.includes(scope.participant))).toBe(false);
  });
});
