import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { toHex, utf8 } from "../lib/crypto/bytes";
import { keyPair, sign } from "../lib/crypto/signatures";
import { completeUscc } from "../lib/identifiers/uscc";
import { expectClean } from "./clean";
import { confirmRun, enrolDevice, signShown } from "./device";
import { signIn } from "./people";
import { test } from "./test";

test.describe.configure({ mode: "serial" });

const field = (page: Page, name: string) => page.locator(`[data-register] [name="${name}"]`);
const submit = (page: Page) => page.locator('[data-register] [type="submit"]');
const entered = (page: Page) => page.locator('[data-register] .wp-notice[data-look="plain"]');

/** What a field may name. */
function optionsOf(page: Page, name: string): Promise<string[]> {
  return field(page, name).evaluate((input) =>
    [...((input as HTMLInputElement).list?.options ?? [])].map(({ value }) => value),
  );
}

/** Gives a reason in the dialog that asks for one, and signs. */
async function reasonSigned(page: Page, reason: string): Promise<void> {
  await page.locator(".wp-dialog textarea").fill(reason);
  await page.locator('.wp-dialog [data-look="do"]').click();
  await signShown(page);
}

test("every registry is listed, searched, filtered and exported", async ({ page }) => {
  await signIn(page, "exchange");
  for (const kind of ["participants", "plants", "units", "meters", "channels", "contracts"]) {
    await page.goto(`/exchange/${kind}`);
    const rows = page.locator(".wp-table tbody tr");
    await expect(rows.first()).toBeVisible();
    await expectClean(page);
    const csv = await (await page.request.get(`/exchange/${kind}/list.csv`)).text();
    expect(csv.trim().split("\r\n").length - 1).toBeGreaterThanOrEqual(await rows.count());
    await rows.first().focus();
    await page.keyboard.press("Enter");
    await expect(page.locator(".wp-drawer dl")).toBeVisible();
    await expectClean(page);
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

test("a wrong credit code is refused, the right one admitted with its own key; suspended, back again, another key made and ended", {
  tag: "@phone",
}, async ({ page }) => {
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
  // The papers that were not ticked refuse it where they stand, and the first of them is gone to; the last one too.
  const papers = page.locator("[data-documents] input");
  const lacking = page.locator("[data-documents] .wp-flaw");
  await submit(page).click();
  await expect(lacking).toBeVisible();
  await expect(papers.first()).toBeFocused();
  for (const box of (await papers.all()).slice(0, -1)) await box.check();
  await submit(page).click();
  await expect(papers.last()).toBeFocused();
  await expect(lacking).toBeVisible();
  await expect(page.locator(".wp-dialog")).toHaveCount(0);
  await papers.last().check();
  await expect(lacking).toHaveCount(0);
  // Its key stays with it: it proves that it has one by signing what names the code it will get.
  await page.locator('[data-keys] [value="self"]').check();
  const pair = await keyPair("p256", crypto.getRandomValues(new Uint8Array(32)));
  await page.locator('[data-own="public"]').fill(toHex(pair.publicKey));
  const proofOf = async (text: string) => toHex(await sign("p256", pair.privateKey, utf8(text)));
  const own = page.locator('[data-own="text"]');
  const said = async () => (await own.textContent()) ?? "";
  await expect.poll(said).toMatch(/^lvji\/key\/v1\n\S+\nL1E310000[0-9A-Z]{23}\n04[0-9a-f]{128}$/);
  const text = await said();
  await page.locator('[data-own="proof"]').fill(await proofOf(`${text}x`));
  await expectClean(page);
  await submit(page).click();
  await expect(page.locator('[data-register] .wp-notice[data-look="wrong"]')).toContainText(
    /持有证明对不上|proof does not fit/,
  );
  await page.locator('[data-own="proof"]').fill(await proofOf(text));
  await submit(page).click();
  await signShown(page);
  await expect(entered(page)).toBeVisible();

  await page.goto(`/exchange/participants?q=${encodeURIComponent(uscc)}`);
  await page.locator(".wp-table tbody tr").first().click();
  const panel = page.locator(".wp-drawer");
  await expect(panel).toContainText(`e2e-${serial}`);
  await expect(panel).toContainText(/自己保管|kept by itself/);
  const suspend = panel.getByRole("button", { name: /^(暂停|Suspend)$/ });
  const resume = panel.getByRole("button", { name: /^(恢复|Resume)$/ });
  await suspend.click();
  await reasonSigned(page, "测试");
  await expect(resume).toBeVisible({ timeout: 60_000 });
  await resume.click();
  await reasonSigned(page, "恢复");
  await expect(suspend).toBeVisible({ timeout: 60_000 });

  const revoke = panel.getByRole("button", { name: /^(作废|Revoke)$/ });
  await revoke.click();
  await reasonSigned(page, "遗失");
  await expect(revoke).toHaveCount(0, { timeout: 60_000 });
  await panel.getByRole("button", { name: /由网关保管一把新的|New key kept by the gateway/ }).click();
  await signShown(page);
  await expect(revoke).toHaveCount(1, { timeout: 60_000 });
});

test("a deal of several months is recorded in one go: its channels continue from each other, and it is found again", {
  tag: "@desktop",
}, async ({ page }) => {
  await signIn(page, "exchange");
  await enrolDevice(page);
  const serial = String(Date.now()).slice(-8);
  await page.goto("/exchange/contracts/new");
  const channels = page.locator("[data-register] .reg-wide select");
  const plants = await optionsOf(page, "plant");
  // Of somebody whose contracts no other spec counts.
  await field(page, "unit").fill("hengyue-cs");
  // Over one channel: the plant's province is where one to the unit's begins.
  const arrived = page.locator(".reg-path").filter({ hasText: /到了|arrived/ });
  let found = "";
  for (const plant of plants) {
    await field(page, "plant").fill(plant);
    if ((await channels.locator("option").count()) < 2) continue;
    await channels.selectOption({ index: 1 });
    if ((await arrived.count()) === 1) found = plant;
    if (found !== "") break;
    await page.locator(".reg-path button").click();
  }
  expect(found).not.toBe("");
  await field(page, "quantity_kwh").fill("1000");
  const sent = async () =>
    Number(((await page.locator("[data-sent]").textContent()) ?? "").replaceAll(",", ""));
  await expect.poll(sent).toBeGreaterThan(1000);
  await field(page, "number").fill(`E2E-${serial}`);
  await field(page, "month").fill("2026-13");
  await submit(page).click();
  await expect(page.locator(".wp-flaw").filter({ hasText: "YYYY-MM" })).toBeVisible();
  await expectClean(page);

  await field(page, "month").fill("2027-12");
  await page.locator("[data-months]").fill("3");
  await page.locator("[data-term] input").nth(1).fill("500");
  await expect(page.locator("[data-term] .sum td").first()).toHaveText("2,500");
  await field(page, "energy_price").fill("285");
  await field(page, "environment_price").fill("32.5");
  await field(page, "mode").selectOption("bilateral");
  await field(page, "term").selectOption("yearly");
  await field(page, "scope").selectOption("inter-provincial");
  // What is typed is not lost to a link.
  await page.locator('main a[href="/exchange/contracts"]').first().click();
  await page.getByRole("button", { name: /留在这一页|Stay/ }).click();
  await expect(field(page, "number")).toHaveValue(`E2E-${serial}`);
  await submit(page).click();
  await signShown(page);
  await expect(entered(page)).toBeVisible();

  await page.goto(`/exchange/contracts?month=all&q=E2E-${serial}`);
  const rows = page.locator(".wp-table tbody tr");
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: "2028-01" })).toContainText("500");
  await expectClean(page);
});

