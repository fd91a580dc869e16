import { expect, type Page } from "@playwright/test";
import { expectClean } from "./clean";
import { enrolDevice, signShown } from "./device";
import { signIn } from "./people";
import { test } from "./test";

const page = "/account/device-keys";

/** What this browser keeps, without the private key: nothing can take that out. */
async function keptKeys(browser: Page) {
  return browser.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("lvji-device", 1);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all = await new Promise<Record<string, unknown>[]>((resolve) => {
      const request = opened.transaction("keys").objectStore("keys").getAll();
      request.onsuccess = () => resolve(request.result);
    });
    opened.close();
    return all.map(({ keyId, accountId, market, privateKey }) => ({
      keyId: String(keyId),
      accountId: String(accountId),
      market: String(market),
      isExtractable: privateKey instanceof CryptoKey && privateKey.extractable,
    }));
  });
}

test("a device is enrolled, signs, and signs no more once it is revoked", async ({ page: browser }, info) => {
  await signIn(browser, "exchange");
  const label = `设备 ${info.project.name} ${Date.now()}`;
  await browser.goto(page);
  await expect(browser.getByRole("heading", { level: 1 })).toHaveText(/还没有密钥|has no key/);
  await expectClean(browser);
  await enrolDevice(browser, label);
  const row = browser.getByRole("listitem").filter({ hasText: label });
  await expect(row).toContainText(/这台设备|this device/);
  await expect(row).toContainText(/在市场中有效|In force/);
  await expectClean(browser);
  const [key] = await keptKeys(browser);
  expect(key?.isExtractable).toBe(false);

  await test.step("signs its own end, shown in words and as it stands", async () => {
    await row.getByRole("button", { name: /撤销|Revoke/ }).click();
    await browser.getByRole("textbox").fill("更换设备");
    await browser.getByRole("button", { name: /撤销这把密钥|Revoke this key/ }).click();
    const dialog = browser.getByRole("dialog").last();
    await expect(dialog).toContainText(/撤销密钥|Revoke a key/);
    await expect(dialog).toContainText("更换设备");
    await dialog.getByText(/看原文|The raw text/).click();
    await expect(dialog.locator("pre")).toContainText("lvji/command/v1");
    await expect(dialog.locator("pre")).toContainText(key?.keyId ?? "no key");
    await expectClean(browser);
    await signShown(browser);
    await expect(row).toContainText(/已撤销|Revoked/);
  });

  await expect(browser.getByRole("heading", { level: 1 })).toHaveText(/还没有密钥|has no key/);
  const answer = await browser.request.post(`/api/jobs/import?form=channels&key=${key?.keyId}&file=a.csv`, {
    data: "id\n",
    headers: { origin: new URL(browser.url()).origin, "content-type": "text/csv" },
  });
  expect(await answer.json()).toEqual({ ok: false, code: "device" });
});

test("another browser of the same person has no key, and is told so", { tag: "@phone" }, async ({
  browser: chromium,
  page: first,
}) => {
  await signIn(first, "exchange");
  await enrolDevice(first, `甲 ${Date.now()}`);
  const context = await chromium.newContext();
  const second = await context.newPage();
  await signIn(second, "exchange");
  await second.goto(page);
  await expect(second.getByRole("heading", { level: 1 })).toHaveText(/还没有密钥|has no key/);
  expect(await keptKeys(second).catch(() => [])).toEqual([]);
  await context.close();
});

test("a lost device is revoked without it, by the key kept for the organisation", {
  tag: "@desktop",
}, async ({ page: browser }) => {
  await signIn(browser, "regulator");
  const label = `遗失的 ${Date.now()}`;
  await enrolDevice(browser, label);
  // Gone once no page holds it open any more: this one lets go of it below.
  await browser.evaluate(() => void indexedDB.deleteDatabase("lvji-device"));
  await browser.reload();
  const row = browser.getByRole("listitem").filter({ hasText: label });
  await row.getByRole("button", { name: /撤销|Revoke/ }).click();
  await expect(browser.getByRole("dialog")).toContainText(/网关保管|gateway keeps/);
  await browser.getByRole("textbox").fill("遗失");
  await browser.getByRole("button", { name: /撤销这把密钥|Revoke this key/ }).click();
  await expect(row).toContainText(/已撤销|Revoked/);
});

