import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, type Page } from "@playwright/test";
import { toHex } from "../lib/crypto/bytes";
import { decodeEntries, tilePath, tileWidth } from "../lib/crypto/note/tiles";
import { expectClean, expectNoOverflow } from "./clean";
import { certificatesOf } from "./market";
import { signIn } from "./people";
import { test } from "./test";

const run = promisify(execFile);
const bundleSize = 256;

async function looksRight(page: Page): Promise<void> {
  await expectClean(page);
  await expectNoOverflow(page);
}

/** The size and root everybody is served. */
async function head(page: Page): Promise<{ size: number; root: string }> {
  const [, size = "", root = ""] = (await (await page.request.get("/log/checkpoint")).text()).split("\n");
  return { size: Number(size), root: toHex(Buffer.from(root, "base64")) };
}

/** Every entry, read from the public log itself. */
async function entriesOf(page: Page): Promise<Uint8Array[]> {
  const { size } = await head(page);
  const entries: Uint8Array[] = [];
  for (let index = 0; index * bundleSize < size; index++) {
    const path = tilePath({ level: "entries", index, width: tileWidth(0, index, size) });
    const bytes = await (await page.request.get(`/log/${path}`)).body();
    entries.push(...(decodeEntries(bytes) ?? []));
  }
  return entries;
}

async function entryTypes(page: Page): Promise<string[]> {
  return (await entriesOf(page)).map((entry) => {
    const { command } = JSON.parse(new TextDecoder().decode(entry)) as { command: { type: string } };
    return command.type;
  });
}

/** Of every entry by RFC 9162: SHA-256 of a zero byte and the entry. */
async function leafHashes(page: Page): Promise<string[]> {
  const hashOf = (entry: Uint8Array) => createHash("sha256").update(Buffer.of(0)).update(entry).digest("hex");
  return (await entriesOf(page)).map(hashOf);
}

/** A list says that it has so many rows. */
async function expectTotal(page: Page, count: number): Promise<void> {
  const said = page.locator(".wp-pages > span").first();
  const total = async () =>
    Math.max(...(((await said.textContent()) ?? "").replaceAll(",", "").match(/\d+/g) ?? []).map(Number));
  await expect.poll(total).toBe(count);
}

test("members stand side by side at the height and root everybody is served", async ({ page }, {
  project,
}) => {
  await signIn(page, "exchange");
  const before = await head(page);
  await page.goto("/exchange/members");
  await expect(page.locator("html")).toHaveAttribute("lang", project.name.endsWith("zh") ? /^zh/ : /^en/);
  const rows = page.locator('tr[data-member][data-state="agreeing"]');
  await expect(rows).toHaveCount(4);
  await expect(page.locator('tr[data-member] [data-tone="checked"]')).toHaveCount(4);
  const after = await head(page);
  for (const row of await rows.all()) {
    const [told = ""] = (await row.locator("td").nth(1).textContent())?.match(/^[\d,]+/) ?? [];
    const height = Number(told.replaceAll(",", ""));
    expect(height).toBeGreaterThanOrEqual(before.size);
    expect(height).toBeLessThanOrEqual(after.size);
    const root = (await row.locator("td").nth(2).textContent())?.replace(/\s/g, "") ?? "";
    if (before.size === after.size) expect([root.length, after.root.slice(0, 16)]).toEqual([16, root]);
  }
  await looksRight(page);
});

test("the gateway's list is the log's: every accepted command is the entry it names", async ({ page }) => {
  await signIn(page, "exchange");
  const csv = await (await page.request.get("/exchange/gateway/submissions.csv?state=accepted")).text();
  const types = await entryTypes(page);
  const rows = csv.trim().split("\r\n").slice(1);
  expect(rows.length).toBeGreaterThan(100);
  let named = 0;
  for (const row of rows) {
    const [, type, , , state, , , entry = ""] = row.split(",");
    expect(state).toBe("accepted");
    if (entry === "" || Number(entry) >= types.length) continue;
    expect(types[Number(entry)]).toBe(type);
    named++;
  }
  expect(named).toBeGreaterThan(100);
  await page.goto("/exchange/gateway?hours=168&type=certificate.issue");
  await expectTotal(page, types.filter((type) => type === "certificate.issue").length);
  await looksRight(page);
  await page.goto("/exchange/gateway?type=certificate.issue&state=refused&code=nothing");
  await expect(page.locator(".wp-empty")).toBeVisible();
  await looksRight(page);
});

