import { type StdioOptions, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { withFileLock } from "@/lib/store/postgres/file-lock";
import { Advice } from "./options";

/** What the built pages are made of. */
const sources = ["app", "components", "lib", "public", "prisma"];
const files = [
  "package-lock.json",
  "next.config.ts",
  "proxy.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
];
const passedOver = /(\.test\.tsx?|\/generated|\/verifier|\/sw\.js|\/messages\.d\.ts)$/;
/** Another `up` of this clone builds first: minutes on a slow machine. */
const patienceMs = 600_000;
/** A build left by somebody who was killed, or under way elsewhere, is waited for: two minutes. */
const mostWaits = 60;
const stamp = join(".next", "lvji-build");

/** Builds the web pages unless what they are made of is what was built last. Returns whether it built; ends with the signal. */
export async function buildIfChanged(log: (line: string) => void, signal: AbortSignal): Promise<boolean> {
  return withFileLock(
    join(".tmp", "build.lock"),
    async () => {
      const wanted = sourceHash();
      if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
      log("building the pages");
      rmSync(stamp, { force: true });
      const whole = await nextBuild(signal);
      if (whole) writeFileSync(stamp, wanted);
      return whole;
    },
    patienceMs,
  );
}

function sourceHash(): string {
  const hash = createHash("sha256");
  const take = (path: string) => hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  const walk = (folder: string) => {
    for (const item of readdirSync(folder, { withFileTypes: true }).sort(byName)) {
      const path = `${folder}/${item.name}`;
      if (passedOver.test(path)) continue;
      if (item.isDirectory()) walk(path);
      else take(path);
    }
  };
  for (const folder of sources) if (existsSync(folder)) walk(folder);
  for (const file of files) if (existsSync(file)) take(file);
  return hash.digest("hex");
}

function byName(a: { name: string }, b: { name: string }): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

/** Runs `next build`, silently unless it fails. False when the signal ended it. Throws Advice. */
async function nextBuild(signal: AbortSignal): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    const { code, output } = await run(["node_modules/next/dist/bin/next", "build"], signal);
    if (code === 0) return true;
    if (signal.aborted) return false;
    const isTaken = output.includes("Another next build process is already running");
    if (isTaken && attempt < mostWaits) {
      await sleep(2000, undefined, { signal }).catch(() => {});
      continue;
    }
    process.stderr.write(output);
    throw new Advice("next build failed: see the lines above");
  }
}

async function run(args: readonly string[], signal: AbortSignal) {
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const guard = pathToFileURL(join("scripts", "running", "end-with-parent.mjs")).href;
  const stdio: StdioOptions = ["ignore", "pipe", "pipe"];
  const child = spawn(process.execPath, ["--import", guard, ...args], { env, stdio, signal });
  child.on("error", () => {});
  let output = "";
  const take = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on("data", take);
  child.stderr?.on("data", take);
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, output };
}
