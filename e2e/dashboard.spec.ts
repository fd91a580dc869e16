import { expect, type Page } from "@playwright/test";
import { expectClean, expectNoOverflow } from "./clean";
import { signIn } from "./people";
import { test } from "./test";

const currentMonth = (page: Page) => page.locator(".db-year a[aria-current]");

test("a month, read from the sentence down to the factors", async ({ page }) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  await page.goto("/dashboard");
  await expect(page.locator("h1")).toBeVisible();
  for (const id of ["settle", "deviation", "match", "use"])
    await expect(page.locator(`#${id}`)).toBeVisible();
  await expectClean(page);
  await expectNoOverflow(page);
});

test("keys go from month to month, and the address says which", { tag: "@desktop" }, async ({ page }) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  await page.goto("/dashboard?month=2026-09");
  await expect(currentMonth(page)).toContainText("2026-09");
  await page.keyboard.press("]");
  await expect(page).toHaveURL(/month=2026-10/);
  await expect(currentMonth(page)).toContainText("2026-10");
  await page.keyboard.press("[");
  await page.keyboard.press("[");
  await expect(page).toHaveURL(/month=2026-0[89]/);
  await page.goBack();
  await expect(page).toHaveURL(/month=2026-(09|10)/);
});

test("the heat map by day and by month, walked with arrows, and as a table", async ({ page }) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  await page.goto("/dashboard?month=2026-10&by=month");
  const columns = page.locator(".db-heat-table thead th");
  await expect(columns).toHaveCount(4 + 3);
  await page.locator('.db-heat svg[data-by="month"]').waitFor();
  await page.locator("#match .wp-tabs a").first().click();
  await expect(page).toHaveURL(/by=day/);
  await expect(columns).toHaveCount(4 + 31);
  await page.reload();
  await expect(columns).toHaveCount(4 + 31);
  await page.locator(".db-heat-box").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(".db-heat-read")).toContainText("13");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".db-heat-read")).toContainText("2026-10-02");
  await expect(page.locator(".db-heat-read")).toContainText("13");
  await page.locator(".db-heat details summary").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".db-heat-table")).toBeVisible();
});

test("deviation by plant stands in the address and survives a reload", { tag: "@desktop" }, async ({
  page,
}) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  await page.goto("/dashboard?month=2026-10");
  await page.locator("#deviation .wp-tabs a").nth(1).click();
  await expect(page).toHaveURL(/dev=plant/);
  const rows = page.locator("#deviation tbody tr");
  await expect(rows).toHaveCount(5);
  await page.reload();
  await expect(rows).toHaveCount(5);
});

test("green only after this browser has verified the certificates itself", async ({ page }) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  await page.goto("/dashboard?month=2026-10");
  const strands = page.locator('.db-flow .end [data-look="green"]');
  await expect(page.locator(".db-flow .end")).toHaveCount(2);
  await expect(strands).toHaveCount(0);
  await page.locator(".db-flow figcaption button").click();
  await expect(strands).toHaveCount(2, { timeout: 60_000 });
  await page.reload();
  await expect(strands).toHaveCount(2);
});

test("a bundle that was altered turns its strand red, not green", { tag: "@phone" }, async ({ page }) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  await page.route("**/bundle.json*", async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    await route.fulfill({ response: answer, body: text.replace(/"settledKwh":(\d)/, '"settledKwh":9$1') });
  });
  await page.goto("/dashboard?month=2026-10");
  await page.locator(".db-flow figcaption button").click();
  await expect(page.locator('.db-flow .end [data-look="ink"]')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.locator('.db-flow .end [data-look="green"]')).toHaveCount(0);
});

test("contracts: filtered by address, opened by key, taken away as CSV", { tag: "@desktop" }, async ({
  page,
}) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  await page.goto("/dashboard/contracts?state=consumption&month=2026-10");
  const rows = page.locator(".wp-table tbody tr");
  await expect(rows).toHaveCount(2);
  await page.reload();
  await expect(rows).toHaveCount(2);
  await expectClean(page);
  const href = await page.locator('a[href*="contracts.csv"]').getAttribute("href");
  const text = await (await page.request.get(href ?? "")).text();
  const lines = text.replace("\uFEFF", "").trim().split("\r\n");
  expect(lines).toHaveLength(3);
  const columns = (lines[0] ?? "").split(",").length;
  for (const line of lines) expect(line.split(",")).toHaveLength(columns);
  await rows.first().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".wp-drawer")).toBeVisible();
  await expect(page).toHaveURL(/open=L1K/);
  await expectClean(page);
  await page.keyboard.press("Escape");
  await expect(page.locator(".wp-drawer")).toHaveCount(0);
});

test("the statement of one unit, with its files", { tag: "@phone" }, async ({ page }) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  await page.goto("/dashboard/settlements?month=2026-10");
  await expect(page.locator("tbody[data-group]")).toHaveCount(2);
  await expectClean(page);
  await page.locator(".wp-filter select").selectOption({ index: 1 });
  await expect(page.locator("tbody[data-group]")).toHaveCount(1);
  const sheet = await page.request.get("/dashboard/settlements/statement.xlsx?month=2026-10");
  expect(sheet.status()).toBe(200);
  expect((await sheet.body()).subarray(0, 2).toString()).toBe("PK");
  expect((await page.request.get("/dashboard/settlements/statement.csv?month=2025-01")).status()).toBe(404);
});

test("what is another enterprise's is not there", { tag: "@desktop" }, async ({ page }) => {
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  await page.goto("/dashboard/contracts?q=演示-绿电-202610-004");
  await expect(page.locator(".wp-empty")).toBeVisible();
  const all = await (await page.request.get("/dashboard/contracts/contracts.csv")).text();
  expect(all).not.toContain("202610-004");
  expect(all.trim().split("\r\n")).toHaveLength(16);
});

test("the retailer and the generator read the same page from their side", { tag: "@phone" }, async ({
  page,
}) => {
  for (const email of ["sanjiangyuan@demo.invalid", "lvya@demo.invalid"]) {
    await page.context().clearCookies();
    await signIn(page, "enterprise", email);
    await page.goto("/dashboard");
    await expect(page.locator("#settle")).toBeVisible();
    await expect(page.locator("#use")).toHaveCount(0);
    await expectClean(page);
  }
});
