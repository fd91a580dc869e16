import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Download, expect, type Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import jsqrModule from "jsqr";
import { PNG } from "pngjs";
import { grouped } from "../components/ui/format";
import { expectClean } from "./clean";
import { certificatesOf, lvji, readQr } from "./market";
import { signIn } from "./people";
import { test } from "./test";

const run = promisify(execFile);
const holder = "xinghe@demo.invalid";
const list = "/dashboard/certificates";
const notAnAllowance = "本附件既不是碳排放配额，也不是抵销信用，不能用于清缴，也不能抵扣其他排放。";

async function ownCodes(): Promise<string[]> {
  const all = await certificatesOf();
  return all.filter(({ id }) => String(id).startsWith("xinghe-")).map(({ code }) => code);
}

/** As the issuing itself counts it. */
async function kwhOf(codes: readonly string[]): Promise<number> {
  const months = new Set((await certificatesOf()).map(({ month }) => String(month)));
  let sum = 0;
  for (const month of months) {
    const { certificates } = (await lvji("issue", "--month", month)) as {
      certificates: { code: string; kwh: number }[];
    };
    for (const { code, kwh } of certificates) if (codes.includes(code)) sum += kwh;
  }
  return sum;
}

/** All openings of a bundle by their field's name. */
function openedIn(bundle: string): Record<string, unknown> {
  const { entries } = JSON.parse(bundle) as { entries: { openings: Record<string, unknown> }[] };
  const fields = entries.flatMap(({ openings }) => Object.entries(openings));
  return Object.fromEntries(fields.map(([field, value]) => [field.split("/").at(-1) ?? "", value]));
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

test("checks its page, takes the proofs away by the archive, and each of them verifies", {
  tag: "@desktop",
}, async ({ page }) => {
  await signIn(page, "enterprise", holder);
  await page.goto(list);
  const codes = await ownCodes();
  await expect(page.locator("tbody tr")).toHaveCount(codes.length);
  await expectClean(page);
  await expect(page.locator(`[data-unchecked="${codes.length}"]`)).toBeVisible();
  await page.locator(".hold-checks button").first().click();
  await expect(page.locator('[data-checked="verified"]')).toHaveCount(codes.length, { timeout: 60_000 });
  await page.reload();
  await expect(page.locator('[data-checked="verified"]')).toHaveCount(codes.length);
  // None is left that this browser has not checked, and the list of those says so.
  await expect(page.locator('[data-unchecked="0"]')).toBeVisible();
  await page.getByRole("link", { name: /本机未核|Not checked here/ }).click();
  await expect(page.getByText(/都核过了。|All are checked\./)).toBeVisible();
  await page.goto(list);

  await page.locator("tbody tr").first().focus();
  await page.keyboard.press("x");
  const bar = page.locator(".wp-bulk");
  await bar.getByRole("button", { name: /选中全部|Choose all/ }).click();
  await expect(bar).toContainText(`${grouped(await kwhOf(codes))} kWh`);
  const [table] = await Promise.all([
    page.waitForEvent("download"),
    bar.getByRole("button", { name: "CSV" }).click(),
  ]);
  const [, ...lines] = (await bytesOf(table)).toString("utf8").trim().split("\r\n");
  expect(lines.map((line) => line.split(",")[0] ?? "").sort(byText)).toEqual([...codes].sort(byText));
  await bar.getByRole("button", { name: /证据包|Proofs/ }).click();
  await page.locator('input[value="visitor"]').check();
  await expectClean(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page
      .getByRole("dialog")
      .getByRole("button", { name: /下载|Download/ })
      .click(),
  ]);
  const files = unzipSync(await bytesOf(download));
  expect(Object.keys(files).sort(byText)).toEqual(codes.map((code) => `${code}.json`).sort(byText));
  const folder = mkdtempSync(join(tmpdir(), "lvji-bundles-"));
  const { fingerprint } = (await (await page.request.get("/.well-known/lvji/trust.json")).json()) as {
    fingerprint: string;
  };
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    expect(await lvji("verify", path, "--roster", fingerprint)).toMatchObject({ verdict: "verified" });
    // A visitor's copy opens no price, whatever the holder may see.
    expect(Object.keys(openedIn(strFromU8(bytes)))).not.toContain("energyPrice");
  }
});

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

