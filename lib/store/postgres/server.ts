import { chmodSync, existsSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Binaries, findBinaries } from "./binaries";
import { withFileLock } from "./file-lock";
import { chooseIdentity, type Identity, ownerOf } from "./identity";
import { choosePort, type Postmaster, runningPostmaster } from "./postmaster";
import { runProgram } from "./run-program";
import {
  makeDataDir,
  makeHome,
  passwordOf,
  type ServerFiles,
  serverFiles,
  withServerFile,
} from "./server-files";
import { StoreUnavailable } from "./unavailable";
import { enter } from "./users";

const user = "lvji";
const database = "lvji";
const leastFreeBytes = 300 * 1024 * 1024;
const startPatienceMs = 20_000;

// Loopback only, no socket file; text orders by bytes because initdb runs with locale C.
const settings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
shared_buffers = '256MB'
max_wal_size = '2GB'
wal_compression = on
jit = off
`;

export interface Postgres {
  readonly connectionString: string;
  /** Whether this call started it (false: it ran already, or is somebody else's). */
  readonly started: boolean;
  /** Lets go of it. The embedded server is stopped when nobody else on this machine uses it. */
  stop(): Promise<void>;
}

/**
 * A PostgreSQL to work with: DATABASE_URL's when set, else the embedded one of this data directory, started or, when
 * one still runs there (its parent was killed), adopted. Safe to call from several processes at once.
 * Throws StoreUnavailable with one line of advice.
 */
export async function ensurePostgres(options: {
  dataDir: string;
  databaseUrl?: string | undefined;
  log?: (line: string) => void;
}): Promise<Postgres> {
  if (options.databaseUrl) {
    return { connectionString: options.databaseUrl, started: false, stop: async () => {} };
  }
  const dataDir = resolve(options.dataDir);
  makeDataDir(dataDir);
  const files = serverFiles(dataDir);
  return withFileLock(files.lock, async () => {
    const { port, started } = await bringUp(files, options.log ?? (() => {}));
    const leave = enter(files.users);
    return { connectionString: addressOf(files, port, database), started, stop: () => release(files, leave) };
  });
}

/**
 * Looks once a second whether the embedded server of this data directory runs, and starts it on its port again where
 * it was killed. For the process that keeps a market open; ends with the signal.
 */
export async function keepPostgres(options: {
  dataDir: string;
  signal: AbortSignal;
  log: (line: string) => void;
}): Promise<void> {
  const files = serverFiles(resolve(options.dataDir));
  while (!options.signal.aborted) {
    await sleep(1000, undefined, { signal: options.signal }).catch(() => {});
    if (options.signal.aborted || runningPostmaster(files) !== undefined) continue;
    options.log("PostgreSQL went away");
    await withFileLock(files.lock, () => bringUp(files, options.log)).catch((error: unknown) =>
      options.log(error instanceof StoreUnavailable ? error.advice : String(error)),
    );
  }
}

async function bringUp(files: ServerFiles, log: (line: string) => void) {
  const found = runningPostmaster(files);
  if (found !== undefined && (await answers(files, found))) return { port: found.port, started: false };
  const port = await start(files, log);
  return { port, started: true };
}

async function start(files: ServerFiles, log: (line: string) => void): Promise<number> {
  const binaries = findBinaries();
  const made = existsSync(join(files.data, "PG_VERSION"));
  refuseFullDisk(files);
  const existing = made ? { existing: files.data } : {};
  const identity = chooseIdentity({ programs: binaries.root, home: join(files.home, ".."), ...existing });
  makeHome(files, ownerOf(identity));
  if (!made) await initialise(binaries, identity, files, log);
  const port = await choosePort(files);
  await startOn(binaries, identity, files, port);
  writeFileSync(files.port, String(port));
  await createDatabase(files, port);
  log(`PostgreSQL started on 127.0.0.1:${port}`);
  return port;
}

// After kill -9 its orphans hold the shared memory for a moment, and the start is refused: try again for a while.
async function startOn(
  binaries: Binaries,
  identity: Identity,
  files: ServerFiles,
  port: number,
): Promise<void> {
  const args = ["-w", "-t", "60", "-D", files.data, "-l", files.log, "-o", `-p ${port}`, "start"];
  const deadline = performance.now() + startPatienceMs;
  for (;;) {
    try {
      await runProgram(identity, binaries.pgCtl, args);
      return;
    } catch (error) {
      const final = !(error instanceof StoreUnavailable) || error.code !== "start-failed";
      if (final || performance.now() > deadline) throw withLogHint(error, files);
      await sleep(300);
    }
  }
}

function withLogHint(error: unknown, files: ServerFiles): unknown {
  if (!(error instanceof StoreUnavailable) || error.code !== "start-failed") return error;
  return new StoreUnavailable("start-failed", `PostgreSQL did not start: see ${files.log}`, error);
}

// Made aside and renamed, so that an interrupted initdb leaves nothing that looks like a database.
async function initialise(
  binaries: Binaries,
  identity: Identity,
  files: ServerFiles,
  log: (line: string) => void,
) {
  log("making an embedded PostgreSQL");
  const fresh = `${files.data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const passwordFile = join(files.home, "password.tmp");
  const args = [
    "-D",
    fresh,
    "-U",
    user,
    "-E",
    "UTF8",
    "--locale=C",
    "-A",
    "scram-sha-256",
    `--pwfile=${passwordFile}`,
  ];
  await withServerFile(passwordFile, passwordOf(files), ownerOf(identity), () =>
    runProgram(identity, binaries.initdb, args),
  );
  writeFileSync(join(fresh, "postgresql.conf"), settings, { flag: "a" });
  chmodSync(fresh, 0o700);
  renameSync(fresh, files.data);
}

function refuseFullDisk(files: ServerFiles): void {
  const disk = statfsSync(join(files.home, ".."));
  const free = disk.bavail * disk.bsize;
  if (free >= leastFreeBytes) return;
  const megabytes = Math.floor(free / 1024 / 1024);
  throw new StoreUnavailable(
    "no-disk",
    `only ${megabytes} MB are free where LVJI_DATA is: free at least 300 MB`,
  );
}

async function createDatabase(files: ServerFiles, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf(files, port, "postgres") });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}

// A server that was just started, or recovers after a crash, refuses for a while: wait as long as it lives.
async function answers(files: ServerFiles, found: Postmaster): Promise<boolean> {
  const deadline = performance.now() + startPatienceMs;
  while (performance.now() < deadline) {
    try {
      await createDatabase(files, found.port);
      return true;
    } catch {
      if (runningPostmaster(files)?.pid !== found.pid) return false;
      await sleep(100);
    }
  }
  throw new StoreUnavailable(
    "unreachable",
    `process ${found.pid} holds ${files.data} but does not answer: stop it`,
  );
}

async function release(files: ServerFiles, leave: () => number): Promise<void> {
  await withFileLock(files.lock, async () => {
    if (leave() > 0 || runningPostmaster(files) === undefined) return;
    const binaries = findBinaries();
    const identity = chooseIdentity({ programs: binaries.root, home: files.home, existing: files.data });
    await runProgram(identity, binaries.pgCtl, ["-w", "-t", "60", "-D", files.data, "-m", "fast", "stop"]);
  });
}

function addressOf(files: ServerFiles, port: number, name: string): string {
  return `postgresql://${user}:${passwordOf(files)}@127.0.0.1:${port}/${name}`;
}
