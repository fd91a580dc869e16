import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Output } from "@/lib/cli/output";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import { anomaliesVerb } from "@/lib/cli/verbs/anomalies";
import { bundleVerb } from "@/lib/cli/verbs/bundle";
import { listVerb } from "@/lib/cli/verbs/list";
import { membersVerb } from "@/lib/cli/verbs/members";
import { segmentsVerb, sharesVerb } from "@/lib/cli/verbs/segments";
import { traceVerb } from "@/lib/cli/verbs/trace";
import { verifyVerb } from "@/lib/cli/verbs/verify";
import { openDesk } from "@/lib/gateway/desk";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { openLedger } from "@/lib/ledger/open";
import { finishedMonths, nationalOf } from "@/lib/store/digest/national";
import { plantDays } from "@/lib/store/digest/plant-days";
import { project } from "@/lib/store/projection/project";
import { createTestDatabase, type TestDatabase } from "@/lib/store/test-database";

const market = randomMarket(12);
const { month } = market;
const before = process.env.LVJI_DATA;
let database: TestDatabase;
let ledger: Ledger;
beforeAll(async () => {
  database = await createTestDatabase();
  const store = await database.open();
  ledger = await openLedger({ dataDir: database.dataDir });
  const desk = await openDesk(store, ledger, database.dataDir);
  for (const { name, text } of market.files) {
    const path = join(database.dataDir, `${name}.csv`);
    writeFileSync(path, text);
    await runJob(desk, "import", { name, path, zero: false, ownerKeys: "none" });
  }
  await runJob(desk, "settle", { month, preview: false });
  await runJob(desk, "issue", { month });
  await store.close();
  process.env.LVJI_DATA = database.dataDir;
});
afterAll(async () => {
  if (before === undefined) delete process.env.LVJI_DATA;
  else process.env.LVJI_DATA = before;
  await ledger.close();
  await database.drop();
});

/** The value a verb answers; the ledger is this very process's, asked over its socket. */
async function ask<T>(work: (output: Output) => Promise<unknown>): Promise<T> {
  let answered: unknown;
  const quiet = () => undefined;
  await work({
    isJson: true,
    note: quiet,
    progress: quiet,
    answer: (value) => {
      answered = value;
    },
  });
  return answered as T;
}

interface SegmentRow {
  contract: string;
  production_interval: number;
  consumption_interval: number;
  sent_wh: number;
  landed_wh: number;
}
interface ShareRow {
  contract: string;
  side: string;
  interval: number;
  wh: number;
}

function sumBy<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  whOf: (row: T) => number,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const row of rows) sums[keyOf(row)] = (sums[keyOf(row)] ?? 0) + whOf(row);
  return sums;
}

describe("segments and shares", () => {
  it("add up to every line, to the Wh, in contract-number order", async () => {
    const rows = await ask<SegmentRow[]>((output) => segmentsVerb([], { month }, output));
    const settled = market.lines.filter(({ settledKwh }) => settledKwh > 0);
    const sums = (of: (line: (typeof settled)[number]) => number) =>
      Object.fromEntries(settled.map((line) => [line.contract, of(line)]));
    expect(
      sumBy(
        rows,
        (row) => row.contract,
        (row) => row.sent_wh,
      ),
    ).toEqual(sums((line) => line.sentWh));
    expect(
      sumBy(
        rows,
        (row) => row.contract,
        (row) => row.landed_wh,
      ),
    ).toEqual(sums((line) => line.landedWh));
    expect([...new Set(rows.map(({ contract }) => contract))]).toEqual(
      settled.map(({ contract }) => contract),
    );

    const shares = await ask<ShareRow[]>((output) => sharesVerb([], { month }, output));
    const keyOf = (row: { contract: string }, side: string, interval: number) =>
      `${row.contract}/${side}/${interval}`;
    const expected = {
      ...sumBy(
        rows,
        (row) => keyOf(row, "production", row.production_interval),
        (row) => row.sent_wh,
      ),
      ...sumBy(
        rows,
        (row) => keyOf(row, "consumption", row.consumption_interval),
        (row) => row.landed_wh,
      ),
    };
    const positive = Object.fromEntries(Object.entries(expected).filter(([, wh]) => wh > 0));
    expect(
      sumBy(
        shares,
        (row) => keyOf(row, row.side, row.interval),
        (row) => row.wh,
      ),
    ).toEqual(positive);
  });

  it("are to be had for one contract, and for no month that is not settled", async () => {
    const contract = market.lines.find(({ settledKwh }) => settledKwh > 0)?.contract ?? "";
    const rows = await ask<SegmentRow[]>((output) => segmentsVerb([], { month, contract }, output));
    expect(new Set(rows.map((row) => row.contract))).toEqual(new Set([contract]));
    const unknown = ask((output) => segmentsVerb([], { month, contract: "none" }, output));
    await expect(unknown).rejects.toMatchObject({ code: "unknown", exitCode: 1 });
    const open = ask((output) => sharesVerb([], { month: "2026-03" }, output));
    await expect(open).rejects.toMatchObject({ code: "not-finished", exitCode: 1 });
  });
});

