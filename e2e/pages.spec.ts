import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { certificateOf, verdictOf } from "./market";
import { test } from "./test";

for (const path of ["/", "/scan", "/verify", "/ledger", "/ledger/0"]) {
  test(`${path} has no axe violation and does not overflow`, async ({ page }) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(path);
    await expect(page.locator("h1").first()).toBeVisible();
    await page.waitForTimeout(1500);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
  });
}

test("the certificate has no axe violation, checked and failed", async ({ page }) => {
  const code = await certificateOf("qiming-sz", "2026-09");
  for (const query of ["?kwh=7", "?v=00000000000000000000000000"]) {
    await page.goto(`/c/${code}${query}`);
    await verdictOf(page);
    await page.waitForTimeout(3500);
    const { violations } = await new AxeBuilder({ page }).exclude(".leaflet-container").analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  }
});

test("an unknown code says so, and shows the way back", async ({ page }) => {
  const answer = await page.goto("/c/L1C000000MX3220260999000000000W0");
  expect(answer?.status()).toBe(404);
  await expect(page.locator("main a").first()).toBeVisible();
});

test("language and theme are kept", async ({ page }) => {
  await page.goto("/");
  await page.locator("footer").getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.goto("/verify");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "繁體中文" }).click();
  await expect(page.locator("h1")).toContainText("驗證");
});

function overflow(page: import("@playwright/test").Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
