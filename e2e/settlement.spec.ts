import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, expect, type Page } from "@playwright/test";
import { randomMarket } from "../lib/cli/random-market.oracle";
import { expectClean } from "./clean";
import { type OwnMarket, openOwnMarket } from "./own-market";
import { test } from "./test";

// A market of its own with one month to settle, whose outcome another arithmetic knows; genesis asks for two people.
const market = randomMarket(6);
const { month, lines: expected } = market;
const password = "seven kites over a quiet harbour";

test.describe.configure({ mode: "serial" });

let own: OwnMarket;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  own = await openOwnMarket({ LVJI_TWO_PERSON_KWH: "1" });
  for (const { name, text } of market.files) {
    const path = join(own.dataDir, `${name}.csv`);
    writeFileSync(path, text);
    await own.lvji("import", name, path);
  }
});
test.afterAll(() => own?.stop());

/** Chooses name and password where a one-time link leads, and arrives in the console. */
async function accept(page: Page, path: string, email: string | undefined, name: string): Promise<void> {
  await page.goto(own.url + path);
  if (email !== undefined) await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="name"]').fill(name);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form.entry-form [type="submit"]').click();
  await expect(page).toHaveURL(/\/exchange/, { timeout: 120_000 });
}

/** A colleague, invited by the first from another tab and signed in to a browser of its own. */
async function secondPerson(first: Page, browser: Browser, locale: string): Promise<Page> {
  const tab = await first.context().newPage();
  await tab.goto(`${own.url}/account/organisation`);
  const form = tab.locator('form[data-invite="own"]');
  await form.locator('input[name="email"]').fill("second@exchange.example");
  await form.locator('[type="submit"]').click();
  const link = await form.locator("[data-link]").inputValue();
  await tab.close();
  const page = await (await browser.newContext({ locale })).newPage();
  await accept(page, new URL(link).pathname, undefined, "第二人");
  return page;
}

/** Presses the one thing to do in the topmost dialog. */
async function agree(page: Page): Promise<void> {
  await page.locator('.wp-dialog [data-look="do"]').last().click();
}

/** Enrols this browser's key where it is asked for. */
async function enrol(page: Page): Promise<void> {
  await page.locator(".device-form input").first().fill("test browser");
  await agree(page);
  await expect(page.locator(".device-form")).toHaveCount(0, { timeout: 120_000 });
}

const csvOf = async (page: Page) =>
  (await page.request.get(`${own.url}/exchange/settlement/lines.csv?month=${month}`)).text();

const digits = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

test("a month is settled by two people, and issued", async ({ page, browser }) => {
  test.setTimeout(300_000);
  const locale = await page.evaluate(() => navigator.language);
  const settlement = `${own.url}/exchange/settlement?month=${month}`;
  const total = expected.reduce((sum, { settledKwh }) => sum + settledKwh, 0);

  await test.step("the preview is what the plainest reading of the rule gives", async () => {
    await accept(page, own.setupPath, "first@exchange.example", "第一人");
    await expectClean(page);
    await page.goto(settlement);
    await expect(page.locator('[data-check="days-missing"]')).toHaveAttribute("data-level", "ok");
    await expect(page.locator("#figures-title")).toContainText(digits(total));
    const rows = (await csvOf(page)).trim().split("\r\n").slice(1);
    expect(rows).toHaveLength(expected.length);
    for (const [at, line] of expected.entries()) {
      expect(rows[at]).toContain(`,${line.contractKwh},${line.settledKwh},`);
      expect(rows[at]).toContain(`,${line.sentWh},${line.sentWh - line.landedWh},${line.landedWh},`);
    }
    await expect(page.locator(".wp-accounts .off")).toHaveCount(0);
    await expectClean(page);
  });

  await test.step("it is confirmed, signed by this browser, and waits for somebody else", async () => {
    await page.locator('.run-box [data-look="do"]').click();
    await enrol(page);
    await agree(page);
    await expect(page.locator("[data-run]")).toBeVisible({ timeout: 120_000 });
    await page.reload();
    await expect(page.locator("[data-run] .wp-notice").first()).toBeVisible({ timeout: 120_000 });
    await expectClean(page);
  });

  await test.step("a second person signs the last step", async () => {
    const second = await secondPerson(page, browser, locale);
    await second.goto(settlement);
    const ask = second.locator("[data-run] .wp-notice", { has: second.locator('[data-look="do"]') }).last();
    await ask.locator('[data-look="do"]').click({ timeout: 120_000 });
    await agree(second);
    await enrol(second);
    await expect(page.locator('.trace-steps a[href^="/ledger/"]')).toBeVisible({ timeout: 120_000 });
    await second.context().close();
    await page.goto(settlement);
    await expect(page.locator("#figures-title")).toContainText(digits(total));
    await expectClean(page);
  });

  await test.step("every unit with a settled kWh gets its certificate", async () => {
    const units = new Set(expected.filter(({ settledKwh }) => settledKwh > 0).map(({ unit }) => unit));
    await page.goto(`${own.url}/exchange/certificates?month=${month}`);
    await page.locator('.run-box [data-look="do"]').click();
    await agree(page);
    await expect(page.locator("#issued tbody tr")).toHaveCount(units.size, { timeout: 120_000 });
    await expectClean(page);
    await page.locator("#issued tbody tr").first().focus();
    await page.keyboard.press("Enter");
    await expect(page.locator(".wp-drawer img")).toBeVisible();
    await expect(page).toHaveURL(/[?&]c=L1C/);
    await expectClean(page);
    await page.keyboard.press("Escape");
    await expect(page.locator(".wp-drawer")).toHaveCount(0);
  });
});
