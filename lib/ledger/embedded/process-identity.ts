/** Which process is meant by a pid: the same number is given to another one after a while. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** When the process began, as text that only one process with this pid can have; undefined if there is none. */
export function startOf(pid: number): string | undefined {
  if (pid <= 0 || !isAlive(pid)) return undefined;
  return startFromProc(pid) ?? startFromPs(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Linux: clock ticks since boot (field 22 of /proc/<pid>/stat) and which boot that was. A zombie is dead. */
function startFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is the command in parentheses and may hold anything, blanks included.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return "";
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()}/${fields[19] ?? ""}`;
  } catch {
    return undefined;
  }
}

function startFromPs(pid: number): string | undefined {
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "latin1" }).trim();
  } catch {
    return undefined;
  }
}
