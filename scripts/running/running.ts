import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning, markOf, type ProcessMark } from "@/lib/store/postgres/process-mark";

// LVJI_DATA/up.json: which process runs this market, and which web server it started.

interface Running {
  readonly up: ProcessMark;
  readonly port: number;
  readonly web?: ProcessMark;
}

const fileOf = (dataDir: string) => join(dataDir, "up.json");

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
