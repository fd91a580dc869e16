import { devices, expect, type Page } from "@playwright/test";
import { completeUscc } from "../lib/identifiers/uscc";
import { expectClean } from "./clean";
import { verdictOf } from "./market";
import { type OwnMarket, openOwnMarket } from "./own-market";
import { test } from "./test";

// An empty market, filled through the browser alone: from the one-time link that `up` prints to a certificate that
// a phone verifies. Every figure is chosen so that the sums can be done in one's head.
const month = "2026-10";
const days = 31;
const password = "seven kites over a quiet harbour";
/** Each quarter of an hour: the plant 10 kWh, the unit 5 kWh. */
const [perInterval, consumed] = [10, 5];
const generatedKwh = days * 96 * perInterval;
const contractKwh = 20_000;
// Only 14,880 kWh are consumed: that is what settles.
const settledKwh = days * 96 * consumed;

const uscc = (sequence: number) => completeUscc("91630000", `MA00000${sequence}`);
const contract = (number: string) =>
  `${number},SUN,UNIT-1,SHOP,${month},${contractKwh},285.000,32.500,bilateral,monthly,within,`;
const curve = (meter: string, kwh: number) =>
  Array.from({ length: days }, (_, day) => {
    const date = `${month}-${String(day + 1).padStart(2, "0")}`;
    return [meter, date, ...Array.from({ length: 96 }, () => kwh)].join(",");
  });

const files: Readonly<Record<string, readonly string[]>> = {
  participants: [
    "id,kind,name,uscc,province",
    `GEN,generator,示范风电公司,${uscc(1)},63`,
    `USER,consumer,示范制造公司,${uscc(2)},63`,
    `SHOP,retailer,示范售电公司,${uscc(3)},63`,
  ],
  plants: [
    "id,owner,name,type,capacity_kw,province,place,lat,lon,project_code",
    "SUN,GEN,示范风电场,W1,1000,63,632521,36.18,100.58,",
  ],
  units: ["id,owner,name,province", "UNIT-1,USER,示范工厂,63"],
  channels: ["id,name,from_province,to_province,loss_ppm,capacity_kw", "QINGYU,青豫直流,63,41,60000,8000000"],
  meters: ["id,role,of,grid", "MP-SUN,production,SUN,", "MP-USE,consumption,UNIT-1,"],
  contracts: [
    "number,plant,unit,via,month,quantity_kwh,energy_price,environment_price,mode,term,scope,channels",
    contract("GP-2026-0001"),
  ],
  curves: [
    ["meter", "date", ...Array.from({ length: 96 }, (_, at) => `t${String(at + 1).padStart(2, "0")}`)].join(
      ",",
    ),
    ...curve("MP-SUN", perInterval),
    ...curve("MP-USE", consumed),
  ],
};

let own: OwnMarket;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  own = await openOwnMarket();
});
test.afterAll(() => own?.stop());

/** Presses the one thing to do in the topmost dialog. */
async function agree(page: Page): Promise<void> {
  await page.locator('.wp-dialog [data-look="do"]').last().click();
}

/** Brings a file, confirms what is signed where something is, and waits until every line was taken. */
async function bring(page: Page, form: string): Promise<void> {
  const row = page.locator(`[data-form="${form}"]`);
  const buffer = Buffer.from(`${files[form]?.join("\n")}\n`);
  await row
    .locator('input[type="file"]')
    .setInputFiles({ name: `${form}.csv`, mimeType: "text/csv", buffer });
  const enrolling = page.locator(".device-form");
  const dialog = page.locator(".wp-dialog .job-foot");
  const done = row.locator(".job-done");
  await expect(enrolling.or(dialog).or(done).first()).toBeVisible({ timeout: 120_000 });
  if (await enrolling.isVisible()) {
    await enrolling.locator("input").first().fill("test browser");
    await agree(page);
    await expect(enrolling).toHaveCount(0, { timeout: 120_000 });
  }
  const asks = !["meters", "curves", "mechanism"].includes(form);
  if (asks) await agree(page);
  await expect(done).toBeVisible({ timeout: 120_000 });
  await expect(row.locator(".job-refused")).toHaveCount(0);
}

