import { existsSync } from "node:fs";
import { defineConfig, devices, type PlaywrightTestConfig } from "@playwright/test";

/** A market of its own on its own port (the one after it is the identity provider's): the specs never touch a running one. */
export const e2ePort = Number(process.env.LVJI_E2E_PORT ?? 3940);

const systemChromium = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

export const launchOptions = {
  ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
  ],
};

type Project = NonNullable<PlaywrightTestConfig["projects"]>[number];

function project(name: string, device: string, locale: string, colorScheme: "light" | "dark"): Project {
  return {
    name,
    use: { ...devices[device], browserName: "chromium", channel: undefined, locale, colorScheme },
  };
}

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // Patience costs nothing where a test passes: a loaded machine is several times as slow as a quiet one.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: `http://localhost:${e2ePort}`,
    launchOptions,
    // What stood on the page at each step is kept of a test that fails; a film of it would cost every test.
    trace: { mode: "retain-on-failure", screenshots: false },
  },
  // Two languages on two devices. What looks the same on both is asked once: by its tag, or a whole file of it here.
  projects: [
    {
      ...project("phone-zh", "Pixel 7", "zh-CN", "light"),
      grepInvert: /@desktop/,
      testIgnore: /access|keyboard|dashboard-figures/,
    },
    {
      ...project("desktop-en", "Desktop Chrome", "en-US", "dark"),
      grepInvert: /@phone/,
      testIgnore: /altered|overview-figures/,
    },
    { ...project("phone-en", "Pixel 7", "en-US", "dark"), grepInvert: /@twice/, testMatch: /pages/ },
    {
      ...project("desktop-zh", "Desktop Chrome", "zh-CN", "light"),
      grepInvert: /@twice/,
      testMatch: /pages/,
    },
  ],
});