test(
  "filters and a saved view stand in the address; the drawer is walked by keyboard",
  { tag: "@desktop" },
  async ({ page }, { project }) => {
    await signIn(page, "enterprise", holder);
    await page.goto(`${list}?from=2026-09&to=2026-09`);
    await expect(page.locator("tbody tr")).toHaveCount(2);
    const name = `${project.name} 09`;
    await page.getByRole("button", { name: /存为视图|Save this view/ }).click();
    await page.getByRole("dialog").getByRole("textbox").fill(name);
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /存下|^Save$/ })
      .click();
    await expect(page.getByRole("link", { name })).toBeVisible();
    await page.goto(list);
    await page.getByRole("link", { name }).click();
    await expect(page).toHaveURL(/from=2026-09&to=2026-09/);
    await expect(page.locator("tbody tr")).toHaveCount(2);
    await page.getByRole("button", { name: /删掉视图|Delete view/ }).click();
    await expect(page.getByRole("link", { name })).toHaveCount(0);

    await page.locator("tbody tr").first().focus();
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog");
    await expect(drawer).toBeVisible();
    await expect(page).toHaveURL(/[?&]c=L1C/);
    const first = new URL(page.url()).searchParams.get("c");
    await expectClean(page);
    await page.keyboard.press("j");
    await expect(page).not.toHaveURL(new RegExp(`c=${first}`));
    await page.keyboard.press("k");
    await expect(page).toHaveURL(new RegExp(`c=${first}`));
    await page.keyboard.press("Escape");
    await expect(drawer).toBeHidden();
    await expect(page).not.toHaveURL(/c=L1C/);
  },
);

test("a column sorts the rows, and the order stands in the address", { tag: "@desktop" }, async ({
  page,
}) => {
  await signIn(page, "enterprise", holder);
  await page.goto(list);
  const codes = (await ownCodes()).sort(byText);
  const shown = () =>
    page.locator("tbody .hold-code .mono").evaluateAll((all) => all.map((one) => one.getAttribute("title")));
  const head = page
    .locator("thead th")
    .filter({ hasText: /^凭证|^Certificate/ })
    .first();
  await head.getByRole("button").click();
  await expect(page).toHaveURL(/sort=-code/);
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect.poll(shown).toEqual(codes.toReversed());
  await head.getByRole("button").click();
  await expect(page).toHaveURL(/sort=code/);
  await expect.poll(shown).toEqual(codes);
  await page.reload();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(shown).toEqual(codes);
});

test("nobody else's certificate is there, by any way", { tag: "@desktop" }, async ({ page }) => {
  await signIn(page, "enterprise", holder);
  const own = await ownCodes();
  const other = (await certificatesOf()).find(({ code }) => !own.includes(code))?.code ?? "";
  for (const path of [`${list}/${other}/bundle.json`, `/dashboard/labels/${other}/qr.png`]) {
    expect((await page.request.get(path)).status(), path).toBe(404);
  }
  await page.goto(`${list}?c=${other}`);
  await expect(page.locator(".hold-drawer")).toHaveCount(0);
  const origin = new URL(page.url()).origin;
  const post = (path: string, data: unknown) => page.request.post(path, { data, headers: { origin } });
  const csv = await post(`${list}/export`, { what: "csv", selection: { codes: [other] } });
  expect(csv.status()).toBe(404);
  const mixed = await post(`${list}/export`, { what: "csv", selection: { codes: [other, own[0]] } });
  const [, ...rows] = (await mixed.text()).trim().split("\r\n");
  expect(rows.map((row) => row.split(",")[0])).toEqual([own[0]]);
  const sheet = await post("/dashboard/labels/sheet", { size: "a24", labels: [{ code: other, count: 1 }] });
  expect(sheet.status()).toBe(404);
});

test("labels come out at true size, and a phone reads each of them", { tag: "@phone" }, async ({ page }) => {
  await signIn(page, "enterprise", holder);
  const codes = (await ownCodes()).slice(0, 2);
  await page.goto(`/dashboard/labels?codes=${codes.join(",")}`);
  await page.getByLabel(/从第几格印起|Begin at place/).fill("3");
  await expectClean(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /下载 PDF|Download PDF/ }).click(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), "lvji-labels-"));
  const path = join(folder, "labels.pdf");
  writeFileSync(path, await bytesOf(download));
  await run("pdftoppm", ["-r", "200", "-png", path, join(folder, "page")]);
  const picture = PNG.sync.read(readFileSync(join(folder, "page-1.png")));
  // A4 at 200 dpi; places 3 and 4 of 24.
  expect([picture.width, picture.height].map((side) => Math.round((side / 200) * 25.4))).toEqual([210, 297]);
  const texts = [
    [140, 0.5],
    [0, 37.5],
  ].map(([x = 0, y = 0]) => readLabel(picture, x, y));
  const wanted = await Promise.all(codes.map((code) => qrOf(page, code)));
  expect(texts).toEqual(wanted);
  // As a drawing it is the same code: drawn large, it reads the same.
  const [code = ""] = codes;
  const svg = await page.request.get(`/c/${code}/qr.svg`);
  expect(svg.headers()["content-type"]).toContain("image/svg+xml");
  await page.setContent(`<div id="qr" style="width:300px;background:#fff">${await svg.text()}</div>`);
  expect(await readQr(page.locator("#qr"))).toBe(wanted[0]);
});

