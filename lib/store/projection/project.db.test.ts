import { beforeEach, describe, expect, it } from "vitest";
import { columnName } from "@/lib/store/rows/table";
import { ledgerTables } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { opening, openTestStore, type TestDatabase } from "@/lib/store/test-database";
import { SealBroken } from "@/lib/store/vault";
import { readContent } from "./content";
import { follow, project, rebuild } from "./project";
import { testMarket } from "./test-source";

const small = { plants: 3, linesPerPlant: 4, days: 5 };
let database: TestDatabase;
let store: Store;
beforeEach(
  opening(openTestStore, (opened) => {
    ({ database, store } = opened);
  }),
);

describe("the projection", () => {
  it("fills every table of the ledger's view", async () => {
    const source = testMarket(small);
    expect(await project(store, source)).toBe(source.size);
    const content = await readContent(store);
    for (const { name } of ledgerTables) {
      expect(
        [...content.keys()].some((key) => key.startsWith(`${name}/`)),
        name,
      ).toBe(true);
    }
    expect(await project(store, source)).toBe(source.size);
  });

  it("takes up where it was after failing in the middle, and ends with the same content", async () => {
    const source = testMarket({ plants: 40, linesPerPlant: 2, days: 20 });
    source.failFrom = 190;
    await expect(project(store, source)).rejects.toThrow("the ledger went away");
    const half = await store.pool.query(
      "SELECT next, (SELECT count(*)::int FROM entry) AS entries FROM projection",
    );
    expect(half.rows[0].next).toBe(half.rows[0].entries);
    expect(half.rows[0].next).toBeGreaterThan(0);
    source.failFrom = Number.POSITIVE_INFINITY;
    await project(store, source);
    const resumed = await readContent(store);
    await rebuild(store, source);
    expect(await readContent(store)).toEqual(resumed);
  });

  it("is the same when several follow at once", async () => {
    const source = testMarket({ plants: 60, linesPerPlant: 2, days: 10 });
    const other = await database.open();
    await Promise.all([project(store, source), project(other, source), project(store, source)]);
    const together = await readContent(store);
    await rebuild(other, source);
    expect(await readContent(store)).toEqual(together);
    await other.close();
  });

  it("rebuilds to the identical content, whatever had become of the rows", async () => {
    const source = testMarket(small);
    await project(store, source);
    const before = await readContent(store);
    await store.pool.query(
      "UPDATE plant SET name = 'x'; DELETE FROM line; UPDATE meter_day SET sealed = '\\x00'",
    );
    await rebuild(store, source);
    expect(await readContent(store)).toEqual(before);
  });

  it("starts over when the ledger is another one", async () => {
    await project(store, testMarket(small));
    const other = testMarket({ plants: 1, linesPerPlant: 1, days: 2 });
    expect(await project(store, other)).toBe(other.size);
    const entries = await store.pool.query("SELECT count(*)::int AS count FROM entry");
    expect(entries.rows[0].count).toBe(other.size);
  });

  it("follows as entries come", async () => {
    const source = testMarket(small);
    const stop = new AbortController();
    const following = follow(store, source, { signal: stop.signal });
    const grown = testMarket(small).size + 1;
    source.append("plant.register", {}, {});
    await expect
      .poll(async () => (await store.pool.query("SELECT next FROM projection")).rows[0].next, {
        timeout: 5000,
      })
      .toBe(grown);
    stop.abort();
    await following;
  });
});

describe("a stored row", () => {
  it("is refused when any one of its columns is altered", async () => {
    await project(store, testMarket(small));
    await readContent(store);
    for (const table of ledgerTables) {
      for (const [field, kind] of [...Object.entries(table.columns), ["sealed", "bytes"]]) {
        await alterFirst(table.name, columnName(String(field)), String(kind));
        await expect(readContent(store), `${table.name}.${field}`).rejects.toBeInstanceOf(SealBroken);
        await restore(table.name);
      }
    }
    await readContent(store);
  });
});

const changed: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `${column} || 'x'`,
  int: (column) => `coalesce(${column}, 0) + 1000000`,
  bigint: (column) => `${column} + 1`,
  bytes: (column) => `${column} || '\\x00'`,
  codes: (column) => `array_append(${column}, 'x')`,
};

async function alterFirst(table: string, column: string, kind: string): Promise<void> {
  const expression = changed[kind]?.(`"${column}"`);
  await store.pool.query(`CREATE TABLE saved AS SELECT * FROM "${table}"`);
  await store.pool.query(
    `UPDATE "${table}" SET "${column}" = ${expression} WHERE ctid = (SELECT min(ctid) FROM "${table}")`,
  );
}

async function restore(table: string): Promise<void> {
  await store.pool.query(`TRUNCATE "${table}"; INSERT INTO "${table}" SELECT * FROM saved; DROP TABLE saved`);
}
