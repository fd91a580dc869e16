import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type MarketFile, randomMarket } from "@/lib/cli/random-market.oracle";
import { fromUtf8 } from "@/lib/crypto/bytes";
import { type Desk, openDesk } from "@/lib/gateway/desk";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { type Random, randomOf } from "@/lib/jobs/import/curves/curves.oracle";
import type { JobName } from "@/lib/jobs/job";
import { type JobAnswers, type JobPayloads, runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import type { Store } from "@/lib/store/store";
import { opening, type TestDatabase } from "@/lib/store/test-database";

let database: TestDatabase;
let store: Store;
let ledger: Ledger;
beforeEach(
  opening(openTestDesk, (opened) => {
    ({ database, store, ledger } = opened);
  }),
);

/** A process that dies at one of its next submissions: before the ledger hears of it, or before it hears back. */
function mortal(random: Random): Ledger {
  let left = 1 + Math.floor(random() * 9);
  return {
    ...ledger,
    async submit(envelope) {
      if (left <= 0) throw new Error("killed");
      left--;
      const isLast = left === 0;
      if (isLast && random() < 0.5) throw new Error("killed");
      const answer = await ledger.submit(envelope);
      if (isLast) throw new Error("killed");
      return answer;
    },
  };
}

/** Runs the job again and again until a process survives it. */
async function persist<N extends JobName>(
  name: N,
  payload: JobPayloads[N],
  random: Random,
): Promise<JobAnswers[N]> {
  for (let deaths = 0; deaths < 200; deaths++) {
    const desk: Desk = await openDesk(store, deaths < 60 ? mortal(random) : ledger, database.dataDir);
    try {
      return await runJob(desk, name, payload);
    } catch (error) {
      if (!(error instanceof Error && error.message === "killed")) throw error;
    }
  }
  throw new Error("never done");
}

function importPayload({ name, text }: MarketFile): JobPayloads["import"] {
  const path = join(database.dataDir, `${name}.csv`);
  writeFileSync(path, text);
  return { name, path, zero: false, ownerKeys: "none" };
}

async function entryTypes(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { bytes } of await ledger.entries(0, 10_000)) {
    const { type }: { type: string } = JSON.parse(fromUtf8(bytes));
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

describe("a job whose process dies over and over", () => {
  it("ends as if nothing had happened: import, settlement, issuing", async () => {
    const random = randomOf(11);
    const market = randomMarket(6);
    for (const file of market.files) {
      const answer = await persist("import", importPayload(file), random);
      const told = answer.refused.map(({ line, field, code }) => `${line}|${field}|${code}`);
      // Together: where a record is missing among the accepted, its refusal says why.
      expect({ accepted: answer.accepted, refused: told }, file.name).toEqual({
        accepted: file.accepted,
        refused: file.refused,
      });
      const again = await runJob(
        await openDesk(store, ledger, database.dataDir),
        "import",
        importPayload(file),
      );
      expect(again.accepted).toBe(0);
      expect(again.refused.filter(({ code }) => code === "duplicate").length).toBeGreaterThanOrEqual(
        file.accepted,
      );
    }
    const month = market.month;
    const settled = await persist("settle", { month, preview: false }, random);
    expect(settled.lines.map(({ contract, settledKwh }) => [contract, settledKwh])).toEqual(
      market.lines.map(({ contract, settledKwh }) => [contract, settledKwh]),
    );
    const issued = await persist("issue", { month }, random);
    const types = await entryTypes();
    const plants = new Set(market.lines.map(({ plant }) => plant)).size;
    expect(types).toMatchObject({
      "participant.register": 1,
      "contract.record": 1,
      "metering.anchor-day": 28,
      "settlement.freeze": 1,
      "settlement.settle": plants,
      "settlement.trace": plants,
      "settlement.finish": 1,
      "certificate.issue": issued.certificates.length,
    });
    expect(await store.pool.query("SELECT 1 FROM outbox WHERE state = 'pending'")).toMatchObject({
      rowCount: 0,
    });
    expect(await store.pool.query("SELECT 1 FROM staged_day")).toMatchObject({ rowCount: 0 });
  });
});

describe("two runs of the same settlement at once", () => {
  it("are one settlement: the second waits and answers the same", async () => {
    const market = randomMarket(7);
    const desk = await openDesk(store, ledger, database.dataDir);
    for (const file of market.files) await runJob(desk, "import", importPayload(file));
    const payload = { month: market.month, preview: false };
    const runs = await Promise.all([runJob(desk, "settle", payload), runJob(desk, "settle", payload)]);
    expect(runs[0].lines.length).toBe(market.lines.length);
    expect(runs[1]).toEqual(runs[0]);
    expect((await entryTypes())["settlement.freeze"]).toBe(1);
  });
});
