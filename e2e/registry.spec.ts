import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { completeUscc } from "../lib/identifiers/uscc";
import { enrolDevice, signShown } from "./device";
import { signIn } from "./people";

test.describe.configure({ mode: "serial" });

async function isClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

const field = (page: Page, name: string) => page.locator(`[data-register] [name="${name}"]`);
const submit = (page: Page) => page.locator('[data-register] [type="submit"]');

test("every registry is listed, searched, filtered and exported", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "exchange");
  for (const kind of ["participants", "plants", "units", "meters", "channels", "contracts"]) {
    await page.goto(`/exchange/${kind}`);
    const rows = page.locator(".wp-table tbody tr");
    await expect(rows.first()).toBeVisible();
    await isClean(page);
    const csv = await (await page.request.get(`/exchange/${kind}/list.csv`)).text();
    expect(csv.trim().split("\r\n").length - 1).toBeGreaterThanOrEqual(await rows.count());
    // The keys work once the page's scripts do.
    await expect(async () => {
      await rows.first().focus();
      await page.keyboard.press("Enter");
      await expect(page.locator(".wp-drawer dl")).toBeVisible({ timeout: 5_000 });
    }).toPass();
    await isClean(page);
    await page.keyboard.press("Escape");
    await expect(page.locator(".wp-drawer")).toHaveCount(0);
  }
  await page.goto("/exchange/participants");
  const whole = await page.locator(".wp-table tbody tr").count();
  const uscc = (await page.locator(".wp-table tbody tr").nth(5).locator("td").nth(3).textContent()) ?? "";
  await page.locator('.wp-search input[type="search"]').fill(uscc);
  await expect(page.locator(".wp-table tbody tr")).toHaveCount(1);
  expect(whole).toBeGreaterThan(1);
  expect((await page.request.get("/exchange/nothing")).status()).toBe(404);
  expect((await page.request.get(`/exchange/plants/${"0".repeat(32)}`)).status()).toBe(404);
});

test("a wrong credit code is refused, the right one admitted; the participant is suspended", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signIn(page, "exchange");
  await enrolDevice(page);
  const serial = String(Date.now()).slice(-7);
  const uscc = completeUscc("91310000", `MA${serial.slice(-6)}`);
  const wrong = uscc.slice(0, 17) + (uscc.endsWith("1") ? "2" : "1");
  await page.goto("/exchange/participants/new");
  await field(page, "kind").selectOption("consumer");
  await field(page, "name").fill(`准入测试 ${serial}`);
  await field(page, "id").fill(`e2e-${serial}`);
  await field(page, "province").selectOption("31");
  await field(page, "uscc").fill(wrong);
  await submit(page).click();
  await expect(page.locator(".wp-flaw")).toContainText("18");
  await expect(page.locator('.reg-uscc [data-ok="no"]')).toHaveCount(1);
  await field(page, "uscc").fill(uscc);
  await expect(page.locator('.reg-uscc [data-ok="no"]')).toHaveCount(0);
  await submit(page).click();
  await expect(page.locator('[data-register] .wp-notice[data-look="wrong"]')).toBeVisible();
  for (const box of await page.locator("[data-documents] input").all()) await box.check();
  await isClean(page);
  await submit(page).click();
  await signShown(page);
  await expect(page.locator('[data-register] .wp-notice[data-look="plain"]')).toBeVisible();

  await page.goto(`/exchange/participants?q=${encodeURIComponent(uscc)}`);
  await page.locator(".wp-table tbody tr").first().click();
  const panel = page.locator(".wp-drawer");
  await expect(panel).toContainText(`e2e-${serial}`);
  await panel.getByRole("button", { name: /^(暂停|Suspend)$/ }).click();
  await page.locator(".wp-dialog textarea").fill("测试");
  await page.locator('.wp-dialog [data-look="do"]').click();
  await signShown(page);
  await expect(panel.getByRole("button", { name: /^(恢复|Resume)$/ })).toBeVisible({ timeout: 30_000 });
});

test("a contract's channels continue from where the last ended, and say what has to be sent", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signIn(page, "exchange");
  await enrolDevice(page);
  const serial = String(Date.now()).slice(-8);
  await page.goto("/exchange/contracts/new");
  const options = (name: string) =>
    field(page, name).evaluate((input) =>
      [...((input as HTMLInputElement).list?.options ?? [])].map(({ value }) => value),
    );
  const channels = page.locator("[data-register] .reg-wide select");
  const plants = await options("plant");
  await field(page, "unit").fill((await options("unit"))[0] ?? "");
  let found = "";
  for (const plant of plants) {
    await field(page, "plant").fill(plant);
    if ((await channels.locator("option").count()) > 1) found = plant;
    if (found !== "") break;
  }
  expect(found).not.toBe("");
  await field(page, "quantity_kwh").fill("1000");
  await channels.selectOption({ index: 1 });
  const sent = Number(((await page.locator("[data-sent]").textContent()) ?? "").replaceAll(",", ""));
  expect(sent).toBeGreaterThan(1000);
  await field(page, "number").fill(`E2E-${serial}`);
  await field(page, "month").fill("2026-13");
  await submit(page).click();
  await expect(page.locator(".wp-flaw").filter({ hasText: "YYYY-MM" })).toBeVisible();
  await isClean(page);
});
