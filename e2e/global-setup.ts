import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { e2ePort } from "../playwright.config";
import { startIdentityProvider } from "./identity-provider";

const patienceMs = 8 * 60_000;

/** Starts the application the way a new user does, `npm run up`, on a fresh market; stops it afterwards. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const dataDir = process.env.LVJI_E2E_DATA ?? mkdtempSync(join(tmpdir(), "lvji-e2e-"));
  process.env.LVJI_E2E_DIR = dataDir;
  const provider = await startIdentityProvider(e2ePort + 1, `http://localhost:${e2ePort}`);
  const env = {
    ...process.env,
    ...provider.env,
    LVJI_DATA: dataDir,
    PORT: String(e2ePort),
    PUBLIC_URL: `http://localhost:${e2ePort}`,
  };
  const up = spawn(process.execPath, ["scripts/up.mjs"], { env, stdio: ["ignore", "pipe", "pipe"] });
  await ready(up);
  return async () => {
    const gone = new Promise((resolve) => up.once("exit", resolve));
    up.kill("SIGTERM");
    await gone;
    await provider.stop();
    if (!process.env.LVJI_E2E_DATA) rmSync(dataDir, { recursive: true, force: true });
  };
}

function ready(up: ChildProcess): Promise<void> {
  let output = "";
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`npm run up was not ready in time:\n${output}`)),
      patienceMs,
    );
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!output.includes(`ready http://localhost:${e2ePort}`)) return;
      clearTimeout(timer);
      resolve();
    };
    up.stdout?.on("data", take);
    up.stderr?.on("data", take);
    up.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`npm run up ended with ${code}:\n${output}`));
    });
  });
}
