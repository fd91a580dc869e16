import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type ExpectedLine, randomMarket } from "@/lib/cli/random-market.oracle";
import { compareText, utf8 } from "@/lib/crypto/bytes";
import type { Desk } from "@/lib/gateway/desk";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import {
  type MonthLine,
  monthTotals,
  plantFigures,
  unitFigures,
} from "@/lib/market/settlement/month-figures";
import { project } from "@/lib/store/projection/project";
import type { Store } from "@/lib/store/store";
import { opening, type TestDatabase } from "@/lib/store/test-database";
import { anomalySubject } from "./anomaly-rows";
import { meteringStanding, monthStandings } from "./console";
import { issuedCertificates, issuedCodes, issuedOf } from "./issuing";
import { lineColumns, settledByUnit } from "./month-columns";
import { readMonthInput } from "./settlement-run";
import { anomalyCheck, monthChecks } from "./settlement-run-checks";
import { openAssets, previewFigures, settledFigures } from "./settlement-run-figures";

const market = randomMarket(6);
const { month } = market;
let database: TestDatabase;
let store: Store;
let ledger: Ledger;
let desk: Desk;

beforeAll(
  opening(openTestDesk, async (opened) => {
    ({ database, store, ledger, desk } = opened);
    for (const { name, text } of market.files.filter((file) => file.name !== "curves"))
      await take(name, text);
  }),
);

async function take(name: (typeof market.files)[number]["name"], text: string): Promise<void> {
  const path = join(database.dataDir, `${name}.csv`);
  writeFileSync(path, text);
  await runJob(desk, "import", { name, path, zero: false, ownerKeys: "none" });
  await project(store, ledger);
}

const compared = (line: MonthLine | ExpectedLine, number: string) => {
  const { contractKwh, settledKwh, limitedBy, sentWh, landedWh } = line;
  return { number, contractKwh, settledKwh, limitedBy, sentWh, landedWh };
};
const expected = market.lines.map((line) => compared(line, line.contract));

/** Only what domain §3 says of the sums, added up again here. */
function expectBalanced(
  lines: readonly MonthLine[],
  figures: Awaited<ReturnType<typeof settledFigures>>,
): void {
  const plants = plantFigures(lines, figures.metered);
  const totals = monthTotals(lines, plants);
  expect(totals.sentWh + totals.mechanismWh + totals.unsoldWh).toBe(totals.onGridWh);
  expect(totals.landedWh + totals.lossWh).toBe(totals.sentWh);
  expect(totals.landedWh).toBe(1000 * market.lines.reduce((sum, line) => sum + line.settledKwh, 0));
  for (const plant of plants) {
    expect(plant.unsoldWh).toBeGreaterThanOrEqual(0);
    expect(Math.max(0, plant.onGridWh - plant.mechanismWh)).toBe(plant.G);
  }
  for (const unit of unitFigures(lines)) expect(unit.landedWh).toBeLessThanOrEqual(unit.U);
}

describe("a month before its curves", () => {
  it("is stopped by every meter's missing days, and previews nothing", async () => {
    const input = await readMonthInput(store, month);
    const check = (id: string) => monthChecks(input).find((one) => one.id === id);
    const assets = new Set(input.contracts.flatMap(({ plant, unit }) => [plant, unit]));
    expect(openAssets(input)).toHaveLength(assets.size);
    expect(check("days-missing")).toMatchObject({ level: "stop" });
    expect(check("contracts")).toMatchObject({ level: "ok", count: market.lines.length });
    expect(await previewFigures(store, input)).toBeUndefined();
    expect(await monthStandings(store)).toMatchObject([{ month, stage: "open", certificates: 0 }]);
  });
});

