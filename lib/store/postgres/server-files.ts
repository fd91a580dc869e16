import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fchownSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";

/** Where an embedded server keeps its things below LVJI_DATA. */
export interface ServerFiles {
  /** The server's own folder: data, log, port. */
  readonly home: string;
  readonly data: string;
  readonly log: string;
  readonly port: string;
  readonly password: string;
  readonly users: string;
  readonly lock: string;
}

export function serverFiles(dataDir: string): ServerFiles {
  const root = resolve(dataDir);
  const home = join(root, "postgres");
  return {
    home,
    data: join(home, "data"),
    log: join(home, "server.log"),
    // Not in `home`: what its owner could turn into a link is not for this process to write.
    port: join(root, "keys", "postgres.port"),
    password: join(root, "keys", "postgres.password"),
    users: join(root, "postgres-users"),
    lock: join(root, "postgres.lock"),
  };
}

/**
 * Makes LVJI_DATA, where others may pass through but not list, for PostgreSQL may run as another user; and what
 * nobody else may enter.
 */
export function makeDataDir(dataDir: string): void {
  if (!existsSync(dataDir)) {
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, 0o711);
  }
  // Keys and databases of a market somebody makes inside a clone are no files to commit.
  if (!existsSync(join(dataDir, ".gitignore"))) writeFileSync(join(dataDir, ".gitignore"), "*\n");
  for (const name of ["keys", "ledger"]) mkdirSync(join(dataDir, name), { recursive: true, mode: 0o700 });
}

/** Makes the server's folder, owned by whoever runs it. */
export function makeHome(files: ServerFiles, owner: number | undefined): void {
  mkdirSync(files.home, { recursive: true, mode: 0o700 });
  chmodSync(files.home, 0o700);
  if (owner !== undefined) chownSync(files.home, owner, owner);
}

/** The server's password, made at the first call. */
export function passwordOf(files: ServerFiles): string {
  if (!existsSync(files.password)) {
    writeFileSync(files.password, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
  }
  return readFileSync(files.password, "utf8");
}

/** Writes a file only the server reads, for as long as `work` takes. */
export async function withServerFile<T>(
  path: string,
  text: string,
  owner: number | undefined,
  work: () => Promise<T>,
): Promise<T> {
  rmSync(path, { force: true });
  // Exclusive, and owned through the descriptor: a link planted at `path` is neither followed nor handed over.
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, text);
    if (owner !== undefined) fchownSync(file, owner, owner);
  } finally {
    closeSync(file);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
