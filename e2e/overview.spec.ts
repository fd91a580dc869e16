import { gunzipSync, gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { packLines, unpackLines } from "@/lib/oversight/national-pack";
import { expectClean } from "./clean";
import { signIn } from "./people";
import { test } from "./test";

test.beforeEach(async ({ page }) => {
  await signIn(page, "regulator");
});

test("nothing is green before this device has added up the lines, and a changed figure is never", {
  tag: "@phone",
}, async ({ page }) => {
  await page.route("**/overview/data?*", async (route) => {
    const answer = await route.fetch();
    const lines = unpackLines(gunzipSync(await answer.body()));
    const landedWh = Array.from(lines.landedWh, (wh, at) => (at === 0 ? wh + 1 : wh));
    await route.fulfill({ response: answer, body: gzipSync(packLines({ ...lines, landedWh })) });
  });
  await page.goto("/overview?m=2026-09");
  await expect(page.locator(".ov-chip")).toHaveAttribute("data-added", "differs");
  await expect(page.locator("[data-look=checked]")).toHaveCount(0);
  await page.unroute("**/overview/data?*");
  await page.reload();
  await expect(page.locator(".ov-chip")).toHaveAttribute("data-added", "agrees");
  await expect(page.locator("[data-look=checked]")).toHaveCount(3);
});

test("modes, months and what is looked at are in the address, and the address brings them back", async ({
  page,
}) => {
  await page.goto("/overview?m=2026-09");
  await expect(page.locator(".country")).toHaveAttribute("data-added", "agrees");
  const modes = page.locator(".ov-choice").first().getByRole("button");
  await modes.nth(2).click();
  await expect(page).toHaveURL(/by=consumption/);
  await page.getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/m=2026-10/);
  // Played, it begins with the first month, goes on by itself and stops at the last.
  const passed: string[] = [];
  page.on("framenavigated", (frame) => passed.push(new URL(frame.url()).searchParams.get("m") ?? ""));
  const play = page.locator(".ov-months-play button");
  await play.click();
  await expect(play).toHaveAttribute("aria-pressed", "true");
  await expect(play).toHaveAttribute("aria-pressed", "false", { timeout: 60_000 });
  await expect(page).toHaveURL(/m=2026-10/);
  expect(passed.filter((month, at) => month !== passed[at - 1])).toEqual(["2026-08", "2026-09", "2026-10"]);
  // Without a network a press leaves the page as it is and says why; afterwards it goes on.
  await page.context().setOffline(true);
  await page.getByRole("slider").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator(".wp-offline .wp-notice")).toBeVisible();
  await page.locator("[data-figure=sent] a").click();
  await expect(page).toHaveURL(/overview\?.*m=2026-10/);
  await page.context().setOffline(false);
  await expect(page.locator(".wp-offline .wp-notice")).toHaveCount(0);
  await page.locator('[data-at="province:63"]').focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/at=province/);
  await expect(page.locator("[data-figure=focus-onGrid]")).toBeVisible();
  const here = page.url();
  const figure = await page.locator("[data-figure=focus-onGrid]").textContent();
  await page.goto("/overview");
  await page.goto(here);
  await expect(page.locator("[data-figure=focus-onGrid]")).toHaveText(figure ?? "");
  await expect(modes.nth(2)).toHaveAttribute("aria-pressed", "true");
  await page.locator("[data-figure=focus-sent] a").click();
  await page.waitForURL(/\/overview\/records\?month=2026-10&from=63/);
  await expect(page.locator("tbody tr").first()).toBeVisible();
});

test("tables stand behind the pictures, the ranking turns its pages, the file has every flow", {
  tag: "@desktop",
}, async ({ page }) => {
  await page.goto("/overview?m=2026-09&rank=units&sort=name");
  await expect(page.locator(".ov-ranking tbody tr").first()).toBeVisible();
  await page.locator(".ov-sankey > header button").click();
  const csv = await (await page.request.get("/overview/export?of=flows&m=2026-09")).text();
  const [header = "", ...lines] = csv
    .replace(/^\uFEFF/, "")
    .trim()
    .split("\r\n");
  const at = header.split(",").indexOf("path");
  const flows = lines.filter((line) => line.split(",")[at] !== "").length;
  expect(flows).toBeGreaterThan(0);
  await expect(page.locator(".ov-sankey tbody tr")).toHaveCount(flows);
  const sent = page.locator(".ov-sankey tbody tr").first().locator("td.end").first();
  const wh = ((await sent.textContent()) ?? "").replaceAll(",", "");
  await sent.locator("a").click();
  await expect(page.locator('[data-sum="sentWh"]')).toHaveAttribute("data-value", wh);
  // Days that did not arrive are not days that are not there.
  await page.route("**/overview/days?*", (route) => route.abort());
  await page.goto("/overview?m=2026-09&series=day");
  const lead = page.locator(".ov-series .ov-lead");
  await expect(lead.getByRole("button")).toBeVisible();
  await page.unroute("**/overview/days?*");
  await lead.getByRole("button").click();
  await expect(page.locator(".ov-series .ov-days-key")).toBeVisible();
  const months = await page.request.get("/overview/export?of=months&m=2026-09");
  expect((await months.text()).trim().split("\r\n")).toHaveLength(4);
  await page.goto("/overview?m=2026-09");
  const first = await page.locator(".ov-ranking tbody th").first().textContent();
  await page.locator(".ov-pages a").click();
  await expect(page.locator(".ov-ranking tbody th").first()).not.toHaveText(first ?? "");
});