interface Traced {
  contract: string;
  segments: {
    sentWh: number;
    landedWh: number;
    channels: { sentWh: number; lossWh: number; landedWh: number }[];
  }[];
  entries: { stage: string; index: number; hash: string }[];
}

describe("a certificate", () => {
  it("is listed, and every kWh of it traces to 1,000 Wh landed that conserve on every channel", async () => {
    const listed = await ask<{ code: string; id: string }[]>((output) =>
      listVerb(["certificates"], { month }, output),
    );
    for (const { code, id } of listed) {
      const lines = market.lines.filter((line) => line.unit === id);
      const total = lines.reduce((sum, { settledKwh }) => sum + settledKwh, 0);
      for (const n of [1, Math.ceil(total / 2), total]) {
        const { segments, entries } = await ask<Traced>((output) =>
          traceVerb([code], { kwh: String(n) }, output),
        );
        expect(segments.reduce((sum, { landedWh }) => sum + landedWh, 0)).toBe(1000);
        for (const { sentWh, landedWh, channels } of segments) {
          const lost = channels.reduce((sum, { lossWh }) => sum + lossWh, 0);
          expect(sentWh - lost).toBe(landedWh);
          expect(channels[0]?.sentWh ?? sentWh).toBe(sentWh);
          expect(channels.at(-1)?.landedWh ?? landedWh).toBe(landedWh);
        }
        const stages = entries.map(({ stage }) => stage);
        for (const stage of ["production", "trade", "consumption", "settlement"])
          expect(stages).toContain(stage);
        for (const { index, hash } of entries) expect((await ledger.entries(index, 1))[0]?.hash).toBe(hash);
      }
      const beyond = ask((output) => traceVerb([code], { kwh: String(total + 1) }, output));
      await expect(beyond).rejects.toMatchObject({ code: "kwh", exitCode: 1 });
    }
    expect(listed.length).toBeGreaterThan(0);
  });

  it("goes out as a bundle that verifies once its roster is pinned, and not when a digit of it is changed", async () => {
    const [listed] = await ask<{ code: string }[]>((output) => listVerb(["certificates"], {}, output));
    const out = join(database.dataDir, "bundle.json");
    await ask((output) => bundleVerb([listed?.code ?? ""], { kwh: "1", out }, output));
    const verdictOf = (file: string, options: object) => {
      let exit: unknown;
      return ask<{ verdict: string; status: string; fingerprint: string }>(async (output) => {
        exit = await verifyVerb([file], { ...options }, output);
      }).then((verdict) => ({ ...verdict, exit }));
    };
    const unpinned = await verdictOf(out, {});
    expect(unpinned).toMatchObject({ verdict: "verified", status: "valid", exit: 1 });
    const trust = { roster: unpinned.fingerprint };
    expect(await verdictOf(out, trust)).toMatchObject({ verdict: "verified", exit: 0 });
    const trustFile = join(database.dataDir, "trust.json");
    writeFileSync(trustFile, JSON.stringify({ rosters: await ledger.roster() }));
    expect(await verdictOf(out, { trust: trustFile })).toMatchObject({ verdict: "verified", exit: 0 });
    expect(await verdictOf(out, { roster: "0".repeat(64) })).toMatchObject({ verdict: "failed", exit: 1 });
    const changed = join(database.dataDir, "changed.json");
    writeFileSync(changed, readFileSync(out, "utf8").replace(/"count\\":(\d)/, '"count\\":9$1'));
    expect(await verdictOf(changed, trust)).toMatchObject({ verdict: "failed", exit: 1 });
  });
});

