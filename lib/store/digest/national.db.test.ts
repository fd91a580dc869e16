import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareText } from "@/lib/crypto/bytes";
import type { CertificateRow, FrozenPlantRow, LineRow, SettledPlantRow } from "@/lib/market/state";
import { addUp } from "@/lib/oversight/national";
import { unpackLines } from "@/lib/oversight/national-pack";
import { project } from "@/lib/store/projection/project";
import { testMarket } from "@/lib/store/projection/test-source";
import { ownScope } from "@/lib/store/queries/dashboard";
import { ownDigest } from "@/lib/store/queries/own-digest";
import { openState } from "@/lib/store/rows/open-state";
import { certificateTable, frozenPlantTable, lineTable, settledPlantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { createTestDatabase, type TestDatabase } from "@/lib/store/test-database";
import { edgesOf } from "@/lib/units/loss";
import { takeInHand } from "./at-hand";
import { forgetDigests } from "./forget";
import { digestKinds } from "./forms";
import {
  briefOf,
  certifiedWh,
  finishedMonths,
  nationalMonth,
  packedLines,
  undigestedMonths,
} from "./national";
import { plantDays } from "./plant-days";
import { digestMonth, monthsToDigest } from "./whole-month";

const month = "2026-09";
/** LVJI_SCALE=5000 makes a market of so many plants, 100,000 lines and thirty days, to see how long looks at it take. */
const plants = Number(process.env.LVJI_SCALE ?? 3);
const isLarge = plants > 100;
const linesPerPlant = isLarge ? Math.ceil(100_000 / plants) : 4;
const source = testMarket({ plants, linesPerPlant, days: isLarge ? 30 : 1 });
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
  if (isLarge) process.stdout.write(`${name}: ${Math.round(performance.now() - from)} ms\n`);
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
  it("is made for all months before anybody asks, and what stands in one digest stands in the others", async () => {
    await store.pool.query("DELETE FROM month_digest");
    const fresh = await database.open();
    const missing = await undigestedMonths(fresh);
    expect(missing.map((one) => one.month)).toEqual([month]);
    for (const one of missing) await digestMonth(fresh, one);
    expect(await undigestedMonths(fresh)).toEqual([]);
    expect(await monthsToDigest(fresh)).toEqual([]);
    const [one] = await finishedMonths(fresh);
    const whole = await nationalMonth(fresh, month);
    const packed = await packedLines(fresh, month);
    if (one === undefined || whole === undefined || packed === undefined) throw new Error("no digest");
    const brief = await briefOf(fresh, one);
    expect([brief.totals, brief.provinces]).toEqual([whole.sums.totals, whole.sums.provinces]);
    expect(addUp(unpackLines(gunzipSync(packed)))).toEqual(whole.sums);
    const unit = (await fresh.prisma.certificate.findMany()).map(
      (row) => openState<CertificateRow>(fresh, certificateTable, row).unit,
    );
    const lines = (await fresh.prisma.line.findMany()).map((row) =>
      openState<LineRow>(fresh, lineTable, row),
    );
    const own = lines.filter(({ values }) => unit.includes(values.unit));
    expect(await certifiedWh(fresh, one)).toBe(
      1000 * own.reduce((sum, { values }) => sum + values.settledKwh, 0),
    );
    await fresh.close();
  });
  it("has its days when it is finished, the same as from its rows, and other rows have others", async () => {
    const later = await database.open();
    const [one] = await finishedMonths(later);
    if (one === undefined) throw new Error("no month");
    const before = await timed("its days, kept", () => plantDays(later, one));
    await later.pool.query("DELETE FROM month_digest WHERE key LIKE 'plant-days/%'");
    expect((await monthsToDigest(later)).map(({ key }) => key)).toEqual([one.key]);
    const fresh = await database.open();
    expect(await timed("its days, made", () => plantDays(fresh, one))).toEqual(before);
    const wh = Object.values(before).flatMap(({ meteredWh }) => meteredWh);
    expect(wh.reduce((sum, day) => sum + day, 0)).toBeGreaterThan(0);
    await plantDays(fresh, { ...one, key: `${one.key}/settled-again` });
    const count = await fresh.prisma.monthDigest.count({ where: { key: { startsWith: "plant-days/" } } });
    expect(count).toBe(2);
    await fresh.pool.query("DELETE FROM month_digest WHERE key LIKE '%/settled-again'");
    for (const opened of [later, fresh]) await opened.close();
  });
  it("loses digests of old forms and of versions that are gone, and none that is read", async () => {
    const opened = await database.open();
    const [one] = await finishedMonths(opened);
    if (one === undefined) throw new Error("no month");
    await digestMonth(opened, one);
    const [participant] = await opened.prisma.participant.findMany();
    const scope = await ownScope(opened, participant?.code ?? "");
    const mark = { ...one, stage: "finished" as const, contracts: 1, certificates: 1 };
    for (const what of ["sums", "hours"] as const) await ownDigest(opened, scope, mark, what, async () => 1);
    const keys = async () =>
      (await opened.prisma.monthDigest.findMany({ orderBy: { key: "asc" } })).map(({ key }) => key);
    const read = await keys();
    const kinds = new Set(read.map((key) => key.replace(/\/\d+\/.*/, "")));
    expect([...kinds].sort(compareText)).toEqual([...digestKinds].sort(compareText));
    expect(await forgetDigests(opened)).toBe(0);
    const aged = read.map((key) => key.replace(/\/(\d+)\//, (_, form) => `/${Number(form) - 1}/`));
    const versioned = read.filter((key) => !/^(contract-columns|certificates)\//.test(key));
    const next = `${one.month}/${one.version + 1}/`;
    const gone = versioned.map((key) => key.replace(`${one.month}/${one.version}/`, next));
    const settledAgain = read.flatMap((key) =>
      key.startsWith("own/") ? [key.replace(/\d+\/\d+$/, "9/1")] : [],
    );
    const about = `${read.find((key) => key.startsWith("about/"))}0`;
    const old = [...aged, ...gone, ...settledAgain, about, "unheard/1/of"].filter(
      (key) => !read.includes(key),
    );
    await opened.prisma.monthDigest.createMany({
      data: old.map((key) => ({ key, sealed: new Uint8Array(1) })),
    });
    expect(await forgetDigests(opened)).toBe(old.length);
    expect(await keys()).toEqual(read);
    await opened.prisma.settlementMonth.updateMany({ data: { stage: "settled" } });
    await forgetDigests(opened);
    expect((await keys()).every((key) => /^(contract-columns|certificates)\//.test(key))).toBe(true);
    await opened.prisma.settlementMonth.updateMany({ data: { stage: "finished" } });
    await opened.close();
  });
  it("is kept, opened again elsewhere, and made again where its value was altered", {
    timeout: 900_000,
  }, async () => {
    const first = await timed("a month, again", () => nationalMonth(store, month));
    const columns = await timed("its lines, again", () => packedLines(store, month));
    const other = await database.open();
    expect(await timed("a month, another process", () => nationalMonth(other, month))).toEqual(first);
    await timed("its lines, another process", () => packedLines(other, month));
    await other.pool.query("UPDATE month_digest SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)");
    await other.close();
    const third = await database.open();
    expect(await nationalMonth(third, month)).toEqual(first);
    expect(await packedLines(third, month)).toEqual(columns);
    await third.close();
  });
  it("is at hand from the start where it was made, and not made for that", async () => {
    const count = async (opened: Store) => opened.prisma.monthDigest.count();
    const early = await database.open();
    await early.pool.query("DELETE FROM month_digest");
    await takeInHand(early);
    expect(await count(early)).toBe(0);
    await early.close();
    const later = await database.open();
    for (const one of await undigestedMonths(later)) await digestMonth(later, one);
    await later.close();
    const started = await database.open();
    await takeInHand(started);
    await started.pool.query("DELETE FROM month_digest");
    expect((await nationalMonth(started, month))?.sums).toEqual((await nationalMonth(store, month))?.sums);
    expect(await count(started)).toBe(0);
    await started.close();
  });
});
