/** Several processes and one ledger: who owns it, what the others do, and what a killed owner leaves behind. */
import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { openLedger, socketPath } from "../open";
import { channelCommand, founded, headsOf, TEST_TIME, temporaryData } from "../test-ledger";
import { checkSound, insist } from "../test-soundness";
import { lockedBy } from "./owner-lock";

const SCRIPT = join(process.cwd(), "lib/ledger/embedded/test-process.ts");
const clock = () => TEST_TIME;
const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function data(): string {
  const { dataDir, drop } = temporaryData();
  cleanups.push(drop);
  return dataDir;
}

interface Child {
  readonly process: ChildProcess;
  readonly lines: string[];
  /** Resolves when so many lines of that kind were said, or rejects when the process ended before. */
  said(kind: string, count?: number): Promise<void>;
  /** Resolves with the exit code, or the signal's name. */
  ended: Promise<number | string>;
}

function submitter(dataDir: string, from: number, to: number): Child {
  const child = spawn(process.execPath, ["--import", "tsx", SCRIPT, dataDir, String(from), String(to)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanups.push(() => child.kill("SIGKILL"));
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) => resolve(signal ?? code ?? -1));
  });
  const said = (kind: string, count = 1) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (lines.filter((line) => line.startsWith(kind)).length < count) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void ended.then((how) =>
        reject(new Error(`ended (${how}) before it said ${kind}: ${lines.join("; ")}`)),
      );
    });
  return { process: child, lines, said, ended };
}

/** What processes were told, by sequence: `<index> <hash>`. Throws where two were told different things. */
function receiptsOf(children: readonly Child[]): Map<number, string> {
  const told = new Map<number, string>();
  for (const line of children.flatMap(({ lines }) => lines)) {
    const [kind, sequence, index, hash] = line.split(" ");
    if (kind !== "receipt") continue;
    const receipt = `${index} ${hash}`;
    const before = told.get(Number(sequence)) ?? receipt;
    if (before !== receipt) throw new Error(`channel ${sequence}: ${before} and ${receipt}`);
    told.set(Number(sequence), receipt);
  }
  return told;
}

/** Opens what the processes left, submits everything again, and compares with what they were told. */
async function expectNothingLost(dataDir: string, children: readonly Child[], count: number): Promise<void> {
  const told = receiptsOf(children);
  const ledger = await openLedger({ dataDir, clock });
  const market = await founded(dataDir, ledger);
  const envelopes = await Promise.all(Array.from({ length: count }, (_, i) => channelCommand(market, i + 1)));
  const results = await Promise.all(envelopes.map((envelope) => insist(ledger, envelope)));
  for (const [sequence, receipt] of told) {
    const result = results[sequence - 1];
    expect(result?.ok && `${result.receipt.index} ${result.receipt.hash}`).toBe(receipt);
  }
  await checkSound(ledger, envelopes);
  expect((await ledger.checkpoint()).size).toBe(count + 1);
  expect(new Set(await headsOf(ledger)).size).toBe(1);
  await ledger.close();
}

test.each([3, 60])("an owner killed after %i answers loses nothing and repeats nothing", async (answers) => {
  const dataDir = data();
  const owner = submitter(dataDir, 1, 400);
  await owner.said("receipt", answers);
  owner.process.kill("SIGKILL");
  expect(await owner.ended).toBe("SIGKILL");
  expect(lockedBy(dataDir)?.pid).toBe(owner.process.pid);
  await expectNothingLost(dataDir, [owner], 120);
});

test.each([
  ["in an empty folder", undefined],
  ["beside the lock of one that is gone", { pid: 4_194_000, started: "long ago", socket: "", token: "gone" }],
])("three processes that begin at once %s share one ledger", async (_, stale) => {
  const dataDir = data();
  if (stale) writeFileSync(join(dataDir, "ledger.lock"), JSON.stringify(stale));
  const children = [1, 2, 3].map(() => submitter(dataDir, 1, 60));
  expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0]);
  const roles = children.map(({ lines }) => lines[0]);
  expect(roles).toContain("role owner");
  expect(
    children.every(({ lines }) => lines.filter((line) => line.startsWith("receipt")).length === 60),
  ).toBe(true);
  await expectNothingLost(dataDir, children, 60);
});

