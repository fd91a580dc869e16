import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { replay } from "@/lib/jobs/audit/replay";
import { auditView } from "@/lib/jobs/audit/view";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { project, rebuild } from "@/lib/store/projection/project";
import { ledgerTables } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { opening, type TestDatabase } from "@/lib/store/test-database";

let database: TestDatabase;
let store: Store;
let ledger: Ledger;
beforeAll(
  opening(openTestDesk, async (opened) => {
    ({ database, store, ledger } = opened);
    const { desk } = opened;
    const market = randomMarket(9);
    for (const { name, text } of market.files) {
      const path = join(database.dataDir, `${name}.csv`);
      writeFileSync(path, text);
      await runJob(desk, "import", { name, path, zero: false, ownerKeys: "none" });
    }
    await runJob(desk, "settle", { month: market.month, preview: false });
    await runJob(desk, "issue", { month: market.month });
    await project(store, ledger);
  }),
);

function audit() {
  const { connectionString, dataDir } = database;
  return auditView({ store, ledger, connectionString, dataDir });
}

describe("the log executed again", () => {
  it("gives every entry and every row the members keep", async () => {
    const { checked, findings } = await replay(ledger, () => undefined);
    expect(findings).toEqual([]);
    expect(checked).toBeGreaterThan(200);
  });

  it("objects to a result that the rules do not give and to a changed row of the state", async () => {
    const altered: Ledger = {
      ...ledger,
      async records(from, limit) {
        const records = await ledger.records(from, limit);
        return records.map((record) => {
          const text = Buffer.from(record.bytes).toString("utf8");
          if (!text.includes('"type":"settlement.settle"')) return record;
          return { ...record, bytes: Buffer.from(text.replace(/"sentWh":\d/, '"sentWh":9')) };
        });
      },
    };
    const results = await replay(altered, () => undefined);
    expect(results.findings.map(({ field }) => field)).toEqual(expect.arrayContaining(["bytes", "root"]));

    const rows: Ledger = {
      ...ledger,
      state: async (key) => (key.startsWith("closed-month/") ? Buffer.from("{}") : ledger.state(key)),
    };
    const state = await replay(rows, () => undefined);
    expect(state.findings.length).toBeGreaterThan(0);
    expect(state.findings.every(({ record }) => record.startsWith("state/closed-month/"))).toBe(true);
  });
});

describe("the database's view", () => {
  it("is what the ledger gives", async () => {
    expect((await audit()).findings).toEqual([]);
  });

  it("altered in one byte of any table is found, and the row is named", async () => {
    for (const { name } of ledgerTables) {
      const changed = await store.pool.query(
        `UPDATE "${name}" SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)
         WHERE ctid = (SELECT min(ctid) FROM "${name}")`,
      );
      expect(changed.rowCount, name).toBe(1);
    }
    const { findings } = await audit();
    expect(new Set(findings.map(({ record }) => record.split("/")[0]))).toEqual(
      new Set(ledgerTables.map(({ name }) => name)),
    );
    expect(findings).toHaveLength(ledgerTables.length);
    await rebuild(store, ledger);
    expect((await audit()).findings).toEqual([]);
  });

  it("with a column changed, a row gone or a row too many is found", async () => {
    await store.pool.query("UPDATE plant SET name = 'other' WHERE ctid = (SELECT min(ctid) FROM plant)");
    await store.pool.query("DELETE FROM line WHERE ctid = (SELECT min(ctid) FROM line)");
    await store.pool.query(
      "INSERT INTO unit SELECT 'L1UX', province, entry, id_index, owner_index, sealed FROM unit LIMIT 1",
    );
    const { findings } = await audit();
    const told = findings.map(({ record, field, expected, found }) => [
      record.split("/")[0],
      field,
      expected,
      found,
    ]);
    expect(told).toContainEqual(["plant", "name", expect.any(String), '"other"']);
    expect(told).toContainEqual(["line", "row", "a row", "nothing"]);
    expect(told).toContainEqual(["unit", "row", "nothing", "a row"]);
    await rebuild(store, ledger);
  });
});
