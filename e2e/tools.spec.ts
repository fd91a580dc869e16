import { writeFileSync } from "node:fs";
import { chromium, expect } from "@playwright/test";
import QRCode from "qrcode";
import { launchOptions } from "@/playwright.config";
import { certificateOf, verdictOf } from "./market";
import { test } from "./test";

test("a bundle dropped on /verify is checked there, also without a network", async ({ page, context }) => {
  const code = await certificateOf("gaoyuan-xn", "2026-08");
  const bundle = await (await page.request.get(`/c/${code}/bundle.json?kwh=3`)).text();
  await page.goto("/verify");
  await expect(page.locator(".verify-offline")).toHaveAttribute("data-ready", "true");
  await context.setOffline(true);
  await page.reload();
  const file = { name: "bundle.json", mimeType: "application/json", buffer: Buffer.from(bundle) };
  await page.locator('input[type="file"]').setInputFiles(file);
  expect(await verdictOf(page)).toBe("verified");
  const altered = {
    ...file,
    buffer: Buffer.from(bundle.replace(/"wh":(\d+)/, (_, wh) => `"wh":${Number(wh) + 1}`)),
  };
  await page.locator('input[type="file"]').setInputFiles(altered);
  await expect(page.locator("[data-verdict]").first()).toHaveAttribute("data-verdict", "failed");
});

test("a picture of the QR leads to the certificate", { tag: "@phone" }, async ({ page }, info) => {
  const code = await certificateOf("gaoyuan-xn", "2026-08");
  const picture = info.outputPath("qr.png");
  const host = new URL(info.project.use.baseURL ?? "").origin;
  writeFileSync(picture, await QRCode.toBuffer(`${host}/c/${code}`, { width: 600 }));
  await page.goto("/scan");
  await page.locator('input[type="file"]').setInputFiles(picture);
  await page.waitForURL(`**/c/${code}`);
  expect(await verdictOf(page)).toBe("verified");
});

const strangerFirst =
  "the camera sees a stranger's QR first: that is said, and the next one leads to the certificate";
test(strangerFirst, { tag: "@phone" }, async ({ baseURL }, info) => {
  const code = await certificateOf("gaoyuan-xn", "2026-08");
  const film = info.outputPath("camera.y4m");
  writeFileSync(film, filmOf(["https://elsewhere.invalid/", "", `${baseURL}/c/${code}`, ""]));
  const camera = [
    ...["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"],
    `--use-file-for-fake-video-capture=${film}`,
  ];
  const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, ...camera] });
  try {
    const page = await browser.newPage({ baseURL, locale: "zh-CN", permissions: ["camera"] });
    await page.goto("/scan");
    await expect(async () => {
      await page.locator(".scan-start button").click({ timeout: 1_000 });
      await expect(page.locator(".scan-camera")).toHaveAttribute("data-state", "on", { timeout: 3_000 });
    }).toPass();
    await expect(page.locator(".scan-say [data-tone=notice]")).toBeVisible();
    await page.waitForURL(`**/c/${code}`);
    expect(await verdictOf(page)).toBe("verified");
  } finally {
    await browser.close();
  }
});

/** Two seconds of each text's QR, or of nothing, as a camera's film (YUV4MPEG2: a grey plane, two of colour). */
function filmOf(texts: readonly string[]): Buffer {
  const [width, height, rate] = [640, 480, 5];
  const colour = Buffer.alloc((width * height) / 2, 128);
  const frames = texts.flatMap((text) => {
    const grey = Buffer.alloc(width * height, 200);
    if (text !== "") paint(grey, width, text);
    return Array.from({ length: 2 * rate }, () => Buffer.concat([Buffer.from("FRAME\n"), grey, colour]));
  });
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`),
    ...frames,
  ]);
}

function paint(grey: Buffer, width: number, text: string): void {
  const { size, data } = QRCode.create(text).modules;
  const dot = Math.floor(400 / size);
  for (const [at, isDark] of data.entries()) {
    if (isDark === 0) continue;
    const [left, top] = [120 + dot * (at % size), 40 + dot * Math.floor(at / size)];
    for (let y = top; y < top + dot; y++) grey.fill(16, y * width + left, y * width + left + dot);
  }
}

test("a code typed by hand: right, mistyped, and of another host", async ({ page }) => {
  const code = await certificateOf("gaoyuan-xn", "2026-08");
  await page.goto("/scan");
  const field = page.locator(".text-field");
  await field.fill(`${code.slice(0, 31)}${code.endsWith("0") ? "1" : "0"}`);
  await page.locator(".code-field button").click();
  await expect(page.locator(".code-say [data-tone]")).toBeVisible();
  await field.fill(code.toLowerCase().replace(/(.{4})/g, "$1 "));
  await page.locator(".code-field button").click();
  await page.waitForURL(`**/c/${code}`);
});

test("the log is served as tiles and the checkpoint names the market", { tag: "@desktop" }, async ({
  request,
}) => {
  const note = await (await request.get("/log/checkpoint")).text();
  expect(note).toMatch(/^demo\.lvji\.invalid\/[0-9a-f]{8}\n\d+\n/);
  const size = Number(note.split("\n")[1]);
  // The last tile, whole or in part.
  const at = Math.floor((size - 1) / 256);
  const width = size - 256 * at;
  const name = `/log/tile/0/${String(at).padStart(3, "0")}`;
  const tile = await request.get(width === 256 ? name : `${name}.p/${width}`);
  expect((await tile.body()).length).toBe(32 * width);
  expect((await request.get("/log/tile/0/999")).status()).toBe(404);
  expect(await (await request.get("/api/health")).json()).toMatchObject({ ready: true });
});
