import { expect } from "@playwright/test";
import { certificateOf } from "./market";
import { test } from "./test";

test("the members' signatures are checked here, and the ledger is remembered", async ({ page }) => {
  await page.goto("/ledger");
  const verdict = page.locator(".ledger-verdict");
  await expect(verdict).toHaveAttribute("data-verdict", "verified");
  await expect(page.locator('.ledger-table [data-tone="checked"]')).toHaveCount(4);
  await expect(page.locator(".ledger-sentences li").nth(1)).not.toHaveAttribute("data-tone", "checked");
  await page.reload();
  await expect(page.locator(".ledger-sentences li").nth(1)).toHaveAttribute("data-tone", "checked");
});

test("a ledger that is not the one remembered is objected to", { tag: "@phone" }, async ({ page }) => {
  await page.goto("/ledger");
  await expect(page.locator(".ledger-verdict")).toHaveAttribute("data-verdict", "verified");
  await page.evaluate(() => {
    for (const [key, value] of Object.entries(localStorage)) {
      if (!key.startsWith("lvji.market.")) continue;
      localStorage.setItem(key, JSON.stringify({ ...JSON.parse(value), size: 5, root: "ab".repeat(32) }));
    }
  });
  await page.reload();
  await expect(page.locator(".ledger-verdict")).toHaveAttribute("data-verdict", "failed");
});

test("two sizes are proved consistent, and a forged answer is not", { tag: "@phone" }, async ({ page }) => {
  await page.goto("/ledger");
  await page.locator("input[name=old]").fill("17");
  await page.locator(".consistency button").click();
  await expect(page.locator(".consistency-said")).toHaveAttribute("data-tone", "checked");
  await page.route("**/ledger/consistency?*", async (route) => {
    const answer = await (await route.fetch()).json();
    answer.old.root = "cd".repeat(32);
    await route.fulfill({ json: answer });
  });
  await page.locator(".consistency button").click();
  await expect(page.locator(".consistency-said")).toHaveAttribute("data-tone", "wrong");
});

test("an entry is found by its code and stands where the ledger says", async ({ page }) => {
  const code = await certificateOf("qiming-sz", "2026-09");
  await page.goto("/ledger");
  await page.locator("input[name=q]").fill(code);
  await page.locator(".finder button").click();
  await page.waitForURL(new RegExp(`q=${code}`));
  await page.locator(".entry-link").last().click();
  await page.waitForURL(/\/ledger\/\d+/);
  await expect(page.locator(".ledger-verdict")).toHaveAttribute("data-verdict", "verified");
  await expect(page.locator(".ledger-raw")).toHaveValue(new RegExp(code));
});

test("pages and files of entries follow the address", { tag: "@desktop" }, async ({ page, request }) => {
  await page.goto("/ledger?before=40");
  const rows = page.locator(".entry-row");
  await expect(rows).toHaveCount(40);
  await page.goto("/ledger?type=certificate.issue");
  await expect(rows).not.toHaveCount(0);
  const lines = (await (await request.get("/ledger/export?format=ndjson&before=10")).text())
    .trim()
    .split("\n");
  expect(lines.map((line) => JSON.parse(line).index)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  const table = await (await request.get("/ledger/export?format=csv&before=3")).text();
  expect(table.split("\r\n")[0]).toBe("index,time,unix_time,type,tx_id,leaf_hash,codes,entry");
  expect((await request.get("/ledger/99999999")).status()).toBe(404);
});
