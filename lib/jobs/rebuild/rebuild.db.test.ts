import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fingerprintOf, insertJob } from "@/lib/jobs/job";
import { newestRebuilds, queueRebuild, type RebuildStanding, rebuildJob } from "@/lib/jobs/rebuild/rebuild";
import { startWorker } from "@/lib/jobs/worker";
import type { Ledger } from "@/lib/ledger/ledger";
import { openLedger } from "@/lib/ledger/open";
import { rot } from "@/lib/ledger/test-ledger";
import type { Store } from "@/lib/store/store";
import { createTestDatabase, type TestDatabase } from "@/lib/store/test-database";

const member = "grid.lvji";
let database: TestDatabase;
let store: Store;
let ledger: Ledger;
beforeEach(async () => {
  database = await createTestDatabase();
  store = await database.open();
  ledger = await openLedger({ dataDir: database.dataDir });
});
afterEach(async () => {
  await ledger.close();
  await store.close();
  await database.drop();
});

async function diverged(...names: readonly string[]): Promise<void> {
  await ledger.close();
  for (const name of names) await rot(database.dataDir, name, "head");
  ledger = await openLedger({ dataDir: database.dataDir });
}

const stateOf = async (name: string) => (await ledger.members()).find((one) => one.name === name)?.state;

async function over(): Promise<RebuildStanding> {
  for (let tries = 0; tries < 1000; tries++) {
    const [newest] = await newestRebuilds(store);
    if (newest?.isOver) return newest;
    await sleep(100);
  }
  throw new Error("it was never over");
}

const rows = async () => (await store.pool.query("SELECT id FROM job WHERE name = 'rebuild'")).rowCount;

it("makes a diverged member again, asked twice at once, and the row says so", async () => {
  await diverged(member);
  expect(await stateOf(member)).toBe("diverged");
  const asked = () => queueRebuild(store, ledger, { member });
  expect(await Promise.all([asked(), asked()])).toEqual(["ok", "ok"]);
  expect(await rows()).toBe(1);
  expect(await newestRebuilds(store)).toMatchObject([{ member, isOver: false, outcome: "" }]);
  const worker = await startWorker(store, ledger, database.dataDir);
  expect(await over()).toMatchObject({ member, outcome: "ok" });
  await worker.stop();
  expect(await stateOf(member)).toBe("agreeing");
  expect(await asked()).toBe("state");
  expect(await rows()).toBe(1);
});

it("says why where too few are left to make it from", async () => {
  await diverged(member, "regulator.lvji");
  expect(await queueRebuild(store, ledger, { member })).toBe("no-quorum");
  expect(await rows()).toBe(0);
  const progress = vi.fn();
  expect(await rebuildJob(ledger, { member }, progress)).toMatchObject({ outcome: "no-quorum" });
  expect(progress).toHaveBeenCalledWith({ stage: "replaying", done: 0, total: 1 });
  expect(await stateOf(member)).toBe("diverged");
});

it("is taken up again by the next worker where a process ended over it, before or after it was through", async () => {
  const left = () =>
    insertJob(store.pool, {
      ...{ name: "rebuild", payload: { member }, state: "running" },
      fingerprint: fingerprintOf("rebuild", { member }),
    });
  await diverged(member);
  await left();
  const first = await startWorker(store, ledger, database.dataDir);
  expect(await over()).toMatchObject({ outcome: "ok" });
  await first.stop();
  expect(await stateOf(member)).toBe("agreeing");

  await left();
  const second = await startWorker(store, ledger, database.dataDir);
  expect(await over()).toMatchObject({ outcome: "ok" });
  await second.stop();
  expect(await rows()).toBe(2);
});
