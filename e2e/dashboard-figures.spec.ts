import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { numbersIn } from "./market";
import { signIn } from "./people";
import { type RawLine, rawMonth, rawRows } from "./raw-month";
import { test } from "./test";

// What stands on the dashboard against a month worked out from the imported files by other code (raw-month.ts).

const months = ["2026-08", "2026-09", "2026-10"];
const sum = (values: readonly bigint[]) => values.reduce((all, value) => all + value, 0n);
const folder = () => join(process.env.LVJI_E2E_DIR ?? "", "demo");

/** Digits of a cell, all of them: `1,234.567` → 1234567. */
const digits = (text: string | null) => BigInt((text ?? "").replace(/[^0-9]/g, "") || "0");
/** kWh text as Wh. */
const wh = (text: string | null) => ((text ?? "").includes(".") ? digits(text) : 1000n * digits(text));

/** A share to one decimal, half up, never a false whole. */
function share(part: bigint, whole: bigint): string {
  if (part >= whole) return "100%";
  const tenths = (2000n * part + whole) / (2n * whole);
  if (tenths >= 1000n) return ">99.9%";
  return `${tenths / 10n}.${tenths % 10n}%`;
}

/** Who owns what, by the imported files. */
function own(participant: string, month: string) {
  const raw = rawMonth(folder(), month);
  const units = new Map(
    rawRows(folder(), "units.csv")
      .filter(({ owner }) => owner === participant)
      .map(({ id = "", name = "" }) => [id, name]),
  );
  const lines = raw.lines.filter(({ unit }) => units.has(unit));
  const consumedWh = sum([...units.keys()].map((unit) => raw.consumedWh.get(unit) ?? 0n));
  return { units, lines, consumedWh, consumed: raw.consumedWh };
}

async function expectLines(page: Page, lines: readonly RawLine[]): Promise<void> {
  await expect(page.locator("[data-contract]")).toHaveCount(lines.length);
  for (const line of lines) {
    const cells = await page.locator(`[data-contract="${line.number}"] td`).allTextContents();
    const at = (index: number) => digits(cells[index] ?? "");
    expect(at(2), line.number).toBe(line.contractKwh);
    expect(at(3), line.number).toBe(line.settledKwh);
    expect(at(4), line.number).toBe(line.contractKwh - line.settledKwh);
    expect(at(8), line.number).toBe(line.environmentFen);
  }
}

test("every figure is what the imported files give", async ({ page }) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  for (const month of months) {
    const { lines, consumedWh, units, consumed } = own("xinghe", month);
    await page.goto(`/dashboard?month=${month}`);
    await expectLines(page, lines);
    const contract = sum(lines.map(({ contractKwh }) => contractKwh));
    const settled = sum(lines.map(({ settledKwh }) => settledKwh));
    const said = numbersIn((await page.locator("h1").textContent()) ?? "").map(BigInt);
    for (const figure of [contract, settled, contract - settled]) expect(said).toContain(figure);
    const fen = sum(lines.map(({ environmentFen }) => environmentFen));
    expect(digits(await page.locator('[data-figure="cost"]').textContent())).toBe(fen);
    const landed = sum(lines.map(({ landedWh }) => landedWh));
    const coincident = sum(lines.map(({ coincidentWh }) => coincidentWh));
    await expect(page.locator('[data-figure="green"]')).toHaveText(share(landed, consumedWh));
    await expect(page.locator('[data-figure="matched"]')).toHaveText(share(coincident, landed));
    await expectHours(page, lines);
    await expectEmissions(page, units, consumed, landed);
  }
});

async function expectHours(page: Page, lines: readonly RawLine[]): Promise<void> {
  const table = page.locator(".db-heat-table table");
  const rows = table.locator("tbody tr");
  await expect(rows).toHaveCount(24);
  for (let hour = 0; hour < 24; hour++) {
    const [matched = "", used = ""] = await rows.nth(hour).locator("td").allTextContents();
    const hourOf = (pick: (line: RawLine) => readonly bigint[]) =>
      sum(lines.map((line) => pick(line)[hour] ?? 0n));
    expect(wh(matched), `${hour}`).toBe(hourOf((line) => line.matchedByHour));
    expect(wh(used), `${hour}`).toBe(hourOf((line) => line.usedByHour));
  }
  const total = sum(lines.map(({ coincidentWh }) => coincidentWh));
  expect(wh(await table.locator("[data-heat=part]").textContent())).toBe(total);
}

/** Factors of the announcement for the two provinces of this enterprise, 0.0001 kg/kWh. */
const factors: Readonly<Record<string, bigint>> = { "xinghe-zz": 5271n, "xinghe-wx": 5500n };
const RESIDUAL = 6096n;
const centitonnes = (energyWh: bigint, factor: bigint) => (energyWh * factor + 50_000_000n) / 100_000_000n;

async function expectEmissions(
  page: Page,
  units: ReadonlyMap<string, string>,
  consumed: ReadonlyMap<string, bigint>,
  landed: bigint,
): Promise<void> {
  const used = [...units.keys()].map((unit) => ({
    factor: factors[unit] ?? 0n,
    energy: consumed.get(unit) ?? 0n,
  }));
  const location = sum(used.map(({ factor, energy }) => centitonnes(energy, factor)));
  const all = sum(used.map(({ energy }) => energy));
  const market = centitonnes(landed, RESIDUAL) + centitonnes(all - landed, RESIDUAL);
  expect(digits(await page.locator("[data-total=location]").textContent())).toBe(location);
  expect(digits(await page.locator("[data-total=market]").textContent())).toBe(market);
}

