import { expect, type Page } from "@playwright/test";
import { expectClean, expectNoOverflow } from "./clean";
import { lvji, numbersIn } from "./market";
import { signIn } from "./people";
import { test } from "./test";

/** The oddities of prisma/demo/oddities.ts are found soon after the market has come to rest. */
const planted = [
  "above-capacity",
  "consumption-jump",
  "contract-capability",
  "day-unanchored",
  "solar-night",
];

test.beforeEach(async ({ page }) => {
  await signIn(page, "regulator");
});

/** Opens the list again and again until the rules have found so many. */
async function openList(page: Page, count: number, query = ""): Promise<void> {
  await expect(async () => {
    await page.goto(`/overview/anomalies${query}`);
    await expect(page.locator("tr[data-anomaly]")).toHaveCount(count, { timeout: 2_000 });
  }).toPass({ timeout: 120_000 });
}

/** Opens the first anomaly of a rule. */
async function openRule(page: Page, rule: string): Promise<void> {
  await openList(page, 1, `?rule=${rule}`);
  await page.locator("tr[data-anomaly] .anom-open").first().click();
  await expect(page.locator(".dossier")).toBeVisible();
}

/** Whole numbers of a table row's cells. */
async function rowNumbers(page: Page, row: number): Promise<number[]> {
  const cells = await page.locator(".dossier-exact tbody tr").nth(row).locator("td").allTextContents();
  return cells.slice(1).flatMap((cell) => numbersIn(cell));
}

/** Asks for a word, then explains; too short a reason is refused. */
async function explain(page: Page, id: string, reason: string): Promise<void> {
  const form = page.locator(".dossier-acts");
  await form.locator('input[name="reason"]').fill("不");
  await form.locator('button[value="explained"]').click();
  await expect(form.locator('[role="alert"]')).toBeVisible();
  await expect(page.locator(`#anomaly-${id}`)).toHaveAttribute("data-standing", "open");

  const events = await page.locator(".dossier-history li").count();
  await form.locator('input[name="reason"]').fill("");
  await form.locator('button[value="requested"]').click();
  await expect(page.locator(".dossier-history li")).toHaveCount(events + 1);
  await form.locator('input[name="reason"]').fill(reason);
  await form.locator('button[value="explained"]').click();
  await expect(page.locator(".dossier-done")).toBeVisible();
  await expect(page.locator(".dossier-history li").last()).toContainText(reason);
  await expect(page.locator(`#anomaly-${id}`)).toHaveAttribute("data-standing", "explained");
}

test("the demonstration market's oddities are listed under the rules that found them", async ({ page }) => {
  await openList(page, planted.length);
  await expect(page.locator(".anom-rules dt")).toHaveCount(7);
  await expectClean(page);
  await expectNoOverflow(page);
  for (const rule of planted) {
    await page.goto(`/overview/anomalies?rule=${rule}`);
    await expect(page.locator("tr[data-anomaly]")).toHaveCount(1);
  }
  await page.goto("/overview/anomalies?rule=channel-loss");
  await expect(page.locator("tr[data-anomaly]")).toHaveCount(0);
  await page.goto("/overview/anomalies?province=15");
  await expect(page.locator("tr[data-anomaly]")).toHaveCount(2);
});

test("a refused reading: the sum can be redone, and every figure leads to its record", {
  tag: "@phone",
}, async ({ page }) => {
  await openRule(page, "above-capacity");
  await expectClean(page);
  await expectNoOverflow(page);
  for (const row of [0, 1, 2]) {
    const [first = 0, limit = 0, over = 0, again = 0] = await rowNumbers(page, row);
    expect(first - limit).toBe(over);
    expect(limit).toBe(75_000_000);
    expect(again).toBeLessThanOrEqual(limit);
  }
  const [firstDay = 0, againDay = 0] = await rowNumbers(page, 3);
  const question = (await page.locator(".dossier h2").textContent()) ?? "";
  const said = Number((/[\d,]+\.\d+/.exec(question)?.[0] ?? "").replaceAll(",", ""));
  expect(Math.round(said * 1000)).toBe(firstDay - againDay);

  const permalink = page.url();
  await page.locator(".dossier-history a").first().click();
  await page.waitForURL("**/ledger/**");
  await expect(page.locator("main")).toContainText(/metering\.anchor-day|锚定|[Aa]nchor/);
  await page.goto(permalink);
  await expect(page.locator(".dossier h2")).toHaveText(question);

  const id = new URL(permalink).searchParams.get("a") ?? "";
  const curve = page.locator(`#anomaly-${id} .anom-lk a`).first();
  await page.goto((await curve.getAttribute("href")) ?? "");
  await expect(page.locator('[data-sum="wh"]')).toHaveAttribute("data-value", String(againDay));
});

