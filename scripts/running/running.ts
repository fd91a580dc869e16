import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withFileLock } from "@/lib/store/postgres/file-lock";
import { isRunning, markOf, type ProcessMark } from "@/lib/store/postgres/process-mark";
import { makeDataDir } from "@/lib/store/postgres/server-files";

// LVJI_DATA/up.json: which process runs this market, and which web server it started.

interface Running {
  readonly up: ProcessMark;
  readonly port: number;
  readonly web?: ProcessMark;
}

const fileOf = (dataDir: string) => join(dataDir, "up.json");

/** Takes the data directory for this process, or answers whose it is: of two that begin at once, one does. */
export async function claimOrFind(dataDir: string, port: number): Promise<Running | undefined> {
  makeDataDir(dataDir);
  return withFileLock(join(dataDir, "up.lock"), async () => {
    const running = findRunning(dataDir);
    if (running === undefined) noteRunning(dataDir, port);
    return running;
  });
}

/** True once the market of that `up` is served, false when it ended before. */
export async function servedBy({ up, port }: Running): Promise<boolean> {
  while (isRunning(up)) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
    if (answer?.ok) return true;
    await sleep(500);
  }
  return false;
}

/** The `up` that runs on this data directory. A web server that outlived its own is ended. */
export function findRunning(dataDir: string): Running | undefined {
  const found = read(dataDir);
  if (found === undefined || found.up.pid === process.pid) return undefined;
  if (isRunning(found.up)) return found;
  if (found.web !== undefined && isRunning(found.web)) process.kill(found.web.pid, "SIGKILL");
  return undefined;
}

/** Notes this process, and the web server once there is one. */
export function noteRunning(dataDir: string, port: number, webPid?: number): void {
  const web = webPid === undefined ? {} : { web: markOf(webPid) };
  writeFileSync(fileOf(dataDir), JSON.stringify({ up: markOf(process.pid), port, ...web }), { mode: 0o600 });
}

export function forgetRunning(dataDir: string): void {
  if (read(dataDir)?.up.pid === process.pid) rmSync(fileOf(dataDir), { force: true });
}

function read(dataDir: string): Running | undefined {
  try {
    const value: Partial<Running> = JSON.parse(readFileSync(fileOf(dataDir), "utf8"));
    return value.up && typeof value.port === "number"
      ? { ...value, up: value.up, port: value.port }
      : undefined;
  } catch {
    return undefined;
  }
}
