import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { toHex } from "../lib/crypto/bytes";
import { decodeEntries, tilePath, tileWidth } from "../lib/crypto/note/tiles";
import { certificatesOf } from "./market";
import { signIn } from "./people";

const bundleSize = 256;

async function looksRight(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(tooWide).toBeLessThanOrEqual(0);
}

/** The size and root everybody is served. */
async function head(page: Page): Promise<{ size: number; root: string }> {
  const [, size = "", root = ""] = (await (await page.request.get("/log/checkpoint")).text()).split("\n");
  return { size: Number(size), root: toHex(Buffer.from(root, "base64")) };
}

/** The type of every entry, read from the public log itself. */
async function entryTypes(page: Page): Promise<string[]> {
  const { size } = await head(page);
  const types: string[] = [];
  for (let index = 0; index * bundleSize < size; index++) {
    const path = tilePath({ level: "entries", index, width: tileWidth(0, index, size) });
    const bytes = await (await page.request.get(`/log/${path}`)).body();
    for (const entry of decodeEntries(bytes) ?? []) {
      const { command } = JSON.parse(new TextDecoder().decode(entry)) as { command: { type: string } };
      types.push(command.type);
    }
  }
  return types;
}

/** How many rows a list says it has. */
async function total(page: Page): Promise<number> {
  const said = (await page.locator(".wp-pages > span").first().textContent()) ?? "";
  return Math.max(...(said.replaceAll(",", "").match(/\d+/g) ?? []).map(Number));
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
  expect(await total(page)).toBe(types.filter((type) => type === "certificate.issue").length);
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
    expect(await total(page)).toBe(types.filter((one) => one === type).length);
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
  expect(await total(page)).toBe(all.length);
  await looksRight(page);
  const sought = all[0]?.code ?? "";
  await page.locator('.wp-search input[type="search"]').last().fill(sought);
  await expect(page).toHaveURL(new RegExp(`q=${sought}`));
  await expect(page.locator(".wp-table tbody tr")).toHaveCount(1);
  await page.reload();
  await expect(page.locator(".wp-table tbody tr")).toHaveCount(1);
  await page.goto("/exchange/certificates?q=nobody");
  await expect(page.locator(".wp-empty")).toBeVisible();
  await looksRight(page);
});
