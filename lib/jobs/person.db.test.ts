import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import { fromUtf8 } from "@/lib/crypto/bytes";
import { type Desk, openDesk } from "@/lib/gateway/desk";
import { answerRequests, openRequests } from "@/lib/gateway/requests";
import { enrolled, participantOfRole, type TestDevice } from "@/lib/gateway/test-device";
import { readRow } from "@/lib/gateway/view";
import { readJob } from "@/lib/jobs/job";
import { cancelJob, continueJob, runPersonJob, startJob, takeUpAgain, wakeJob } from "@/lib/jobs/person";
import { runJob } from "@/lib/jobs/run";
import { agreedMark } from "@/lib/jobs/settle/agreed";
import { takeUpload } from "@/lib/jobs/uploads";
import { startWorker } from "@/lib/jobs/worker";
import type { Ledger } from "@/lib/ledger/ledger";
import { openLedger } from "@/lib/ledger/open";
import { months } from "@/lib/market/state";
import { jobRecord, jobRecords } from "@/lib/store/queries/jobs";
import { listSubmissions } from "@/lib/store/queries/submissions";
import { openStore, type Store } from "@/lib/store/store";
import { createTestDatabase, type TestDatabase } from "@/lib/store/test-database";

const market = randomMarket(6);
const { month } = market;
const settlement = { month, preview: false };
const settledKwh = market.lines.reduce((sum, line) => sum + line.settledKwh, 0);
let database: TestDatabase;
let store: Store;
let ledger: Ledger;
let desk: Desk;
let anna: TestDevice;
beforeEach(async () => {
  database = await createTestDatabase();
  // As many connections as a worker has: some are kept while work is under way.
  const { connectionString, dataDir } = database;
  store = await openStore({ connectionString, dataDir });
  ledger = await openLedger({ dataDir: database.dataDir });
  desk = await openDesk(store, ledger, database.dataDir);
  anna = await enrolled(desk, "anna", await participantOfRole(desk, "exchange"));
});
afterEach(async () => {
  await ledger.close();
  await store.close();
  await database.drop();
});

async function fill(): Promise<void> {
  for (const { name, text } of market.files) {
    const path = join(database.dataDir, `${name}.csv`);
    writeFileSync(path, text);
    await runJob(desk, "import", { name, path, zero: false, ownerKeys: "none" });
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error("it never came to that");
}

/** A browser that signs what waits for it, until the job is over or `most` messages are signed; how many in a go. */
async function browse(job: string, device: TestDevice, most = Infinity): Promise<number[]> {
  const rounds: number[] = [];
  let left = most;
  const end = performance.now() + 60_000;
  while (left > 0 && performance.now() < end) {
    const { state } = (await readJob(store, job)) ?? {};
    if (state === "done" || state === "failed") return rounds;
    if (state === "waiting") await wakeJob(store, job);
    const requests = (await openRequests(store, job, device.person)).slice(0, left);
    if (requests.length === 0) await sleep(20);
    else {
      const signed = requests.map(async ({ id, message }) => [id, await device.sign(message)] as const);
      rounds.push((await answerRequests(desk, job, device.person, new Map(await Promise.all(signed)))) ?? 0);
      left -= requests.length;
    }
  }
  return rounds;
}

async function signersSince(index: number): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { bytes } of await ledger.entries(index, 10_000)) {
    const { type, command }: { type: string; command: { signers: string[] } } = JSON.parse(fromUtf8(bytes));
    found[type] = [...new Set([...(found[type] ?? []), ...command.signers])];
  }
  return found;
}

async function height(): Promise<number> {
  return (await ledger.checkpoint()).size;
}

