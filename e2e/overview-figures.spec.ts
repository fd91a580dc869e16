import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { signIn } from "./people";
import { rawMonth, rawRows } from "./raw-month";
import { test } from "./test";

// What stands on the overview against the imported files, added up by other code in BigInt.

const months = ["2026-08", "2026-09", "2026-10"];
const folder = () => join(process.env.LVJI_E2E_DIR ?? "", "demo");
const sum = (values: readonly bigint[]) => values.reduce((all, value) => all + value, 0n);
const PPM = 1_000_000n;

function wh(kwh: string): bigint {
  const [whole = "0", rest = ""] = kwh.split(".");
  return BigInt(whole) * 1000n + BigInt(rest.padEnd(3, "0"));
}

/** Metered Wh of every plant; of days that were sent twice the month's own file stands. */
function meteredOf(month: string): Map<string, bigint> {
  const plantOf = new Map(
    rawRows(folder(), "meters.csv")
      .filter(({ role }) => role === "production")
      .map(({ id = "", of = "" }) => [id, of]),
  );
  const days = new Map<string, bigint>();
  const files = readdirSync(folder()).filter((name) => name.startsWith(`${month}-curves`));
  for (const name of files.sort((a, b) => b.length - a.length)) {
    for (const { meter = "", date = "", ...readings } of rawRows(folder(), name)) {
      days.set(`${meter}/${date}`, sum(Object.values(readings).map((text) => wh(text ?? "0"))));
    }
  }
  const metered = new Map<string, bigint>();
  for (const [key, value] of days) {
    const plant = plantOf.get(key.split("/")[0] ?? "");
    if (plant !== undefined) metered.set(plant, (metered.get(plant) ?? 0n) + value);
  }
  return metered;
}

function expectedOf(month: string): Record<string, bigint> {
  const loss = new Map(rawRows(folder(), "channels.csv").map((row) => [row.id, BigInt(row.loss_ppm ?? "0")]));
  const pathOf = new Map(
    rawRows(folder(), `${month}-contracts.csv`).map((row) => [row.number, (row.channels ?? "").split(">")]),
  );
  const lines = rawMonth(folder(), month).lines.map(({ number, plant, landedWh }) => {
    const path = (pathOf.get(number) ?? []).filter((id) => id !== "").map((id) => loss.get(id) ?? 0n);
    const sentWh = [...path]
      .reverse()
      .reduce((after, ppm) => (after * PPM + (PPM - ppm) - 1n) / (PPM - ppm), landedWh);
    return { plant, landedWh, sentWh, isAcross: path.length > 0 };
  });
  const metered = meteredOf(month);
  const stated = new Map(
    rawRows(folder(), `${month}-mechanism.csv`).map((row) => [row.plant, wh(row.kwh ?? "0")]),
  );
  const plants = [...new Set(lines.map(({ plant }) => plant))];
  const onGrid = sum(plants.map((plant) => metered.get(plant) ?? 0n));
  const mechanism = sum(
    plants.map((plant) => {
      const [all, part] = [metered.get(plant) ?? 0n, stated.get(plant) ?? 0n];
      return part > all ? all : part;
    }),
  );
  const across = lines.filter(({ isAcross }) => isAcross);
  const sent = sum(lines.map(({ sentWh }) => sentWh));
  const acrossSent = sum(across.map(({ sentWh }) => sentWh));
  const acrossLanded = sum(across.map(({ landedWh }) => landedWh));
  const certificates = sum(lines.map(({ landedWh }) => landedWh));
  return {
    ...{ onGrid, mechanism, sent, unsold: onGrid - mechanism - sent, acrossSent, acrossLanded },
    ...{ loss: acrossSent - acrossLanded, within: certificates - acrossLanded, certificates },
  };
}

async function figure(page: Page, id: string): Promise<bigint> {
  const text = await page.locator(`[data-figure="${id}"]`).textContent();
  return BigInt((text ?? "").replace(/[^0-9]/g, ""));
}

test("every account of every month is what the imported files come to", async ({ page }) => {
  await signIn(page, "regulator");
  for (const month of months) {
    await page.goto(`/overview?m=${month}`);
    await expect(page.locator("[data-figure=onGrid]")).toBeVisible();
    for (const [id, expected] of Object.entries(expectedOf(month))) {
      expect(`${id} ${await figure(page, id)}`).toBe(`${id} ${expected}`);
    }
    await expect(page.locator("[data-look=checked]")).toHaveCount(3);
    const csv = await (await page.request.get(`/overview/export?of=channels&m=${month}`)).text();
    const [header = "", ...rows] = csv
      .replace(/^\uFEFF/, "")
      .trim()
      .split("\r\n");
    const at = header.split(",").indexOf("loss_wh");
    const lost = sum(rows.map((row) => BigInt(row.split(",")[at] ?? "0")));
    expect(lost).toBe(expectedOf(month).loss);
  }
});