test("what is looked at by itself is said in words, adds up, leads to its entries and is a file of its own", {
  tag: "@desktop",
}, async ({ page }) => {
  const told: string[] = [];
  page.on("console", (message) => message.type() === "error" && told.push(message.text()));
  page.on("pageerror", ({ message }) => told.push(message));
  await page.goto("/overview?m=2026-09&rank=channels&a=1&unused=1");
  await expect(page.locator(".country")).toHaveAttribute("data-added", "agrees");
  expect(told).toEqual([]);
  // What waits for a reason stands beside the accounts and is counted on the map; both lead to it.
  const marks = page.locator(".country .alert");
  const marked = Number(await marks.first().locator("text").textContent());
  await page.locator(".anom-aside .anom-open").first().click();
  await expect(page.locator(".dossier")).toBeInViewport();
  await marks.first().click();
  await page.waitForURL(/\/overview\/anomalies\?state=open&month=2026-09&province=\d+/);
  await expect(page.locator("tr[data-anomaly]")).toHaveCount(marked);
  await page.goto("/overview?m=2026-09&rank=channels&unused=1");
  const unused = page.locator('.arc[data-unused="true"]');
  await expect(unused).not.toHaveCount(0);
  const channel = page.locator("a.target", { has: unused.first() });
  const at = (await channel.getAttribute("data-at")) ?? "";
  await page.goto(`/overview?m=2026-09&at=${at}`);
  await expect(page.locator(".ov-says")).toContainText("0");
  await expect(page.locator("[data-figure=focus-acrossSent]")).toHaveText("0");
  await page.goto("/overview?m=2026-09&at=province:63");
  await expect(page.locator(".ov-says")).toContainText(/青海|Qinghai/);
  const csv = await (await page.request.get("/overview/export?of=focus&m=2026-09&at=province:63")).text();
  const own = new Map(
    csv
      .split("\r\n")
      .map((row) => row.split(","))
      .filter(([part]) => part === "own")
      .map((row) => [row[4], row[5]]),
  );
  for (const [id, name] of [
    ["focus-sent", "sent"],
    ["focus-onGrid", "ongrid"],
    ["focus-within", "within"],
  ]) {
    const shown = (await page.locator(`[data-figure=${id}]`).textContent()) ?? "";
    expect(shown.replace(/[^0-9]/g, "")).toBe(own.get(name));
  }
  await page.goto("/overview?m=2026-09&at=province:63&series=day");
  await page.locator(".ov-series > header button").last().click();
  const days = page.locator(".ov-series tbody tr");
  await expect(days).toHaveCount(31);
  for (const [column, name] of [
    [0, "ongrid"],
    [1, "sent"],
  ] as const) {
    const sum = await days.last().locator("td").nth(column).textContent();
    expect((sum ?? "").replace(/[^0-9]/g, "")).toBe(own.get(name));
  }
  await page.locator("[data-figure=focus-sent] a").click();
  await page.waitForURL(/from=63/);
  await expect(page.locator('[data-sum="sentWh"]')).toHaveAttribute("data-value", own.get("sent") ?? "");
  await page.goto("/overview?m=2026-09&rank=plants");
  await page.locator(".ov-ranking tbody th a").first().click();
  await page.waitForURL(/at=plant/);
  await page.locator('.ov-links a[href^="/ledger/"]').first().click();
  await page.waitForURL(/\/ledger\/\d+/);
});

test("the whole page is free of what axe finds", async ({ page }) => {
  await page.goto("/overview?m=2026-09");
  await expect(page.locator(".country .arc").first()).toBeAttached();
  await expectClean(page);
  await page.goto("/overview?m=2026-09&at=province%3A62");
  await expect(page.locator("[data-figure=focus-onGrid]")).toBeVisible();
  await expectClean(page);
});
