import { expect, type Page } from "@playwright/test";
import { certificateOf, verdictOf } from "./market";
import { test } from "./test";

type Bundle = Record<string, unknown> & {
  entries: { entry: string }[];
  lines: { openings: Record<string, [string, unknown]> }[];
  kwh?: { readings: { wh: number }[]; range: { segments: string[] } };
  checkpoint: string;
};

/** The page with its bundle changed on the way, as a lying host would. */
async function openAltered(page: Page, code: string, change: (bundle: Bundle) => void): Promise<void> {
  await page.route("**/bundle.json*", async (route) => {
    const answer = await route.fetch();
    const bundle = (await answer.json()) as Bundle;
    change(bundle);
    await route.fulfill({ response: answer, json: bundle });
  });
  await page.goto(`/c/${code}?kwh=5`);
}

const lies: readonly [name: string, check: string, change: (bundle: Bundle) => void][] = [
  ["a settled quantity", "line", (bundle) => setOpening(bundle, "settledKwh", 999999)],
  ["a reading", "reading", (bundle) => bumpReading(bundle)],
  ["a segment", "segment", (bundle) => bumpSegment(bundle)],
  ["an entry of the log", "inclusion", (bundle) => alterEntry(bundle)],
  ["the signed tree head", "log-signature", (bundle) => alterCheckpoint(bundle)],
];

function setOpening(bundle: Bundle, field: string, value: unknown): void {
  const opening = bundle.lines[0]?.openings[field];
  if (opening) opening[1] = value;
}

function bumpReading(bundle: Bundle): void {
  const reading = bundle.kwh?.readings[0];
  if (reading) reading.wh += 1;
}

function bumpSegment(bundle: Bundle): void {
  const segments = bundle.kwh?.range.segments;
  if (segments?.[0]) segments[0] = `${segments[0].slice(0, 4)}0001${segments[0].slice(8)}`;
}

function alterEntry(bundle: Bundle): void {
  const entry = bundle.entries.find(({ entry }) => entry.includes('"type":"plant.register"'));
  if (entry)
    entry.entry = entry.entry.replace(
      /"capacityKw":(\d)/,
      (_, digit) => `"capacityKw":${digit === "9" ? 8 : 9}`,
    );
}

function alterCheckpoint(bundle: Bundle): void {
  const lines = bundle.checkpoint.split("\n");
  lines[1] = String(Number(lines[1]) + 1);
  bundle.checkpoint = lines.join("\n");
}

for (const [name, check, change] of lies) {
  test(`objects to ${name} that was changed, and names the check`, async ({ page }) => {
    await openAltered(page, await certificateOf("xinghe-zz", "2026-09"), change);
    expect(await verdictOf(page)).toBe("failed");
    await expect(page.locator(`[data-check="${check}"]`)).toHaveAttribute("data-ok", "false");
    await expect(page.locator("[data-total-kwh]")).toHaveCount(0);
  });
}

test("objects when the server prints another number than the proof", async ({ page }) => {
  const code = await certificateOf("xinghe-zz", "2026-09");
  await page.route(`**/c/${code}?kwh=5`, async (route) => {
    const answer = await route.fetch();
    const html = await answer.text();
    await route.fulfill({
      response: answer,
      body: html.replace(/(settledKwh\\?":)(\d)/g, (_, key, digit) => `${key}${digit === "9" ? 8 : 9}`),
    });
  });
  await page.goto(`/c/${code}?kwh=5`);
  expect(await verdictOf(page)).toBe("failed");
});

test("a print with one character changed is not this certificate's", async ({ page }) => {
  const code = await certificateOf("xinghe-zz", "2026-09");
  await page.goto(`/c/${code}?v=00000000000000000000000000`);
  expect(await verdictOf(page)).toBe("failed");
  await expect(page.locator('[data-check="qr"]')).toHaveAttribute("data-ok", "false");
});

test("a print that names other members is refused before the page can say anything", async ({ page }) => {
  const code = await certificateOf("xinghe-zz", "2026-09");
  await page.goto(`/c/${code}?t=0000000000000000`);
  expect(await verdictOf(page)).toBe("failed");
  await expect(page.locator('[data-check="roster"]')).toHaveAttribute("data-ok", "false");
});