const next = (page: Page) => page.locator('[data-step][aria-current="step"]');

test("from an empty market to a certificate that a phone verifies", async ({ page, browser }) => {
  test.setTimeout(400_000);
  const locale = await page.evaluate(() => navigator.language);
  const grouped = settledKwh.toLocaleString("en");

  await test.step("the first account is opened by the link that up printed", async () => {
    await page.goto(own.url + own.setupPath);
    await page.locator('input[name="email"]').fill("first@exchange.example");
    await page.locator('input[name="name"]').fill("第一人");
    await page.locator('input[name="password"]').fill(password);
    await page.locator('form.entry-form [type="submit"]').click();
    await expect(page).toHaveURL(/\/exchange/, { timeout: 120_000 });
    await expect(next(page)).toHaveAttribute("data-step", "device");
    await expectClean(page);
  });

  await test.step("participants, plant, unit, meters, channel, contract and curves are brought", async () => {
    await page.goto(`${own.url}/exchange/files`);
    await expectClean(page);
    for (const form of Object.keys(files)) await bring(page, form);
    await expectClean(page);
    await page.goto(`${own.url}/exchange`);
    await expect(next(page)).toHaveAttribute("data-step", "settle");
  });

  await test.step("the month is settled, with a reload in the middle", async () => {
    await next(page).locator("a").click();
    await expect(page.locator("#figures-title")).toContainText(grouped);
    await page.locator('.run-box [data-look="do"]').click();
    await agree(page);
    await expect(page.locator("[data-run]")).toBeVisible({ timeout: 120_000 });
    await page.reload();
    await expect(page.locator('.trace-steps a[href^="/ledger/"]')).toBeVisible({ timeout: 120_000 });
    await expect(page.locator(".wp-accounts").first()).toContainText(
      (1000 * generatedKwh).toLocaleString("en"),
    );
    await expectClean(page);
  });

  let code = "";
  await test.step("the certificate is issued", async () => {
    await page.goto(`${own.url}/exchange/certificates?month=${month}`);
    await page.locator('.run-box [data-look="do"]').click();
    await agree(page);
    const row = page.locator("#issued tbody tr");
    await expect(row).toHaveCount(1, { timeout: 120_000 });
    await expect(row).toContainText(grouped);
    code = (await row.locator('a[href^="/c/"]').first().getAttribute("href"))?.slice(3) ?? "";
    expect(code).toMatch(/^L1C[0-9A-Z]{29}$/);
    const file = await page.locator("#issued a[download]").getAttribute("href");
    const csv = await (await page.request.get(own.url + file)).text();
    expect(csv.split("\n").filter((line) => line.startsWith(code) && line.includes("UNIT-1"))).toHaveLength(
      1,
    );
  });

  await test.step("a phone that has never been here verifies it", async () => {
    const phone = await browser.newContext({ ...devices["Pixel 7"], locale });
    const visitor = await phone.newPage();
    await visitor.goto(`${own.url}/c/${code}`);
    expect(await verdictOf(visitor)).toBe("verified");
    await expect(visitor.locator("main")).toContainText(grouped);
    await phone.close();
  });

  await test.step("and the whole ledger, computed again, is as it should be", async () => {
    await page.goto(`${own.url}/exchange/audit?view=run`);
    await page.locator("#run .wp-btn").first().click();
    await expect(page.locator('[data-audit="ok"]')).toBeVisible({ timeout: 120_000 });
    await page.goto(`${own.url}/exchange/gateway`);
    await expect(page.locator(".wp-table tbody tr").first()).toBeVisible();
    await expectClean(page);
    await page.goto(`${own.url}/exchange/members`);
    await expectClean(page);
  });
});