describe("a month with its curves", () => {
  it("previews what the plainest reading of the rule gives, and closes to the Wh", async () => {
    const curves = market.files.find(({ name }) => name === "curves");
    await take("curves", curves?.text ?? "");
    const input = await readMonthInput(store, month);
    expect(monthChecks(input).filter(({ level }) => level === "stop")).toEqual([]);
    expect(monthChecks(input).find(({ id }) => id === "closable")?.count).toBeGreaterThan(0);
    const figures = await previewFigures(store, input);
    expect(figures?.lines.map((line) => compared(line, line.number))).toEqual(expected);
    if (figures !== undefined) expectBalanced(figures.lines, figures);
    const { complete, meters } = await meteringStanding(store, month);
    expect(complete).toBe(meters);
  });

  it("has its unjudged anomalies looked at, which stop nothing", async () => {
    const input = await readMonthInput(store, month);
    expect(await anomalyCheck(store, input)).toMatchObject({ level: "ok", count: 0, of: 0 });
    const [{ plant, unit } = { plant: "", unit: "" }] = input.contracts;
    const meter = input.meters.get(unit)?.[0] ?? { code: "", id: "" };
    const found = [
      { object: plant, month, state: "open" },
      { object: meter.code, month, state: "open" },
      { object: plant, month, state: "explained" },
      { object: unit, month, state: "open", vanishedAt: new Date(0) },
      { object: plant, month: "1999-01", state: "open" },
    ];
    await store.prisma.anomaly.createMany({
      data: found.map((one, at) => {
        const key = `contract-capability/${at}`;
        const seen = { firstSeen: new Date(at), lastSeen: new Date(at) };
        const evidence = {
          sealed: store.seal(utf8("{}"), anomalySubject(key)),
          evidenceIndex: new Uint8Array(),
        };
        const about = { key, rule: "contract-capability", severity: "medium", provinces: [] };
        return { ...about, ...seen, ...evidence, ...one };
      }),
    });
    const check = await anomalyCheck(store, input);
    expect(check).toMatchObject({ level: "look", count: 2, of: 3 });
    expect(new Set(check.objects)).toEqual(new Set([plant, meter.code]));
    expect(new Set(check.names)).toEqual(new Set([input.plants.get(plant)?.name, meter.id]));
    await store.prisma.anomaly.deleteMany();
  });

  it("settles to exactly its preview, entry by entry, and lists its certificates", async () => {
    const previewed = await previewFigures(store, await readMonthInput(store, month));
    await runJob(desk, "settle", { month, preview: false });
    await runJob(desk, "issue", { month });
    await project(store, ledger);
    const settled = await settledFigures(store, month, 1);
    expect(settled.lines).toEqual(previewed?.lines);
    expectBalanced(settled.lines, settled);
    expect(settled.entries.size).toBe(new Set(market.lines.map(({ plant }) => plant)).size);
    for (const { settle, trace } of settled.entries.values()) expect(trace).toBeGreaterThan(settle);
    const units = unitFigures(settled.lines).filter(({ settledKwh }) => settledKwh > 0);
    const byUnit = unitFigures(settled.lines).map(({ unit, lines, settledKwh }) => ({
      unit,
      lines,
      settledKwh,
    }));
    const fromColumns = settledByUnit(await lineColumns(store, month));
    expect(fromColumns.sort((a, b) => compareText(a.unit, b.unit))).toEqual(byUnit);
    const query = { sort: "code", descending: false, page: 1, pageSize: 100 } as const;
    const { rows, total } = await issuedCertificates(store, query);
    expect(total).toBe(units.length);
    expect(await issuedOf(store, await issuedCodes(store, query))).toEqual(rows);
    expect(await issuedCodes(store, { ...query, month: "2020-01" })).toEqual([]);
    const sum = rows.reduce((all, { kwh }) => all + kwh, 0);
    expect(sum).toBe(market.lines.reduce((all, { settledKwh }) => all + settledKwh, 0));
    const one = rows[0];
    for (const sought of [one?.code, one?.code.slice(-8), one?.unit, one?.holder]) {
      const found = await issuedCertificates(store, { ...query, sought: sought ?? "" });
      expect(
        found.rows.map(({ code }) => code),
        sought,
      ).toContain(one?.code);
    }
    expect((await issuedCertificates(store, { ...query, sought: "nobody" })).total).toBe(0);
  });
});
