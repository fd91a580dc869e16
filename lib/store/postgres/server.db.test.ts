import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withFileLock } from "./file-lock";
import { runningPostmaster } from "./postmaster";
import { isAlive, isRunning, markOf } from "./process-mark";
import { ensurePostgres, keepPostgres, type Postgres } from "./server";
import { serverFiles } from "./server-files";

let dataDir: string;
let open: Postgres[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "lvji-server-"));
  open = [];
});
afterEach(async () => {
  for (const postgres of open) await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<Postgres> {
  const postgres = await ensurePostgres({ dataDir });
  open.push(postgres);
  return postgres;
}

async function ask(postgres: Postgres, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: postgres.connectionString });
  await client.connect();
  try {
    return (await client.query(statement)).rows[0];
  } finally {
    await client.end();
  }
}

describe("the embedded server", () => {
  it("is started once by many who ask at once, and stopped by the last who leaves", async () => {
    const all = await Promise.all([start(), start(), start()]);
    expect(all.filter(({ started }) => started)).toHaveLength(1);
    expect(new Set(all.map(({ connectionString }) => connectionString)).size).toBe(1);
    const [first, second, third] = all;
    await first?.stop();
    await second?.stop();
    expect(runningPostmaster(serverFiles(dataDir))).toBeDefined();
    await third?.stop();
    expect(runningPostmaster(serverFiles(dataDir))).toBeUndefined();
    open = [];
  });

  it("listens on loopback only, with a password", async () => {
    const postgres = await start();
    expect(await ask(postgres, "SHOW listen_addresses")).toEqual({ listen_addresses: "127.0.0.1" });
    const without = new URL(postgres.connectionString);
    without.password = "";
    const client = new pg.Client({ connectionString: without.href });
    await expect(client.connect()).rejects.toThrow();
  });

  it("is adopted when whoever started it was killed", async () => {
    const postgres = await start();
    await ask(postgres, "CREATE TABLE kept AS SELECT 1 AS n");
    // What a killed process leaves: its server, and its note that it uses it.
    rmSync(serverFiles(dataDir).users, { recursive: true });
    const adopted = await start();
    expect(adopted.started).toBe(false);
    expect(await ask(adopted, "SELECT n FROM kept")).toEqual({ n: 1 });
  });

  it("comes back on its port, with what was committed, after kill -9", async () => {
    const postgres = await start();
    await ask(postgres, "CREATE TABLE kept AS SELECT 1 AS n");
    const { pid } = runningPostmaster(serverFiles(dataDir)) ?? { pid: 0 };
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
    const again = await start();
    expect(again.started).toBe(true);
    expect(again.connectionString).toBe(postgres.connectionString);
    expect(await ask(again, "SELECT n FROM kept")).toEqual({ n: 1 });
  });

  it("is kept running while somebody keeps it", async () => {
    const postgres = await start();
    const stop = new AbortController();
    const keeping = keepPostgres({ dataDir, signal: stop.signal, log: () => {} });
    process.kill(runningPostmaster(serverFiles(dataDir))?.pid ?? 0, "SIGKILL");
    await expect
      .poll(() => ask(postgres, "SELECT 1 AS n").catch(() => undefined), { timeout: 20_000 })
      .toEqual({ n: 1 });
    stop.abort();
    await keeping;
  });

  it("uses DATABASE_URL as it is", async () => {
    const given = await ensurePostgres({ dataDir, databaseUrl: "postgresql://elsewhere/db" });
    expect(given).toMatchObject({ connectionString: "postgresql://elsewhere/db", started: false });
    expect(existsSync(serverFiles(dataDir).home)).toBe(false);
  });

  it("starts for root in a folder that nobody else may enter", async () => {
    chmodSync(dataDir, 0o700);
    expect((await start()).started).toBe(true);
  });
});

describe("a file lock", () => {
  it("lets one in at a time", async () => {
    const path = join(dataDir, "lock");
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((done) => setTimeout(done, 5));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withFileLock(path, work)));
    expect(most).toBe(1);
    expect(existsSync(path)).toBe(false);
  });
  it("is taken over from a process that is gone, also when its number was given again", async () => {
    const path = join(dataDir, "lock");
    const { writeFileSync } = await import("node:fs");
    writeFileSync(path, JSON.stringify({ pid: process.pid, start: "1" }));
    expect(isRunning({ pid: process.pid, start: "1" })).toBe(markOf(process.pid).start === "");
    expect(await withFileLock(path, async () => "done")).toBe("done");
  });
});