test("a client whose owner is killed goes on, as a client of the next owner or as the owner", async () => {
  const dataDir = data();
  const owner = submitter(dataDir, 1, 4_000);
  await owner.said("receipt", 1);
  const client = await openLedger({ dataDir, clock });
  expect(client.role()).toBe("client");
  const market = await founded(dataDir, client);
  const working = insist(client, await channelCommand(market, 1));
  owner.process.kill("SIGKILL");
  expect(await working).toMatchObject({ ok: true });
  const { size } = await client.checkpoint();
  expect(client.role()).toBe("owner");
  const answers = await Promise.all(
    Array.from({ length: 12 }, async (_, i) => client.submit(await channelCommand(market, i + 1))),
  );
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect((await client.checkpoint()).size).toBeGreaterThanOrEqual(size);
  await client.close();
  await expectNothingLost(dataDir, [owner], size + 20);
});

test("a process that has the lock and does not answer is named, not waited for forever", async () => {
  const dataDir = data();
  const owner = await openLedger({ dataDir, clock });
  const lock = lockedBy(dataDir);
  if (!lock) throw new Error("no lock");
  writeFileSync(
    join(dataDir, "ledger.lock"),
    JSON.stringify({ ...lock, socket: join(dataDir, "nowhere.sock") }),
  );
  const late = openLedger({ dataDir, clock, patienceMs: 100 });
  await expect(late).rejects.toMatchObject({
    code: "owner",
    message: expect.stringContaining(String(process.pid)),
  });
  writeFileSync(join(dataDir, "ledger.lock"), JSON.stringify(lock));
  await owner.close();
  expect(lockedBy(dataDir)).toBeUndefined();
});

test("a lock that a crash left unreadable is taken over", async () => {
  const dataDir = data();
  writeFileSync(join(dataDir, "ledger.lock"), '{"pid":');
  const ledger = await openLedger({ dataDir, clock });
  expect(ledger.role()).toBe("owner");
  await ledger.close();
});

test("a lock of another process with the same number is taken over", async () => {
  const dataDir = data();
  const other = { pid: process.pid, started: "before the last boot", socket: "", token: "other" };
  writeFileSync(join(dataDir, "ledger.lock"), JSON.stringify(other));
  const ledger = await openLedger({ dataDir, clock });
  expect(ledger.role()).toBe("owner");
  await ledger.close();
});

test("a data directory too deep for a socket's address has its socket elsewhere", async () => {
  const { dataDir, drop } = temporaryData();
  cleanups.push(drop);
  const deep = join(dataDir, "d".repeat(60), "e".repeat(60));
  const owner = await openLedger({ dataDir: deep, clock });
  const client = await openLedger({ dataDir: deep, clock });
  expect(Buffer.byteLength(socketPath(deep))).toBeLessThanOrEqual(100);
  expect(client.role()).toBe("client");
  expect((await client.checkpoint()).size).toBe(1);
  await client.close();
  await owner.close();
});

test("the next in this process takes over when the owner closes, and nobody answers after close", async () => {
  const dataDir = data();
  const first = await openLedger({ dataDir, clock });
  const second = await openLedger({ dataDir, clock });
  expect([first.role(), second.role()]).toEqual(["owner", "client"]);
  await first.close();
  expect((await second.checkpoint()).size).toBe(1);
  expect(second.role()).toBe("owner");
  await second.close();
  await expect(first.checkpoint()).rejects.toMatchObject({ code: "closed" });
  await expect(second.members()).rejects.toMatchObject({ code: "closed" });
});
