import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { keysOfRole } from "@/lib/gateway/consent";
import { openDesk } from "@/lib/gateway/desk";
import { putPending } from "@/lib/gateway/outbox";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { nextCodes, registrationMonth } from "@/lib/jobs/import/registrations/codes";
import { enqueue } from "@/lib/jobs/queue";
import { startWorker } from "@/lib/jobs/worker";
import type { Ledger } from "@/lib/ledger/ledger";
import { channelCode } from "@/lib/market/assets/model";
import { openAnswer } from "@/lib/store/rows/job-answer";
import type { Store } from "@/lib/store/store";
import { opening, type TestDatabase } from "@/lib/store/test-database";
import { inTransaction } from "@/lib/store/transaction";

let database: TestDatabase;
let store: Store;
let ledger: Ledger;
beforeEach(
  opening(openTestDesk, (opened) => {
    ({ database, store, ledger } = opened);
  }),
);

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error("it never came to that");
}

describe("a worker", () => {
  it("does what is put into the queue, and the job's row says what came of it", async () => {
    const worker = await startWorker(store, ledger, database.dataDir);
    const path = join(database.dataDir, "channels.csv");
    writeFileSync(
      path,
      "id,name,from_province,to_province,loss_ppm,capacity_kw\nH1,x,63,41,5,1\nH2,x,63,4,5,1\n",
    );
    await enqueue(store, "import", { name: "channels", path, zero: false, ownerKeys: "none" });
    await until(
      async () => (await store.pool.query("SELECT 1 FROM job WHERE state = 'done'")).rowCount === 1,
    );
    await worker.stop();
    const [job] = await store.prisma.job.findMany();
    expect(job).toMatchObject({ name: "import", answer: { accepted: 1, refusedCount: 1 } });
    expect(openAnswer(store, job?.id ?? "", job?.answer)).toMatchObject({ refused: [{ code: "province" }] });
    expect(JSON.stringify(job?.answer)).not.toContain("province");
    expect((await ledger.checkpoint()).size).toBe(2);
  });

  it("does not try an unreadable file again: the row says why", async () => {
    const worker = await startWorker(store, ledger, database.dataDir);
    const path = join(database.dataDir, "channels.csv");
    writeFileSync(path, "another,header\n");
    await enqueue(store, "import", { name: "channels", path, zero: false, ownerKeys: "none" });
    await until(
      async () => (await store.pool.query("SELECT 1 FROM job WHERE state = 'failed'")).rowCount === 1,
    );
    const waiting = () => store.pool.query("SELECT 1 FROM graphile_worker.jobs");
    await until(async () => (await waiting()).rowCount === 0);
    await worker.stop();
  });

  it("forgets by the clock, and at a start what the night before it missed", async () => {
    const forgotten = async () => (await store.pool.query("SELECT 1 FROM month_digest")).rowCount === 0;
    await store.pool.query("INSERT INTO month_digest (key, sealed) VALUES ('brief/0/x', '')");
    const first = await startWorker(store, ledger, database.dataDir);
    const known = "graphile_worker._private_known_crontabs";
    await until(async () => (await store.pool.query(`SELECT 1 FROM ${known}`)).rowCount === 1);
    await first.stop();
    expect(await forgotten()).toBe(false);
    await store.pool.query(`UPDATE ${known} SET known_since = now() - interval '3 days'`);
    const second = await startWorker(store, ledger, database.dataDir);
    await until(forgotten);
    await second.stop();
  });

  it("delivers what a dead process left in the outbox", async () => {
    const desk = await openDesk(store, ledger, database.dataDir);
    const facts = { fromProvince: "63", toProvince: "41", lossPpm: 1, capacityKw: 1 };
    const [code = ""] = await nextCodes(ledger, [channelCode(facts, registrationMonth(desk.now()))]);
    const signers = await keysOfRole(ledger, desk.keyring, "exchange");
    const payload = { records: [{ code, id: "H1", name: "x", ...facts }] };
    const envelope = await desk.author({ type: "channel.register", payload, signers });
    await inTransaction(store, (client) => putPending(client, store, envelope, undefined));
    const worker = await startWorker(store, ledger, database.dataDir);
    await until(async () => (await ledger.checkpoint()).size === 2);
    await worker.stop();
  });
});
