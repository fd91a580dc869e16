import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runningPostmaster } from "@/lib/store/postgres/postmaster";
import { serverFiles } from "@/lib/store/postgres/server-files";

const folders = new Set<string>();

/** A data directory that does not outlive this process, nor does the PostgreSQL in it, unless it is killed with -9. */
export function throwAwayFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lvji-"));
  // PostgreSQL may run as another user, who has to pass through.
  chmodSync(folder, 0o711);
  folders.add(folder);
  return folder;
}

/** Ends what still runs there, at once and without asking, and removes it. */
export function throwAway(folder: string): void {
  killPostgres(folder, "SIGQUIT");
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  folders.delete(folder);
}

/** The server of a data directory of ours. SIGQUIT ends it without a checkpoint, SIGKILL as a crash would. */
export function killPostgres(folder: string, signal: "SIGQUIT" | "SIGKILL"): void {
  const running = runningPostmaster(serverFiles(folder));
  if (running) process.kill(running.pid, signal);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    for (const folder of folders) throwAway(folder);
    process.exit(130);
  });
}
