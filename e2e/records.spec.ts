import { expect, type Page } from "@playwright/test";
import { expectClean, expectNoOverflow } from "./clean";
import { certificatesOf, lvji, numbersIn } from "./market";
import { signIn } from "./people";
import { test } from "./test";

interface Line {
  readonly id: string;
  readonly plant: string;
  readonly unit: string;
  readonly contractKwh: number;
  readonly settledKwh: number;
  readonly sentWh: number;
  readonly landedWh: number;
}

const month = "2026-09";
const figures = ["contractKwh", "settledKwh", "sentWh", "landedWh"] as const;

test.beforeEach(async ({ page }) => {
  await signIn(page, "regulator");
});

const linesOf = async () => (await lvji("list", "lines", "--month", month)) as readonly Line[];

async function sumOf(page: Page, id: string): Promise<number> {
  return Number(await page.locator(`[data-sum="${id}"]`).getAttribute("data-value"));
}

/** The sums at the foot are those of the command line's lines. */
async function expectSums(page: Page, lines: readonly Line[]): Promise<void> {
  await expect(page.locator('[data-sum="lines"]')).toHaveAttribute("data-value", String(lines.length));
  for (const id of figures) {
    expect(await sumOf(page, id)).toBe(lines.reduce((sum, line) => sum + line[id], 0));
  }
  const lost = lines.reduce((sum, { sentWh, landedWh }) => sum + sentWh - landedWh, 0);
  expect(await sumOf(page, "lossWh")).toBe(lost);
  expect(await sumOf(page, "difference")).toBe(0);
}

test("the lines of a month, of a plant, of what a search finds, add up to the Wh", {
  tag: "@desktop",
}, async ({ page }) => {
  const lines = await linesOf();
  await page.goto(`/overview/records?month=${month}`);
  await expectSums(page, lines);

  const plants = (await lvji("list", "plants")) as { id: string; code: string; name: string }[];
  const golmud = plants.find(({ id }) => id === "golmud");
  await page.goto(`/overview/records?month=${month}&plant=${golmud?.code}`);
  await expectSums(
    page,
    lines.filter(({ plant }) => plant === "golmud"),
  );
  await page.goto(`/overview/records?month=${month}&q=${encodeURIComponent(golmud?.name ?? "")}`);
  await expectSums(
    page,
    lines.filter(({ plant }) => plant === "golmud"),
  );
  await page.goto(`/overview/records?month=${month}&scope=within`);
  expect(await sumOf(page, "lossWh")).toBe(0);
  const within = await sumOf(page, "sentWh");
  await page.goto(`/overview/records?month=${month}&scope=across`);
  expect(within + (await sumOf(page, "sentWh"))).toBe(lines.reduce((sum, { sentWh }) => sum + sentWh, 0));
});

test("a line is audited down to the meter's quarter-hours", { tag: "@phone" }, async ({ page }) => {
  await page.goto(`/overview/records?month=${month}`);
  await page.locator("tbody tr").nth(1).locator("td").first().click();
  const drawer = page.locator(".wp-drawer");
  await expect(drawer.locator("[data-agrees]")).toHaveAttribute("data-agrees", "true");
  await expectClean(page);
  // What the plant's meters read, less the mechanism's part, is what it could sell.
  const account = await drawer.locator("[data-account=sellable] td").allTextContents();
  const [metered = 0, taken = 0, sellable = 0] = account.flatMap((text) => numbersIn(text));
  expect(metered - Math.abs(taken)).toBe(sellable);
  const meter = drawer.locator(".rec-list li").first();
  const closed = Math.max(
    ...numbersIn(((await meter.locator("span").first().textContent()) ?? "").split("·").at(-1) ?? ""),
  );
  await page.goto((await meter.locator("a").last().getAttribute("href")) ?? "");
  await expect(page.locator('[data-sum="wh"]')).toHaveAttribute("data-value", String(closed));
  await expect(page.locator('[data-sum="days"]')).toHaveAttribute("data-value", "30");

  await page.locator("tbody tr").nth(3).locator("td").first().click();
  await expect(drawer.locator(".rec-day li")).toHaveCount(96);
  const whole = numbersIn((await drawer.locator(".rec-head p").allTextContents()).join(" "));
  const readings = await drawer.locator(".rec-day li").allTextContents();
  const sum = readings.reduce((all, text) => all + Number(text.slice(5).replaceAll(",", "")), 0);
  expect(whole).toContain(sum);
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(page).not.toHaveURL(/[?&]r=/);
});

test("what plants metered is what was sent, taken by the mechanism, or left", { tag: "@desktop" }, async ({
  page,
}) => {
  await page.goto(`/overview/records?kind=plants&month=${month}`);
  expect(await sumOf(page, "difference")).toBe(0);
  const lines = await linesOf();
  expect(await sumOf(page, "sentWh")).toBe(lines.reduce((sum, { sentWh }) => sum + sentWh, 0));
  await expect(page.locator("tbody tr")).toHaveCount(24);
  // What a plant metered leads to the readings it is the sum of, what the mechanism took to the entry that stated it.
  const stated = page
    .locator("tbody tr", { has: page.locator('td:nth-child(4) a[href^="/ledger/"]') })
    .first();
  const [metered] = numbersIn((await stated.locator("td").nth(2).textContent()) ?? "");
  await stated.locator("td").nth(2).locator("a").click();
  await expect(page.locator('[data-sum="wh"]')).toHaveAttribute("data-value", String(metered));
  await page.goto(`/overview/records?month=${month}&r=nothing`);
  await expect(page.locator(".wp-drawer h2")).not.toHaveCount(0);
});

test("every kind of record can be read, sorted and taken away", async ({ page, isMobile }) => {
  for (const kind of ["lines", "plants", "readings", "contracts", "meters", "entries"]) {
    await page.goto(`/overview/records?kind=${kind}`);
    await expect(page.locator("tbody tr")).not.toHaveCount(0);
    await expectClean(page);
    await expectNoOverflow(page);
  }
  const lines = await linesOf();
  const csv = await (await page.request.get(`/overview/records/export?month=${month}`)).text();
  const rows = csv.trim().split("\r\n").slice(1);
  expect(rows).toHaveLength(lines.length);
  for (const { id, sentWh } of lines) {
    expect(rows.filter((row) => row.includes(id) && row.includes(`,${sentWh},`))).toHaveLength(1);
  }
  if (isMobile) return;
  await page.goto(`/overview/records?month=${month}&sort=-settledKwh`);
  const largest = lines.reduce((best, line) => (line.settledKwh > best.settledKwh ? line : best));
  await expect(page.locator("tbody tr").first()).toContainText(largest.id);
});

test("all certificates, each leading to the page the public sees", async ({ page }) => {
  const certificates = await certificatesOf();
  await page.goto("/overview/certificates?month=all");
  await expect(page.locator('[data-sum="certificates"]')).toHaveAttribute(
    "data-value",
    String(certificates.length),
  );
  const lines = (await lvji("list", "lines")) as readonly Line[];
  const kwh = lines.reduce((sum, { settledKwh }) => sum + settledKwh, 0);
  expect(await sumOf(page, "settledKwh")).toBe(kwh);
  await expectClean(page);
  const one = certificates[7];
  await page.goto(`/overview/certificates?c=${one?.code}`);
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await page.locator("tbody a").first().click();
  await page.waitForURL(`**/c/${one?.code}`);
});
