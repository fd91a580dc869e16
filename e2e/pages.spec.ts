import { expect, type Page } from "@playwright/test";
import { expectClean, expectNoOverflow } from "./clean";
import { certificateOf, verdictOf } from "./market";
import { test } from "./test";

/** What a page does by itself once it is open, and when it is through with it. */
const through: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "/": async (page) => {
    await expect(page.locator(".stack .sample:is([data-card=verified], [data-card=failed])")).toHaveCount(4);
    await expect(page.locator(".way")).toHaveAttribute("data-state", "verified");
  },
  "/scan": async () => {},
  "/verify": async (page) => {
    await expect(page.locator(".verify-offline")).toHaveAttribute("data-ready", "true");
  },
  "/ledger": async (page) => {
    await expect(page.locator(".ledger-verdict")).toHaveAttribute("data-verdict", "verified");
  },
  "/ledger/0": async (page) => {
    await expect(page.locator(".ledger-verdict")).toHaveAttribute("data-verdict", "verified");
  },
};

for (const [path, isThrough] of Object.entries(through)) {
  test(`${path} has no axe violation and does not overflow`, async ({ page }) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(path);
    await expect(page.locator("h1").first()).toBeVisible();
    await isThrough(page);
    await expectClean(page);
    await expectNoOverflow(page);
    expect(problems).toEqual([]);
  });
}

test("the certificate has no axe violation, checked and failed", async ({ page }) => {
  const code = await certificateOf("qiming-sz", "2026-09");
  for (const query of ["?kwh=7", "?v=00000000000000000000000000"]) {
    await page.goto(`/c/${code}${query}`);
    // The walk along what was verified takes its time, and ends.
    if ((await verdictOf(page)) === "verified")
      await expect(page.locator(".stage[data-state=pending]")).toHaveCount(0);
    await expectClean(page, { exclude: ".leaflet-container" });
    await expectNoOverflow(page);
  }
});

test("an unknown code says so, and shows the way back", { tag: "@twice" }, async ({ page }) => {
  const answer = await page.goto("/c/L1C000000MX3220260999000000000W0");
  expect(answer?.status()).toBe(404);
  await expect(page.locator("main a").first()).toBeVisible();
});

test("language and theme are kept", { tag: "@twice" }, async ({ page }) => {
  await page.goto("/");
  await page.locator("footer").getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.goto("/verify");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "繁體中文" }).click();
  await expect(page.locator("h1")).toContainText("驗證");
});