describe("lists", () => {
  it("name everything by its imported id", async () => {
    const ids = async (what: string) =>
      (await ask<{ id: string }[]>((output) => listVerb([what], { month }, output))).map(({ id }) => id);
    expect(await ids("lines")).toEqual(market.lines.map(({ contract }) => contract));
    expect(await ids("contracts")).toEqual(market.lines.map(({ contract }) => contract));
    expect(await ids("participants")).toEqual(
      expect.arrayContaining(["G0", "C0", "R0", "exchange", "grid", "regulator"]),
    );
    expect((await ids("plants")).every((id) => /^P\d$/.test(id))).toBe(true);
    const members = await ask<{ state: string }[]>((output) => membersVerb([], {}, output));
    expect(members.map(({ state }) => state)).toEqual(["agreeing", "agreeing", "agreeing", "agreeing"]);
  });
});

describe("anomalies", () => {
  it("tells what the scan keeps, the same however often it is asked, and ends with 1 while one is open", async () => {
    const url = process.env.DATABASE_URL;
    process.env.DATABASE_URL = database.connectionString;
    try {
      let exit = -1;
      const told = () =>
        ask<{ number: number; rule: string; state: string; id: string }[]>(async (output) => {
          exit = await anomaliesVerb([], {}, output);
        });
      const first = await told();
      const store = await database.open();
      expect(await store.prisma.anomaly.count()).toBe(first.length);
      await store.close();
      expect(exit).toBe(first.some(({ state }) => state === "open") ? 1 : 0);
      // A random market holds more than its plants could make, or its contracts promise it.
      expect(first.map(({ rule }) => rule)).toContain("contract-capability");
      expect(await told()).toEqual(first);
      const quiet = { isJson: true, note: () => {}, progress: () => {}, answer: () => {} };
      await expect(anomaliesVerb([], { rule: "none" }, quiet)).rejects.toThrow(/above-capacity/);
    } finally {
      if (url === undefined) delete process.env.DATABASE_URL;
      else process.env.DATABASE_URL = url;
    }
  }, 60_000);
});

describe("a month by days, as the regulator sees it", () => {
  it("is what the segments and the readings come to, day by day and plant by plant", async () => {
    const store = await database.open();
    await project(store, ledger);
    const one = (await finishedMonths(store)).find((finished) => finished.month === month);
    if (one === undefined) throw new Error("the month is not finished");
    const { about, sums } = await nationalOf(store, one);
    const found = await plantDays(store, one);
    const fresh = await database.open();
    expect(await plantDays(fresh, one)).toEqual(found);
    await fresh.close();
    await store.close();
    const total = (values: readonly number[] = []) => values.reduce((all, wh) => all + wh, 0);
    for (const [at, { code, onGridWh }] of about.plants.entries()) {
      expect(total(found[code]?.sentWh)).toBe(sums.plantSentWh[at]);
      expect(total(found[code]?.meteredWh)).toBe(onGridWh);
    }
    const naive = new Map<string, bigint>();
    for (const row of await ask<SegmentRow[]>((output) => segmentsVerb([], { month }, output))) {
      const day = Math.floor(row.production_interval / 96);
      const kinds = row.production_interval === row.consumption_interval ? ["sent", "matched"] : ["sent"];
      for (const kind of kinds) {
        const key = `${kind}/${day}`;
        naive.set(key, (naive.get(key) ?? 0n) + BigInt(row.sent_wh));
      }
    }
    const plants = Object.values(found);
    for (let day = 0; day < 31; day++) {
      const of = (figure: "sentWh" | "matchedWh") => total(plants.map((plant) => plant[figure][day] ?? 0));
      expect(BigInt(of("sentWh"))).toBe(naive.get(`sent/${day}`) ?? 0n);
      expect(BigInt(of("matchedWh"))).toBe(naive.get(`matched/${day}`) ?? 0n);
    }
  });
});
