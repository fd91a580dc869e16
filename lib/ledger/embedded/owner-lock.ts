/**
 * Exactly one process owns an embedded ledger. The lock is a file that names it by pid and start time; the file of
 * an owner that is gone is taken over, by one taker only.
 */
import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startOf } from "./process-identity";

export interface Owner {
  readonly pid: number;
  readonly started: string;
  /** Where it listens. */
  readonly socket: string;
  /** Tells two turns of one process apart. */
  readonly token: string;
}

export type LockResult =
  | { readonly owned: true; readonly lock: OwnerLock }
  | { readonly owned: false; readonly owner: Owner };

export interface OwnerLock {
  readonly owner: Owner;
  release(): void;
}

const LOCK_NAME = "ledger.lock";

/** Takes the lock in `dataDir`, or says who has it. */
export function takeLock(dataDir: string, socket: string): LockResult {
  const path = join(dataDir, LOCK_NAME);
  const self: Owner = {
    pid: process.pid,
    started: startOf(process.pid) ?? "",
    socket,
    token: randomBytes(8).toString("hex"),
  };
  for (;;) {
    if (createAs(path, self)) return owned(path, self);
    const owner = readOwner(path);
    if (owner === undefined) continue;
    if (isRunning(owner)) return { owned: false, owner };
    const winner = takeOver(path, owner, self);
    if (winner === "taken") return owned(path, self);
    if (winner !== "again") return { owned: false, owner: winner };
  }
}

/** The owner the lock names, whether it runs or not. */
export function lockedBy(dataDir: string): Owner | undefined {
  return readOwner(join(dataDir, LOCK_NAME));
}

/** Whether the process that made this lock still runs. */
export function isRunning(owner: Owner): boolean {
  return startOf(owner.pid) === owner.started;
}

/**
 * Replaces the lock of an owner that is gone. The right to do so is a file named after that owner's token, which
 * one process can create; if that one is gone too, the right to replace it is again such a file, and so on. The
 * lock is read once more under that right: whoever lost the race finds the winner's there and steps back.
 */
function takeOver(path: string, gone: Owner, self: Owner): "taken" | "again" | Owner {
  const rights: string[] = [];
  for (let predecessor = gone; ; ) {
    const right = `${path}.after-${predecessor.token}`;
    rights.push(right);
    if (createAs(right, self)) break;
    const taker = readOwner(right);
    if (taker === undefined) return "again";
    if (isRunning(taker)) return taker;
    predecessor = taker;
  }
  const mine = rights.at(-1) ?? path;
  if (readOwner(path)?.token !== gone.token) {
    rmSync(mine, { force: true });
    return "again";
  }
  const fresh = `${path}.${self.token}`;
  writeFileSync(fresh, JSON.stringify(self), { mode: 0o600 });
  renameSync(fresh, path);
  for (const right of rights) rmSync(right, { force: true });
  return "taken";
}

function owned(path: string, owner: Owner): LockResult {
  const release = () => {
    if (readOwner(path)?.token === owner.token) rmSync(path, { force: true });
  };
  return { owned: true, lock: { owner, release } };
}

/** Makes the file with its content at once (a link to a finished one); false where there is one already. */
function createAs(path: string, owner: Owner): boolean {
  const draft = `${path}.${owner.token}`;
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** undefined where there is no file; a file that a crash left unreadable names nobody who runs. */
function readOwner(path: string): Owner | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  return parseOwner(text) ?? { pid: 0, started: "", socket: "", token: "unreadable" };
}

function parseOwner(text: string): Owner | undefined {
  try {
    const { pid, started, socket, token }: Partial<Owner> = JSON.parse(text);
    if (typeof pid !== "number" || typeof started !== "string") return undefined;
    if (typeof socket !== "string" || typeof token !== "string") return undefined;
    return { pid, started, socket, token };
  } catch {
    return undefined;
  }
}
