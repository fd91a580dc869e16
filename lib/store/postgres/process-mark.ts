import { readFileSync } from "node:fs";

/** A process named so that a later one with the same number is not mistaken for it. */
export interface ProcessMark {
  readonly pid: number;
  /** Start time in kernel ticks since boot; "" where the system does not say. */
  readonly start: string;
}

export function markOf(pid: number): ProcessMark {
  return { pid, start: startOf(pid) };
}

/** Whether the marked process still runs. */
export function isRunning(mark: ProcessMark): boolean {
  if (!isAlive(mark.pid)) return false;
  return mark.start === "" || mark.start === startOf(mark.pid);
}

/** Whether any process has this number, and is more than a body waiting to be collected. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return statOf(pid)[0] !== "Z";
}

function startOf(pid: number): string {
  return statOf(pid)[19] ?? "";
}

/** Fields of /proc/<pid>/stat from the third (state) on; the second may itself hold blanks and brackets. */
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
