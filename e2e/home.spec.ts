import { expect } from "@playwright/test";
import { verdictOf } from "./market";
import { test } from "./test";

test("every print is checked here, and the altered one is found out", async ({ page }) => {
  await page.goto("/");
  const cards = page.locator(".stack > li");
  const states = page.locator(".stack .sample");
  await expect(states).toHaveCount(4);
  for (const at of [0, 1, 2]) await expect(states.nth(at)).toHaveAttribute("data-card", "verified");
  await expect(states.nth(3)).toHaveAttribute("data-card", "failed");
  // The digit that was changed is marked, beside what the ledger holds.
  await expect(states.nth(3).locator("mark")).toHaveCount(1);
  await cards.nth(3).locator("button").click();
  await cards.nth(3).locator("a").click();
  await page.waitForURL("**/c/**");
  expect(await verdictOf(page)).toBe("failed");
  await expect(page.locator('[data-check="qr"]')).toHaveAttribute("data-ok", "false");
});

test("one kWh is walked to the four copies, and another after it", async ({ page }) => {
  await page.goto("/");
  const way = page.locator(".way");
  const stages = way.locator("[data-stage]");
  await expect(way).toHaveAttribute("data-state", "verified");
  for (const at of [0, 1, 2, 3, 4])
    await expect(stages.nth(at)).toHaveAttribute("data-state", /checked|withheld/);
  await expect(way.locator('.way-strand[data-state="checked"]')).toHaveCount(4);
  const first = await way.getAttribute("data-kwh");
  await way.locator(".way-acts button").click();
  await expect(way).not.toHaveAttribute("data-kwh", first ?? "");
  await expect(way).toHaveAttribute("data-state", "verified");
  const whole = async (stage: string): Promise<number> =>
    Number(
      ((await way.locator(`[data-stage="${stage}"] .way-number`).textContent()) ?? "")
        .replace("−", "-")
        .replace(/[^\d-]/g, ""),
    );
  const figures = async () =>
    await Promise.all(["production", "transmission", "consumption"].map((stage) => whole(stage)));
  await expect
    .poll(async () => {
      const [sent = 0, lost = 0, arrived = 0] = await figures();
      return arrived > 0 && sent + lost === arrived;
    })
    .toBe(true);
});

test("before any script has run the page explains itself and a typed code is answered", async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.locator(".way-stages li")).toHaveCount(5);
  await expect(page.locator("[data-state=checked]")).toHaveCount(0);
  await page.locator(".code-field input").fill("L1C0 0000");
  await page.locator(".code-field button").click();
  await expect(page.locator(".scan-refused")).toBeVisible();
  await context.close();
});
