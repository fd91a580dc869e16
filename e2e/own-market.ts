import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const patienceMs = 5 * 60_000;

/** A market from nothing on a free port, for journeys that fill one. */
export interface OwnMarket {
  readonly url: string;
  readonly dataDir: string;
  /** Path of the one-time link for the exchange's first account. */
  readonly setupPath: string;
  /** Runs the command line on it. */
  lvji(...args: string[]): Promise<unknown>;
  /** Ends it the hard way (kill -9) and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** `LVJI_E2E_DEV=1` serves the pages as they are edited instead of a build. */
export async function openOwnMarket(more: Readonly<Record<string, string>> = {}): Promise<OwnMarket> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), "lvji-own-"));
  const url = `http://localhost:${port}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    LVJI_DEMO: "0",
    LVJI_DATA: dataDir,
    PORT: String(port),
    PUBLIC_URL: url,
    ...more,
  };
  delete env.DATABASE_URL;
  let started = await start(env, url);
  const stop = async (signal: NodeJS.Signals) => {
    const gone = new Promise((resolve) => started.up.once("exit", resolve));
    started.up.kill(signal);
    await gone;
  };
  return {
    url,
    dataDir,
    setupPath: /(\/setup\/[^\s]+)/.exec(started.output)?.[1] ?? "",
    async lvji(...args) {
      const script = ["scripts/lvji.mjs", ...args, "--json"];
      // A file with refused rows ends with 1 and still answers.
      const { stdout } = await run(process.execPath, script, { env, maxBuffer: 1 << 28 }).catch(
        (failed: { stdout: string }) => failed,
      );
      return JSON.parse(stdout);
    },
    async restart() {
      await stop("SIGKILL");
      started = await start(env, url);
    },
    async stop() {
      await stop("SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function start(env: NodeJS.ProcessEnv, url: string): Promise<{ up: ChildProcess; output: string }> {
  const args = process.env.LVJI_E2E_DEV ? ["scripts/up.mjs", "--dev"] : ["scripts/up.mjs"];
  const up = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no market in time:\n${output}`)), patienceMs);
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!output.includes(`ready ${url}`)) return;
      clearTimeout(timer);
      resolve({ up, output });
    };
    up.stdout?.on("data", take);
    up.stderr?.on("data", take);
    up.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the market ended with ${code}:\n${output}`));
    });
  });
}