describe("a run that a person confirmed", () => {
  it("settles and issues with the device's signatures, several in one round trip, the same as without anybody", async () => {
    await fill();
    const worker = await startWorker(store, ledger, database.dataDir);
    const before = await height();
    const agreed = agreedMark(store, month, settledKwh);
    const settle = (await startJob(desk, anna.person, "settle", { ...settlement, agreed })) ?? "";
    const rounds = await browse(settle, anna);
    expect(Math.max(...rounds)).toBeGreaterThan(1);
    const issue = (await startJob(desk, anna.person, "issue", { month })) ?? "";
    await browse(issue, anna);
    await worker.stop();
    const record = await jobRecord(store, settle);
    expect(record).toMatchObject({ state: "done", month, unsigned: 0, accountId: "anna" });
    expect(record?.outcome?.accepted).toBe(market.lines.length);
    expect(await jobRecord(store, issue)).toMatchObject({ state: "done" });
    // What is sealed everywhere else does not stand here in the open.
    const kept = await store.pool.query("SELECT answer - 'sealed' AS open FROM job WHERE name <> 'import'");
    expect(kept.rows.map(({ open }) => Object.keys(open).toSorted())).toEqual([
      ["accepted", "month", "refusedCount", "version"],
      ["accepted", "month", "refusedCount", "version"],
    ]);
    const signers = await signersSince(before);
    for (const type of ["freeze", "settle", "trace", "finish"]) {
      expect(signers[`settlement.${type}`]).toEqual([anna.person.keyId]);
    }
    expect(signers["certificate.issue"]).toEqual([anna.person.keyId]);
    const { rows } = await listSubmissions(store, { who: settle, state: "accepted" }, { size: 1000 });
    const own = rows.filter(({ type }) => type.startsWith("settlement."));
    expect(own.length).toBe(rounds.reduce((sum, count) => sum + count, 0));
    expect(await jobRecords(store, { name: "settle", month })).toHaveLength(1);
  }, 120_000);

  it("settles no other sum than the one agreed to, before the freeze and after it", async () => {
    await fill();
    const worker = await startWorker(store, ledger, database.dataDir);
    const other = { ...settlement, agreed: agreedMark(store, month, settledKwh + 1) };
    const unsettled = async () => {
      const job = (await startJob(desk, anna.person, "settle", other)) ?? "";
      const rounds = await browse(job, anna);
      const codes = (await jobRecord(store, job))?.outcome?.refused.map(({ code }) => code);
      expect([...new Set(codes)]).toEqual(["changed"]);
      return rounds.length;
    };
    expect(await unsettled()).toBe(0);
    expect(await readRow(ledger, months, month)).toBeUndefined();
    const begun = (await startJob(desk, anna.person, "settle", settlement)) ?? "";
    await browse(begun, anna, 1);
    await expect
      .poll(async () => (await readRow(ledger, months, month))?.stage, { timeout: 20_000 })
      .toBe("frozen");
    await cancelJob(desk, begun);
    expect(await unsettled()).toBe(0);
    expect((await readRow(ledger, months, month))?.stage).toBe("frozen");
    await worker.stop();
  }, 120_000);

  it("rests when nobody signs, is handed to nobody else, and goes on with a colleague's device", async () => {
    await fill();
    const ben = await enrolled(desk, "ben", anna.person.participant);
    const job = (await startJob(desk, anna.person, "settle", settlement)) ?? "";
    const before = await height();
    const run = runPersonJob(desk, job, { patienceMs: 400 });
    await until(async () => (await openRequests(store, job, anna.person)).length > 0);
    expect(await openRequests(store, job, ben.person)).toEqual([]);
    expect(await openRequests(store, job, { ...anna.person, accountId: "ben" })).toEqual([]);
    const [request] = await openRequests(store, job, anna.person);
    const foreign = new Map([[request?.id ?? "", await ben.sign(request?.message ?? "")]]);
    expect(await answerRequests(desk, job, ben.person, foreign)).toBe(0);
    expect(await answerRequests(desk, job, anna.person, foreign)).toBe(0);
    await run;
    expect(await jobRecord(store, job)).toMatchObject({ state: "waiting", unsigned: 0 });
    expect((await jobRecord(store, job))?.waitingSince).toBeInstanceOf(Date);
    expect(await continueJob(desk, { ...ben.person, accountId: "carl" }, job)).toBe(false);
    expect(await continueJob(desk, ben.person, job)).toBe(true);
    await Promise.all([runPersonJob(desk, job), browse(job, ben)]);
    expect((await readJob(store, job))?.state).toBe("done");
    expect((await signersSince(before))["settlement.finish"]).toEqual([ben.person.keyId]);
  }, 120_000);

  it("is ended by a person: nothing more is signed, and what was asked for is withdrawn", async () => {
    await fill();
    const job = (await startJob(desk, anna.person, "settle", settlement)) ?? "";
    const run = runPersonJob(desk, job);
    await until(async () => (await openRequests(store, job, anna.person)).length > 0);
    const before = await height();
    expect(await cancelJob(desk, job)).toBe(true);
    await run;
    expect(await openRequests(store, job, anna.person)).toEqual([]);
    expect(await jobRecord(store, job)).toMatchObject({ state: "failed", outcome: { reason: "cancelled" } });
    expect(await cancelJob(desk, job)).toBe(false);
    expect(await height()).toBe(before);
  }, 120_000);

  it("is begun once however often it is asked for, and by nobody without a key", async () => {
    const stranger = { ...anna.person, accountId: "ben" };
    expect(await startJob(desk, stranger, "settle", settlement)).toBeUndefined();
    const asked = [1, 2, 3].map(() => startJob(desk, anna.person, "settle", settlement));
    expect(new Set(await Promise.all(asked)).size).toBe(1);
    expect((await store.pool.query("SELECT 1 FROM job")).rowCount).toBe(1);
  });

  it("signs each message once though two tabs are open", async () => {
    await fill();
    const job = (await startJob(desk, anna.person, "settle", settlement)) ?? "";
    const [, one, two] = await Promise.all([runPersonJob(desk, job), browse(job, anna), browse(job, anna)]);
    const taken = [...one, ...two].reduce((sum, count) => sum + count, 0);
    const { rows } = await listSubmissions(store, { who: job }, { size: 1000 });
    const own = rows.filter(({ type }) => type.startsWith("settlement."));
    expect(taken).toBe(own.length);
    expect(own.every(({ state }) => state === "accepted")).toBe(true);
  }, 120_000);

  it("imports an uploaded file, keeps its refusals and removes it", async () => {
    const text = "id,name,from_province,to_province,loss_ppm,capacity_kw\nH1,x,63,41,5,1\nH2,x,63,4,5,1\n";
    const upload = await takeUpload(database.dataDir, chunksOf(text));
    if (!upload.ok) throw new Error(upload.code);
    const { path } = upload;
    const payload = { name: "channels", path, file: "通道.csv", zero: false, ownerKeys: "none" } as const;
    const job = (await startJob(desk, anna.person, "import", payload)) ?? "";
    await Promise.all([runPersonJob(desk, job), browse(job, anna)]);
    expect(await jobRecord(store, job)).toMatchObject({
      ...{ state: "done", form: "channels", file: "通道.csv" },
      outcome: { accepted: 1, refusedCount: 1, refused: [{ line: 3, code: "province" }] },
    });
    expect(existsSync(path)).toBe(false);
    const signers = await signersSince(1);
    expect(signers["channel.register"]).toEqual([anna.person.keyId]);
  });
});

