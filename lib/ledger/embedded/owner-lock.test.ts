import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { temporaryData } from "../test-ledger";
import { isRunning, lockedBy, type Owner, takeLock } from "./owner-lock";
import { startOf } from "./process-identity";

const drops: (() => void)[] = [];
afterEach(() => {
  for (const drop of drops.splice(0)) drop();
});

function data(): string {
  const { dataDir, drop } = temporaryData();
  drops.push(drop);
  return dataDir;
}

/** Nobody has this number, or whoever has it began at another time. */
function gone(token: string): Owner {
  return { pid: 4_194_000, started: "long ago", socket: `/nowhere/${token}`, token };
}

function living(token: string): Owner {
  return { pid: process.pid, started: startOf(process.pid) ?? "", socket: "/here", token };
}

function put(dataDir: string, name: string, owner: Owner): void {
  writeFileSync(join(dataDir, name), JSON.stringify(owner));
}

function files(dataDir: string): string[] {
  return readdirSync(dataDir).sort();
}

test("the first has it, the second is told who, and it is free again after release", () => {
  const dataDir = data();
  const first = takeLock(dataDir, "/one");
  if (!first.owned) throw new Error("not owned");
  expect(takeLock(dataDir, "/two")).toEqual({ owned: false, owner: first.lock.owner });
  expect(isRunning(first.lock.owner)).toBe(true);
  first.lock.release();
  expect(files(dataDir)).toEqual([]);
  expect(lockedBy(dataDir)).toBeUndefined();
  expect(takeLock(dataDir, "/two").owned).toBe(true);
});

test("release leaves another's lock alone", () => {
  const dataDir = data();
  const first = takeLock(dataDir, "/one");
  if (!first.owned) throw new Error("not owned");
  put(dataDir, "ledger.lock", living("somebody"));
  first.lock.release();
  expect(lockedBy(dataDir)?.token).toBe("somebody");
});

test("a lock whose owner is gone is taken over, with nothing left lying about", () => {
  const dataDir = data();
  put(dataDir, "ledger.lock", gone("a"));
  const taken = takeLock(dataDir, "/one");
  expect(taken.owned).toBe(true);
  expect(files(dataDir)).toEqual(["ledger.lock"]);
  expect(lockedBy(dataDir)?.socket).toBe("/one");
});

test("while another takes it over, that one is the owner", () => {
  const dataDir = data();
  put(dataDir, "ledger.lock", gone("a"));
  put(dataDir, "ledger.lock.after-a", living("taker"));
  expect(takeLock(dataDir, "/one")).toMatchObject({ owned: false, owner: { token: "taker" } });
  expect(lockedBy(dataDir)?.token).toBe("a");
});

test("a taker that died on the way is succeeded, and so is its successor", () => {
  const dataDir = data();
  put(dataDir, "ledger.lock", gone("a"));
  put(dataDir, "ledger.lock.after-a", gone("b"));
  put(dataDir, "ledger.lock.after-b", gone("c"));
  expect(takeLock(dataDir, "/one").owned).toBe(true);
  expect(files(dataDir)).toEqual(["ledger.lock"]);
});

test("an unreadable lock names nobody who runs", () => {
  const dataDir = data();
  for (const text of ["", "{", '{"pid":1}', "[]"]) {
    writeFileSync(join(dataDir, "ledger.lock"), text);
    const taken = takeLock(dataDir, "/one");
    expect(taken.owned, text).toBe(true);
    if (taken.owned) taken.lock.release();
  }
});

test("a process is known by its start", () => {
  expect(startOf(process.pid)).toBe(startOf(process.pid));
  expect(startOf(process.pid)).not.toBe("");
  expect(startOf(4_194_000)).toBeUndefined();
  expect(startOf(0)).toBeUndefined();
  // Process 1 belongs to somebody else perhaps, and lives.
  expect(startOf(1)).toBeTruthy();
});
