// npm test: everything, from a fresh clone, and a closing line with the counts.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { check } from "./check.mjs";
import { ensureInstalled, root, run, say } from "./install.mjs";

const bin = (name) => join(root, "node_modules", ".bin", name);
const reports = join(root, ".tmp", "reports");
const total = { passed: 0, failed: 0, skipped: 0 };

function add(name, counts) {
  for (const key of Object.keys(total)) total[key] += counts[key] ?? 0;
  say(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped ?? 0} skipped`);
}

/** Runs a step; its output goes straight through. */
function stream(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", 2, 2],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1", FORCE_COLOR: undefined, ...env },
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

async function vitest(name, config) {
  const file = join(reports, `${config}.json`);
  const args = ["run", "--config", config, "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const code = await stream(bin("vitest"), args);
  const report = readReport(file);
  const counts = {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  add(name, counts);
}

/** The browser the end-to-end specs drive: a system Chromium, Playwright's own, or one fetched now. */
export function ensureBrowser() {
  if (process.env.CHROMIUM_PATH || existsSync("/usr/bin/chromium")) return true;
  if (process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("Installing Chromium and a Chinese font …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["update", "-qq"], { env });
    const packages = ["chromium", "fonts-noto-cjk"];
    if (run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { env }))
      return true;
  }
  return run(bin("playwright"), ["install", "chromium"]);
}

async function endToEnd() {
  if (!existsSync(join(root, "playwright.config.ts"))) return;
  if (!ensureBrowser()) {
    const required = process.env.CI === "true";
    say("No Chromium could be installed: the end-to-end specs did not run.");
    add("end to end (chromium)", { passed: 0, failed: required ? 1 : 0, skipped: required ? 0 : 1 });
    return;
  }
  const file = join(reports, "e2e.json");
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const code = await stream(bin("playwright"), ["test", "--reporter=list,json"], env);
  const stats = readReport(file)?.stats;
  const counts = {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
    skipped: stats?.skipped ?? 0,
  };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  add("end to end", counts);
}

ensureInstalled();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
if (!existsSync(join(root, "..", "shared", "vectors")))
  say("The published vectors are not here: their tests are skipped.");
if (spawnSync("openssl", ["version"]).status !== 0) say("openssl is not here: its SM2 oracle is skipped.");
add("check", { ...(await check()), skipped: 0 });
await vitest("unit, properties, vectors", "vitest.config.ts");
if (existsSync(join(root, "vitest.db.config.ts")))
  await vitest("database, ledger, jobs", "vitest.db.config.ts");
await endToEnd();
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed === 0 ? 0 : 1);