describe("a worker that is killed while a signature is awaited", () => {
  it("loses nothing: the next one takes the run up, and every step is there once", async () => {
    await fill();
    const job = (await startJob(desk, anna.person, "settle", settlement)) ?? "";
    const before = await height();
    // The ledger's owner is this process: the one that dies reaches it over the socket, as a worker does.
    const script = join(process.cwd(), "lib", "jobs", "test-worker.ts");
    const env = { ...process.env, LVJI_DATA: database.dataDir, TEST_DATABASE: database.connectionString };
    const dying = spawn(process.execPath, ["--import", "tsx", script], { env, stdio: "inherit" });
    const dead = new Promise((resolve) => dying.once("exit", resolve));
    try {
      expect((await browse(job, anna, 3)).length).toBeGreaterThan(0);
      await until(async () => (await openRequests(store, job, anna.person)).length > 0);
    } finally {
      dying.kill("SIGKILL");
      await dead;
    }
    expect((await readJob(store, job))?.state).toBe("running");
    const worker = await startWorker(store, ledger, database.dataDir);
    // A second look at what was left is no harm: the run is begun once.
    await takeUpAgain(store);
    await browse(job, anna);
    await worker.stop();
    expect((await jobRecord(store, job))?.outcome?.accepted).toBe(market.lines.length);
    const seen = new Map<string, number>();
    for (const { bytes } of await ledger.entries(before, 10_000)) {
      const { command }: { command: { type: string; payload: object } } = JSON.parse(fromUtf8(bytes));
      const name = JSON.stringify([command.type, command.payload]);
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    expect([...seen.values()].every((count) => count === 1)).toBe(true);
  }, 240_000);
});

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