test("contracts in bulk: what is good goes in, what is refused comes back with its reason and goes in mended", {
  tag: "@desktop",
}, async ({ page }) => {
  await signIn(page, "exchange");
  await enrolDevice(page);
  const serial = String(Date.now()).slice(-8);
  // In one province of the demonstration market: no channel between them.
  const [plant, unit] = ["zhangbei", "yunfan-zb"];
  await page.goto("/exchange/contracts/bulk");
  const area = page.locator("[data-bulk] textarea");
  const check = page.getByRole("button", { name: /逐行检查|Check every line/ });
  const enter = page.locator('[data-bulk] [data-look="do"]');
  const line = (n: number, from: string, to: string) =>
    [
      `B-${serial}-${n}`,
      from,
      to,
      "",
      "2028-03",
      "1000",
      "285",
      "32.5",
      "bilateral",
      "monthly",
      "within",
      "",
    ].join("\t");
  await area.fill(`${line(1, plant, unit)}\n${line(2, plant, "NOBODY")}`);
  await check.click();
  await expect(page.locator('[data-good="1"][data-refused="1"]')).toBeVisible();
  await expect(page.locator('tr[data-code="unknown"]')).toContainText("NOBODY");
  await expectClean(page);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator('[data-mend="file"]').click(),
  ]);
  const refused = readFileSync(await file.path(), "utf8");
  expect(refused.trim().split("\r\n")).toHaveLength(2);
  expect(refused).toContain(`B-${serial}-2`);
  expect(refused).toContain(",reason");
  await enter.click();
  await confirmRun(page);
  const done = page.locator('[data-run="begun"] .job-done');
  await expect(done).toBeVisible({ timeout: 60_000 });

  const mended = {
    name: "refused.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(refused.replace("NOBODY", unit)),
  };
  await page.locator('[data-bulk] input[type="file"]').setInputFiles(mended);
  await expect(page.locator('[data-good="1"][data-refused="0"]')).toBeVisible();
  await enter.click();
  await confirmRun(page);
  // Once it has begun there is nothing more to enter, and what is shown is this run.
  await expect(enter).toHaveCount(0);
  await expect(done).toBeVisible({ timeout: 60_000 });
  await expect(page.locator(".job-refused")).toHaveCount(0);
  await page.goto(`/exchange/contracts?month=2028-03&q=B-${serial}`);
  await expect(page.locator(".wp-table tbody tr")).toHaveCount(2);
});
