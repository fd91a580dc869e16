import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, markOf, type ProcessMark } from "./process-mark";
import { StoreUnavailable } from "./unavailable";

const minuteMs = 60_000;

/** Runs `work` while holding the lock file; a lock left by a process that died is taken over. */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  patienceMs = minuteMs,
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  while (!tryLock(path)) {
    breakIfAbandoned(path);
    if (performance.now() > deadline) {
      throw new StoreUnavailable(
        "locked",
        `${path} has been held for ${patienceMs / minuteMs} min: stop the process named in it`,
      );
    }
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

// Linking a finished file makes the lock appear with its content, so nobody reads an empty one.
function tryLock(path: string): boolean {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, JSON.stringify(markOf(process.pid)), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

// Renaming first lets exactly one of several waiters break it, and shows whether it broke the one it had read.
function breakIfAbandoned(path: string): void {
  const holder = holderOf(path);
  if (holder === undefined || isRunning(holder)) return;
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = holderOf(aside);
  if (moved !== undefined && isRunning(moved)) {
    try {
      linkSync(aside, path);
    } catch {
      // Somebody else holds it by now; the one moved aside will find its lock gone when it lets go.
    }
  }
  rmSync(aside, { force: true });
}

function holderOf(path: string): ProcessMark | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isMark(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMark(value: unknown): value is ProcessMark {
  if (typeof value !== "object" || value === null || !("pid" in value) || !("start" in value)) return false;
  return typeof value.pid === "number" && typeof value.start === "string";
}