/** The text of the QR on the label whose corner is at x, y millimetres. */
function readLabel(picture: PNG, x: number, y: number): string | undefined {
  const px = (mm: number) => Math.round((mm / 25.4) * 200);
  const part = new PNG({ width: px(70) - 1, height: px(37) - 1 });
  PNG.bitblt(picture, part, px(x), px(y), part.width, part.height, 0, 0);
  const inner: unknown = jsqrModule;
  const read = (
    typeof inner === "function" ? inner : (inner as { default: unknown }).default
  ) as typeof jsqrModule;
  return read(new Uint8ClampedArray(part.data), part.width, part.height)?.data;
}

/** What the public QR of a certificate says, by the card's picture of it. */
async function qrOf(page: Page, code: string): Promise<string | undefined> {
  const png = PNG.sync.read(await (await page.request.get(`/dashboard/labels/${code}/qr.png`)).body());
  const inner: unknown = jsqrModule;
  const read = (
    typeof inner === "function" ? inner : (inner as { default: unknown }).default
  ) as typeof jsqrModule;
  return read(new Uint8ClampedArray(png.data), png.width, png.height)?.data;
}

test("papers are a visitor's, and the holder's own copies say that they are", { tag: "@desktop" }, async ({
  page,
}) => {
  await signIn(page, "enterprise", holder);
  await page.goto(list);
  const origin = new URL(page.url()).origin;
  const [code] = await ownCodes();
  const folder = mkdtempSync(join(tmpdir(), "lvji-papers-"));
  const textOf = async (as: "holder" | "visitor"): Promise<{ name: string; text: string }> => {
    const answer = await page.request.post(`${list}/export`, {
      data: { what: "papers", as, selection: { codes: [code] } },
      headers: { origin },
    });
    const [[name, bytes] = ["", new Uint8Array()]] = Object.entries(unzipSync(await answer.body()));
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return { name, text: (await run("pdftotext", ["-layout", path, "-"])).stdout };
  };
  const [visitor, own] = [await textOf("visitor"), await textOf("holder")];
  expect([visitor.name, own.name]).toEqual([`${code}.pdf`, `${code}-own-record.pdf`]);
  const mark = /持有人自存|holder's own record/;
  expect(visitor.text).not.toMatch(mark);
  expect(own.text.match(new RegExp(mark, "g"))).toHaveLength(2);
  const account = /由谁定|Bound by/;
  expect([visitor.text, own.text].map((text) => account.test(text))).toEqual([false, true]);
});

test("paper and workbook hold the numbers of the page", { tag: "@phone" }, async ({ page }) => {
  await signIn(page, "enterprise", holder);
  await page.goto("/dashboard/reports?kind=scope2");
  await expectClean(page);
  const shown = await page.locator("[data-table] td.end").allTextContents();
  expect(shown.length).toBeGreaterThan(20);
  const numbers = shown.map((text) => text.trim()).filter((text) => /^[0-9][0-9,.]*$/.test(text));
  const folder = mkdtempSync(join(tmpdir(), "lvji-statement-"));
  const fileOf = async (name: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name }).click(),
    ]);
    return bytesOf(download);
  };
  const paper = join(folder, "statement.pdf");
  writeFileSync(paper, await fileOf("PDF"));
  const { stdout } = await run("pdftotext", ["-layout", paper, "-"]);
  for (const number of numbers) expect(stdout).toContain(number);
  for (const code of await ownCodes()) expect(stdout.replace(/\s/g, "")).toContain(code);
  const sheets = unzipSync(await fileOf("XLSX"));
  const values = Object.entries(sheets)
    .filter(([name]) => name.startsWith("xl/worksheets/"))
    .flatMap(([, bytes]) =>
      [...strFromU8(bytes).matchAll(/<v>([0-9.]+)<\/v>/g)].map(([, value]) => Number(value)),
    );
  for (const number of numbers) expect(values).toContain(Number(number.replaceAll(",", "")));

  // The attachment for carbon accounting says what it is not, on the page and on paper, beside each certificate.
  await page.goto("/dashboard/reports?kind=accounting");
  await expect(page.getByText(notAnAllowance)).toBeVisible();
  writeFileSync(paper, await fileOf("PDF"));
  const attachment = (await run("pdftotext", ["-layout", paper, "-"])).stdout.replace(/\s/g, "");
  expect(attachment).toContain(notAnAllowance.replace(/\s/g, ""));
  for (const code of await ownCodes()) expect(attachment).toContain(code);
  const cells = await page.locator("[data-table] td").allTextContents();
  const factors = cells.map((text) => text.trim()).filter((text) => /^0\.[0-9]{4}$/.test(text));
  expect(factors.length).toBeGreaterThan(0);
  for (const factor of factors) expect(attachment).toContain(factor);
});
