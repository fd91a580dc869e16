import { expect } from "@playwright/test";
import { expectClean } from "./clean";
import { enrolDevice } from "./device";
import { signIn } from "./people";
import { test } from "./test";

// One after the other: each looks for what it sent itself among what was sent to the same market.
test.describe.configure({ mode: "default" });
test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("what arrived and what is missing, day by day, adds up with the list of what is missing", async ({
  page,
}) => {
  await signIn(page, "exchange");
  await page.goto("/exchange/metering?month=2026-10");
  const grid = page.locator(".met-grid");
  await expect(grid).toBeVisible();
  const gone = await grid.locator(':is([data-day="gone"], [data-day="refused"])').count();
  const csv = await (await page.request.get("/exchange/metering/missing.csv?month=2026-10")).text();
  expect(gone).toBeGreaterThan(0);
  expect(csv.trim().split("\r\n")).toHaveLength(gone + 1);
  await expectClean(page);
  await page.goto("/exchange/metering?month=2026-10&state=missing");
  for (const row of await grid.locator("tbody tr").all()) {
    expect(await row.locator(':is([data-day="gone"], [data-day="refused"])').count()).toBeGreaterThan(0);
  }
  const rows = await grid.locator("tbody tr").count();
  await page.locator(".wp-head .wp-tools button").first().click();
  await expect(page.locator('.wp-head [role="status"]')).not.toBeEmpty();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n")).toHaveLength(rows + 1);
  await grid.locator("button.met-cell").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".met-values td")).toHaveCount(96);
  await expectClean(page);
  await page.keyboard.press("Escape");
  await expect(page.locator(".wp-drawer")).toHaveCount(0);
});

test("a file with two bad lines is sent, and both are told with their reasons", { tag: "@desktop" }, async ({
  page,
}) => {
  await signIn(page, "exchange");
  await enrolDevice(page);
  await page.goto("/exchange/metering");
  const [first = "", second = ""] = [`nobody-${Date.now()}`, "m-nobody"];
  const text = `meter,start,kwh\n${first},2026-11-03T12:15:00+08:00,1\n${second},2026-11-03T12:20:00+08:00,-1\n`;
  await page
    .locator('.met-drop input[type="file"]')
    .setInputFiles({ name: "bad.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.locator('.met-drop [data-look="do"]').click();
  const refused = page.locator(".met-drop .job-refused tbody tr");
  // A line stands there once for each of its reasons.
  const lines = async () => new Set(await refused.locator("td:first-child").allTextContents());
  await expect.poll(lines, { timeout: 60_000 }).toEqual(new Set(["2", "3"]));
  await expectClean(page);
});

test("a day that was refused is seen in its square, with the reason behind it and the sums beside it @desktop", async ({
  page,
}) => {
  await signIn(page, "exchange");
  await enrolDevice(page);
  await page.goto("/exchange/metering?month=2026-10&state=missing");
  const lacking = (await page.request.get("/exchange/metering/missing.csv?month=2026-10")).text();
  const [meter = "", , , date = ""] = ((await lacking).split("\r\n")[1] ?? "").split(",");
  const text = `meter,start,kwh\n${meter},${date}T12:15:00+08:00,-1\n`;
  await page
    .locator('.met-drop input[type="file"]')
    .setInputFiles({ name: "day.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.locator('.met-drop [data-look="do"]').click();
  await expect(page.locator(".met-drop .job-refused tbody tr").first()).toBeVisible({ timeout: 60_000 });
  await page.goto("/exchange/metering?month=2026-10&state=refused&by=unit");
  const square = page.locator('.met-grid button[data-day="refused"]').first();
  await expectClean(page);
  await expect(page.locator('.met-groups b[data-look="wrong"]').first()).toBeVisible();
  await square.click();
  await expect(page.locator(".met-flaws li").first()).toContainText("day.csv");
  await expectClean(page);
  await page.keyboard.press("Escape");
  await page.locator(".met-filters .wp-btn").click();
  await expect(page).not.toHaveURL(/state=/);
  await expect.poll(() => page.locator(".met-grid tbody tr").count()).toBeGreaterThan(10);
});