test("the audit trail counts what the log holds, and says so where it holds nothing", async ({ page }) => {
  await signIn(page, "exchange");
  const types = await entryTypes(page);
  for (const type of ["certificate.issue", "settlement.finish"]) {
    await page.goto(`/exchange/audit?type=${type}`);
    await expectTotal(page, types.filter((one) => one === type).length);
  }
  await looksRight(page);
  await page.goto("/exchange/audit?q=NOBODY");
  await expect(page.locator(".wp-empty")).toBeVisible();
  await looksRight(page);
  await page.goto("/exchange/audit?view=security");
  await expect(page.locator(".console-list tbody tr").first()).toBeVisible();
  await looksRight(page);
});

test("issued certificates are the market's, and a filter stands in the address", async ({ page }) => {
  await signIn(page, "exchange");
  const all = await certificatesOf();
  await page.goto("/exchange/certificates");
  await expectTotal(page, all.length);
  await looksRight(page);
  const sought = all[0]?.code ?? "";
  await page.locator('.wp-search input[type="search"]').last().fill(sought);
  await expect(page).toHaveURL(new RegExp(`q=${sought}`));
  await expect(page.locator(".wp-table tbody tr")).toHaveCount(1);
  await page.reload();
  await expect(page.locator(".wp-table tbody tr")).toHaveCount(1);
  // Printed again it is the same certificate: its code and its fingerprint stand on a paper that opens.
  const href = await page.locator('.wp-table tbody a[href$="/certificate.pdf"]').getAttribute("href");
  const folder = mkdtempSync(join(tmpdir(), "lvji-reprint-"));
  const entry = await page.locator('.wp-table tbody a[href^="/ledger/"]').getAttribute("href");
  const hash = (await leafHashes(page))[Number(entry?.split("/").at(-1))] ?? "";
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  for (const name of ["first.pdf", "again.pdf"]) {
    writeFileSync(join(folder, name), await (await page.request.get(href ?? "")).body());
    const { stdout } = await run("pdftotext", ["-layout", join(folder, name), "-"]);
    const text = stdout.replace(/\s/g, "");
    expect(text).toContain(sought);
    expect(text).toContain(hash);
  }
  await page.goto("/exchange/certificates?q=nobody");
  await expect(page.locator(".wp-empty")).toBeVisible();
  await looksRight(page);
});

test("without a network a workplace stays as it is and says why, and catches up afterwards", {
  tag: "@desktop",
}, async ({ page, context }) => {
  for (const [role, path] of [
    ["enterprise", "/dashboard/certificates"],
    ["exchange", "/exchange/plants"],
  ] as const) {
    await signIn(page, role);
    await page.goto(path);
    const rows = await page.locator("tbody tr").count();
    await context.setOffline(true);
    await expect(page.locator(".wp-offline .wp-notice")).toBeVisible();
    await page.locator(".wp-search input").fill("no such thing");
    await expect(page).toHaveURL(/q=no/);
    await page.locator("thead button").first().click();
    await expect(page).toHaveURL(/sort=/);
    await page.locator(".wp-nav a").first().click();
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type(">");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.locator(".wp-foot form button").first().click();
    await expect(page).toHaveURL(new RegExp(`${path}\\?`));
    await expect(page.locator("tbody tr")).toHaveCount(rows);
    await expectClean(page);
    await context.setOffline(false);
    await expect(page.locator(".wp-offline .wp-notice")).toHaveCount(0);
    await expect(page.locator("tbody tr")).toHaveCount(0);
    await expect(page).toHaveURL(/q=no/);
    await context.clearCookies();
  }
});
