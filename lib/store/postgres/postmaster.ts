import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { isAlive } from "./process-mark";
import type { ServerFiles } from "./server-files";

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The server that runs on this data directory, as its own postmaster.pid tells, if it is alive. */
export function runningPostmaster(files: ServerFiles): Postmaster | undefined {
  const file = join(files.data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 1 || !Number.isInteger(port) || port <= 0) return undefined;
  return isAlive(pid) ? { pid, port } : undefined;
}

/** The port used last time if it is free, else any free one, on loopback. */
export async function choosePort(files: ServerFiles): Promise<number> {
  const remembered = existsSync(files.port) ? Number(readFileSync(files.port, "utf8")) : 0;
  if (Number.isInteger(remembered) && remembered > 0) {
    const port = await tryPort(remembered);
    if (port !== undefined) return port;
  }
  const port = await tryPort(0);
  if (port === undefined) throw new Error("no free port on loopback");
  return port;
}

/** The port if nothing listens there (0: a free one), else undefined. */
export function tryPort(port: number, host = "127.0.0.1"): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === "object" && address !== null ? address.port : undefined;
      server.close(() => done(found));
    });
  });
}
