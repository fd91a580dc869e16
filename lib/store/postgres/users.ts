import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning, markOf } from "./process-mark";

// Who uses the embedded server, one file a use, named by process and start time. Processes that died are forgotten.

let uses = 0;

/** Notes that this process uses the server; the returned function takes that back and says who still does. */
export function enter(folder: string): () => number {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mark = markOf(process.pid);
  uses += 1;
  const file = join(folder, `${mark.pid}-${mark.start || "0"}-${uses}`);
  writeFileSync(file, "");
  return () => {
    rmSync(file, { force: true });
    return remaining(folder);
  };
}

function remaining(folder: string): number {
  let count = 0;
  for (const name of readdirSync(folder)) {
    const [pid = "", start = ""] = name.split("-");
    if (isRunning({ pid: Number(pid), start: start === "0" ? "" : start })) count += 1;
    else rmSync(join(folder, name), { force: true });
  }
  return count;
}
