import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, type Page } from "@playwright/test";
import { certificateOf, lvji, numbersIn, readQr, verdictOf } from "./market";
import { test } from "./test";

const run = promisify(execFile);
const stages = ["production", "trade", "transmission", "consumption", "settlement"];

async function openKwh(page: Page, code: string, n: number): Promise<void> {
  await page.goto(`/c/${code}?kwh=${n}`);
  expect(await verdictOf(page)).toBe("verified");
  await expect(page.locator("[data-kwh]").first()).toHaveAttribute("data-kwh", String(n));
  for (const stage of stages) {
    await expect(page.locator(`[data-stage="${stage}"]`)).toHaveAttribute("data-state", "checked");
  }
}

/** Every account of a stage: the rows above the rule add up to the row under it, in each column shown. */
async function transmissionOf(page: Page): Promise<{ sent: number; loss: number; landed: number }> {
  const rows = page.locator('[data-stage="transmission"] table tbody tr');
  const firsts = await rows.evaluateAll((all) =>
    all.map((row) => row.querySelector("td")?.textContent ?? ""),
  );
  const [sent = Number.NaN, ...rest] = firsts.map((text) => numbersIn(text)[0] ?? Number.NaN);
  const losses = rest.filter((value) => value <= 0);
  const landed = rest.find((value) => value > 0) ?? Number.NaN;
  return { sent, loss: losses.reduce((sum, value) => sum + value, 0), landed };
}

test("the first, the middle, the last and a random kWh each show a path that adds up", async ({ page }) => {
  const code = await certificateOf("xinghe-zz", "2026-09");
  const { figures } = { figures: await totalOf(code) };
  const random = 1 + Math.floor(Math.random() * figures);
  for (const n of [1, Math.ceil(figures / 2), figures, random]) {
    await openKwh(page, code, n);
    const { sent, loss, landed } = await transmissionOf(page);
    expect(landed, `kWh ${n}`).toBe(1000);
    expect(sent + loss, `kWh ${n}`).toBe(landed);
    const traced = (await lvji("trace", code, "--kwh", String(n))) as { segments: { sentWh: number }[] };
    expect(sent).toBe(traced.segments.reduce((sum, segment) => sum + segment.sentWh, 0));
  }
});

async function totalOf(code: string): Promise<number> {
  const issued = (await lvji("issue", "--month", "2026-09")) as {
    certificates: { code: string; kwh: number }[];
  };
  return issued.certificates.find((one) => one.code === code)?.kwh ?? 0;
}

test("the printed QR opens the page, bound to the print, and all eighteen checks are named", async ({
  page,
}) => {
  const code = await certificateOf("xinghe-zz", "2026-08");
  await page.goto(`/c/${code}/qr.svg`);
  const text = await readQr(page.locator("svg"));
  expect(text).toMatch(new RegExp(`/c/${code}\\?v=[0-9A-Z]{26}&t=[0-9A-Z]{16}$`));
  await page.goto(text ?? "");
  expect(await verdictOf(page)).toBe("verified");
  await expect(page.locator("[data-check]")).toHaveCount(18);
  for (const id of ["roster", "qr", "inclusion", "settlement", "status"]) {
    await expect(page.locator(`[data-check="${id}"]`)).toHaveAttribute("data-ok", "true");
  }
  await expect(page.locator("[data-verdict]").first()).toHaveAttribute("data-trust", "single-operator");
});

test("a second visit is checked against what this device saw before", { tag: "@phone" }, async ({ page }) => {
  const code = await certificateOf("muxia-sh", "2026-08");
  await openKwh(page, code, 1);
  await expect(page.locator('[data-check="consistency"]')).toHaveAttribute("data-ok", "unknown");
  await page.reload();
  expect(await verdictOf(page)).toBe("verified");
  await expect(page.locator('[data-check="consistency"]')).toHaveAttribute("data-ok", "true");
  await expect(page.locator('[data-check="roster"]')).toHaveAttribute("data-ok", "true");
});

test("the bundle downloaded there verifies on the command line with the network unplugged", {
  tag: "@phone",
}, async ({ page }) => {
  const code = await certificateOf("nanxi-sx", "2026-10");
  await openKwh(page, code, 17);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`a[download][href*="bundle.json"]`).last().click(),
  ]);
  const path = await download.path();
  const answer = await page.request.get("/.well-known/lvji/trust.json");
  const { fingerprint } = (await answer.json()) as { fingerprint: string };
  const verdict = await verifyUnplugged(path, fingerprint);
  expect(verdict).toMatchObject({ verdict: "verified", trust: "single-operator" });
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ code });
});

/** In a network namespace of its own where the system allows it: not even loopback is there. */
async function verifyUnplugged(path: string, fingerprint: string): Promise<unknown> {
  const command = [process.execPath, "scripts/lvji.mjs", "verify", path, "--roster", fingerprint, "--json"];
  const unshare = await run("unshare", ["-n", "true"]).then(
    () => ["unshare", "-n"],
    () => [],
  );
  const [program = "", ...args] = [...unshare, ...command];
  const env = { ...process.env, LVJI_DATA: "/nonexistent", DATABASE_URL: "" };
  return JSON.parse((await run(program, args, { env })).stdout);
}

test("every certificate says how much of it is shown", { tag: "@desktop" }, async ({ page }) => {
  const standard = await certificateOf("hengyue-cs", "2026-09");
  await page.goto(`/c/${standard}?kwh=5`);
  expect(await verdictOf(page)).toBe("verified");
  await expect(page.locator('[data-check="consumption"]')).toHaveAttribute("data-ok", "unknown");
  await expect(page.locator('[data-check="settlement"]')).toHaveAttribute("data-ok", "true");
  const minimal = await certificateOf("songnen-jl", "2026-09");
  await page.goto(`/c/${minimal}`);
  expect(await verdictOf(page)).toBe("verified");
  await expect(page.locator('[data-stage="production"]')).toHaveAttribute("data-state", "withheld");
});

test("useful before any script has run", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const code = await certificateOf("xinghe-zz", "2026-09");
  await page.goto(`/c/${code}`);
  await expect(page.locator("h1")).toBeVisible();
  await expect(page.locator("body")).toContainText("星禾精密制造（演示）");
  await expect(page.locator("[data-verdict]").first()).toHaveAttribute("data-verdict", "checking");
  await context.close();
});