interface StartedRun {
  readonly id: string;
  /** As GET /api/jobs/<id> says. */
  now(): Promise<{ state: string; unsigned: number; outcome?: { accepted: number } }>;
}

/** Sends a file with one channel; `types` is what the person is said to have confirmed on this device. */
async function startImport(browser: Page, types: readonly string[]): Promise<StartedRun> {
  const [key] = await keptKeys(browser);
  const id = await browser.evaluate(
    async ({ key, types, name }) => {
      const body = `id,name,from_province,to_province,loss_ppm,capacity_kw\n${name},${name},63,41,5,1\n`;
      const address = `/api/jobs/import?form=channels&key=${key?.keyId}&file=a.csv`;
      const { job } = await (await fetch(address, { method: "POST", body })).json();
      const opened = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open("lvji-device", 1);
        request.onsuccess = () => resolve(request.result);
      });
      const run = { job, accountId: key?.accountId, market: key?.market, types };
      const writing = opened.transaction("runs", "readwrite");
      writing.objectStore("runs").put(run);
      await new Promise((resolve) => {
        writing.oncomplete = resolve;
      });
      opened.close();
      return String(job);
    },
    { key, types, name: `T${Date.now()}` },
  );
  await browser.reload();
  return { id, now: async () => (await browser.request.get(`/api/jobs/${id}`)).json() };
}

test("a confirmed run is signed from whatever page is open; anything else is not", {
  tag: "@desktop",
}, async ({ page: browser }) => {
  await signIn(browser, "exchange");
  await enrolDevice(browser, `运行 ${Date.now()}`);
  const run = await startImport(browser, ["channel.register"]);
  await expect.poll(async () => (await run.now()).state, { timeout: 60_000 }).toBe("done");
  expect((await run.now()).outcome?.accepted).toBe(1);

  const other = await startImport(browser, ["plant.register"]);
  await expect.poll(async () => (await other.now()).unsigned, { timeout: 60_000 }).toBe(1);
  await browser.goto("/exchange/files");
  const form = browser.locator('[data-form="channels"]');
  await expect(form).toContainText(/不在确认范围内|was not confirmed/);
  expect((await other.now()).unsigned).toBe(1);
  await form.getByRole("button", { name: /结束这次运行|End this run/ }).click();
  await expect(form).toContainText(/已被结束|was ended/);
  expect((await other.now()).state).toBe("failed");
  // Who ended it stands in the audit trail.
  await browser.goto("/exchange/audit?view=security");
  await expect(browser.getByRole("row", { name: /结束一次运行|run ended/ }).first()).toBeVisible();
});

test("an enterprise starts no run and sees none", { tag: "@phone" }, async ({ page: browser, baseURL }) => {
  await signIn(browser, "enterprise");
  const headers = { origin: String(baseURL) };
  const asked = await Promise.all([
    browser.request.get("/api/jobs/some"),
    browser.request.get("/api/jobs/some/signatures?key=00"),
    browser.request.post("/api/jobs/some/signatures", { data: {}, headers }),
    browser.request.post("/api/jobs/import?form=channels", { data: "id\n", headers }),
  ]);
  expect(asked.map((answer) => answer.status())).toEqual([404, 404, 404, 404]);
  await enrolDevice(browser, `企业 ${Date.now()}`);
});

test("a page of somebody else's cannot post signatures", { tag: "@desktop" }, async ({ page: browser }) => {
  await signIn(browser, "exchange");
  for (const origin of ["null", "https://elsewhere.example"]) {
    const answer = await browser.request.post("/api/jobs/some/signatures", { data: {}, headers: { origin } });
    expect(answer.status()).toBe(403);
  }
});