test("the statement's money is kWh × price, line by line", async ({ page }) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  const month = months[2] ?? "";
  const { lines } = own("xinghe", month);
  await page.goto(`/dashboard/settlements?month=${month}`);
  for (const line of lines) {
    const row = page.locator(`[data-contract="${line.number}"]`);
    await expect(row).toHaveCount(1);
    const cells = await row.locator("td").allTextContents();
    expect(digits(cells[5] ?? "")).toBe(line.energyFen);
    expect(digits(cells[7] ?? "")).toBe(line.environmentFen);
    expect(digits(cells[8] ?? "")).toBe(line.energyFen + line.environmentFen);
  }
  const total = sum(lines.map(({ energyFen, environmentFen }) => energyFen + environmentFen));
  expect(digits(await page.locator("tfoot td").last().textContent())).toBe(total);
});

/** The rows of a statement's table, each cell's text; `row` picks the body or the sum. */
const tableOf = (page: Page, id: string, row = "tbody tr") =>
  page
    .locator(`[data-table="${id}"] ${row}`)
    .evaluateAll((rows) =>
      rows.map((one) => [...one.children].map((cell) => (cell.textContent ?? "").trim())),
    );

test("RE100 and CDP say what Scope 2 says, and their sources are the imported lines'", async ({ page }) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  await page.goto("/dashboard/reports?kind=scope2&from=2026-08&to=2026-10");
  const scope2 = new Map<string, string[][]>();
  for (const id of ["use", "location", "market", "certificates", "lines"])
    scope2.set(id, [...(await tableOf(page, id)), ...(await tableOf(page, id, "tfoot tr"))]);
  for (const [id, rows] of scope2) expect(rows.length, id).toBeGreaterThan(1);
  await expect(page.locator('[data-table="sources"]')).toHaveCount(0);

  const letters = new Map(rawRows(folder(), "plants.csv").map(({ id = "", type = "" }) => [id, type[0]]));
  const provinces = new Map(
    rawRows(folder(), "units.csv").map(({ id = "", province = "" }) => [id, province]),
  );
  const bySource = new Map<string, bigint>();
  for (const { plant, unit, settledKwh } of months.flatMap((month) => own("xinghe", month).lines)) {
    const key = `${letters.get(plant)}/${provinces.get(unit)}`;
    bySource.set(key, (bySource.get(key) ?? 0n) + settledKwh);
  }
  for (const [kind, shared] of [
    ["re100", ["use", "certificates", "lines"]],
    ["cdp", ["use", "location", "market", "certificates", "lines"]],
  ] as const) {
    await page.goto(`/dashboard/reports?kind=${kind}&from=2026-08&to=2026-10`);
    for (const id of shared) {
      const rows = [...(await tableOf(page, id)), ...(await tableOf(page, id, "tfoot tr"))];
      expect(rows, `${kind} ${id}`).toEqual(scope2.get(id));
    }
    const said = (await tableOf(page, "sources")).map(
      ([source = "", place = "", , kwh = ""]) => `${letterOf(source)}/${placeOf(place)} ${digits(kwh)}`,
    );
    const wanted = [...bySource].map(([key, kwh]) => `${key} ${kwh}`);
    expect(new Set(said), kind).toEqual(new Set(wanted));
    expect(said, kind).toHaveLength(wanted.length);
    const [total] = await tableOf(page, "sources", "tfoot tr");
    expect(digits(total?.at(-1) ?? "")).toBe(sum([...bySource.values()]));
  }
});

const letterOf = (source: string) =>
  /光伏|Solar/i.test(source)
    ? "S"
    : /风电|Wind/i.test(source)
      ? "W"
      : /水电|Hydro/i.test(source)
        ? "H"
        : source;
const placeOf = (place: string) =>
  /河南|Henan/.test(place) ? "41" : /江苏|Jiangsu/.test(place) ? "32" : place;

test("a generator sees what its plants sold, and how much its users use is not there", async ({ page }) => {
  await signIn(page, "enterprise", "sanjiangyuan@demo.invalid");
  const month = months[2] ?? "";
  const plants = new Set(
    rawRows(folder(), "plants.csv")
      .filter(({ owner }) => owner === "gen-qinghai")
      .map(({ id }) => id),
  );
  const lines = rawMonth(folder(), month).lines.filter(({ plant }) => plants.has(plant));
  await page.goto(`/dashboard?month=${month}`);
  await expectLines(page, lines);
  await expect(page.locator("#use")).toHaveCount(0);
  const text = await (await page.request.get(`/dashboard/lines.csv?month=${month}`)).text();
  const [header = "", ...rows] = text.trim().split("\r\n");
  const columns = header.split(",");
  const hidden = ["用电 U Wh", "用户合同 D Wh", "Unit used U Wh", "Unit contracted D Wh"];
  const places = columns.flatMap((column, at) => (hidden.includes(column) ? [at] : []));
  expect(places).toHaveLength(2);
  expect(rows).toHaveLength(lines.length);
  for (const row of rows) {
    const cells = row.split(",");
    for (const at of places) expect(cells[at]).toBe("");
    // What fell short is below zero, as on the page.
    const [contractKwh, settledKwh, deviationKwh] = cells.slice(5, 8).map(Number);
    expect(deviationKwh).toBe(Number(settledKwh) - Number(contractKwh));
  }
});