test("each kind of evidence opens with a question, its picture and exact figures", async ({ page }) => {
  for (const rule of planted) {
    await openRule(page, rule);
    await expect(page.locator(".dossier h2")).toContainText(/[？?。.]$/);
    await expect(page.locator(".anom-chart, .anom-bars, .anom-strip")).toHaveCount(1);
    await expect(page.locator(".dossier-exact tbody tr")).not.toHaveCount(0);
    await expectClean(page);
    await expectNoOverflow(page);
  }
  // The month that jumped leads to the very readings it is the sum of.
  await openRule(page, "consumption-jump");
  const now = page.locator(".dossier-exact tr", { has: page.locator("[data-wrong=yes]") }).locator("td");
  const [wh] = numbersIn((await now.nth(1).textContent()) ?? "");
  await now.first().locator("a").click();
  await expect(page.locator('[data-sum="wh"]')).toHaveAttribute("data-value", String(wh));
  // An address that asks for more than there is says so; it never says that all adds up.
  await page.goto("/overview/anomalies?page=99&a=999999");
  await expect(page.locator("tr[data-anomaly]")).not.toHaveCount(0);
  await expect(page.locator(".wp-notice")).toBeVisible();
});

test(
  "explained with a reason, which stays, is exported and can be found again",
  { tag: "@desktop" },
  async ({ page }, info) => {
    // The projects share a market: each judges another anomaly.
    const rule = info.project.name.startsWith("phone") ? "consumption-jump" : "solar-night";
    const reason = `=现场核对 ${info.project.name}`;
    await openRule(page, rule);
    const id = new URL(page.url()).searchParams.get("a") ?? "";
    // A market that is kept from run to run has it explained already, and so it stays.
    const isOpen = (await page.locator(`#anomaly-${id}`).getAttribute("data-standing")) === "open";
    if (isOpen) await explain(page, id, reason);
    else await expect(page.locator(".dossier-acts")).toHaveCount(0);

    await page.reload();
    await expect(page.locator(".dossier-history li").last()).toContainText(reason);
    await page.goto("/overview/anomalies?state=explained");
    await expect(page.locator(`#anomaly-${id}`)).toBeVisible();
    const csv = await (await page.request.get(`/overview/anomalies/export?rule=${rule}`)).text();
    expect(csv.trim().split("\r\n")).toHaveLength(2);
    expect(csv).toContain('""kind""');
  },
);

test("referred only with a reason, which stays with it, and it can still be explained", {
  tag: "@desktop",
}, async ({ page }) => {
  await openRule(page, "above-capacity");
  const id = new URL(page.url()).searchParams.get("a") ?? "";
  const form = page.locator(".dossier-acts");
  const history = page.locator(".dossier-history li");
  const reason = "移交现场核查组，编号 17";
  const standing = page.locator(`#anomaly-${id}`);
  // A market that is kept from run to run has it referred already, and so it stays.
  if ((await standing.getAttribute("data-standing")) === "open") {
    const events = await history.count();
    await form.locator('button[value="referred"]').click();
    await expect(form.locator('[role="alert"]')).toBeVisible();
    await expect(standing).toHaveAttribute("data-standing", "open");
    await page.reload();
    await expect(history).toHaveCount(events);
    await form.locator('input[name="reason"]').fill(reason);
    await form.locator('button[value="referred"]').click();
    await expect(standing).toHaveAttribute("data-standing", "referred");
    await expect(history).toHaveCount(events + 1);
  }
  await page.reload();
  await expect(history.last()).toContainText(reason);
  // It is not referred twice; what comes of it can be told.
  await expect(form.locator('button[value="referred"]')).toHaveCount(0);
  await expect(form.locator('button[value="explained"]')).toBeVisible();
  await page.goto("/overview/anomalies?state=referred");
  await expect(page.locator(`#anomaly-${id}`)).toBeVisible();
});

test("by keyboard alone: an anomaly is opened and closed", { tag: "@desktop" }, async ({ page }) => {
  await openList(page, 1, "?rule=day-unanchored");
  await page.locator(".anom-open").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".dossier")).toBeVisible();
  await expect(page.locator(".anom-strip [data-state=missing]")).toHaveCount(3);
  await page.locator(".anom-open").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".dossier")).toHaveCount(0);
});

test("the contract beyond capability is the contracts of the market added up", { tag: "@phone" }, async ({
  page,
}) => {
  const contracts = (await lvji("list", "contracts", "--month", "2026-09")) as {
    plant: string;
    contractKwh: number;
  }[];
  const kwh = contracts
    .filter(({ plant }) => plant === "hami")
    .reduce((sum, one) => sum + one.contractKwh, 0);
  await openRule(page, "contract-capability");
  const sum = page.locator(".dossier-exact tr.sum td").nth(1);
  await expect.poll(async () => numbersIn((await sum.textContent()) ?? "")).toEqual([kwh]);
  const href = await page.locator("tr[data-anomaly] .anom-lk a").first().getAttribute("href");
  await page.goto(href ?? "");
  await expect(page.locator('[data-sum="contractKwh"]')).toHaveAttribute("data-value", String(kwh));
});
