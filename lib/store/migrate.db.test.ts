import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { compareText } from "@/lib/crypto/bytes";
import { migrate } from "./migrate";
import type { Store } from "./store";
import { createTestDatabase, opening, openTestStore, type TestDatabase } from "./test-database";

let database: TestDatabase;
let store: Store;
beforeAll(
  opening(openTestStore, (opened) => {
    ({ database, store } = opened);
  }),
);

describe("migrate", () => {
  it("applies each migration once, whoever comes second, third or at the same time", async () => {
    expect(await migrate(store.pool)).toEqual([]);
    expect(await Promise.all([migrate(store.pool), migrate(store.pool)])).toEqual([[], []]);
    const rows = await store.pool.query("SELECT migration_name, finished_at FROM _prisma_migrations");
    const written = readdirSync("prisma/migrations", { withFileTypes: true }).filter((one) =>
      one.isDirectory(),
    );
    expect(rows.rows.map((row) => row.migration_name).toSorted(compareText)).toEqual(
      written.map(({ name }) => name).toSorted(compareText),
    );
    expect(rows.rows.every((row) => row.finished_at !== null)).toBe(true);
  });

  it("starts from nothing in two processes at once", async () => {
    const other = await createTestDatabase();
    const stores = await Promise.all([other.open(), other.open()]);
    for (const opened of stores) await opened.close();
    await other.drop();
  });

  it("refuses a migration that was changed after it was applied, and one it does not know", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lvji-migrations-"));
    cpSync("prisma/migrations", folder, { recursive: true });
    writeFileSync(join(folder, "20261122130000_first", "migration.sql"), "SELECT 1;\n");
    await expect(migrate(store.pool, folder)).rejects.toMatchObject({ code: "migration-changed" });
    rmSync(join(folder, "20261122130000_first"), { recursive: true });
    await expect(migrate(store.pool, folder)).rejects.toMatchObject({ code: "migration-unknown" });
    rmSync(folder, { recursive: true });
  });

  it("leaves nothing of a migration that fails", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lvji-migrations-"));
    cpSync("prisma/migrations", folder, { recursive: true });
    cpSync(join(folder, "20261122130000_first"), join(folder, "20991231000000_bad"), { recursive: true });
    writeFileSync(
      join(folder, "20991231000000_bad", "migration.sql"),
      "CREATE TABLE half (a int); SELECT 1/0;",
    );
    await expect(migrate(store.pool, folder)).rejects.toThrow("division by zero");
    const half = await store.pool.query("SELECT to_regclass('half') AS half");
    expect(half.rows[0].half).toBeNull();
    expect(await migrate(store.pool)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe("openStore", () => {
  it("refuses a database that belongs to another data directory", async () => {
    const other = await createTestDatabase();
    const { openStore } = await import("./store");
    await expect(
      openStore({ connectionString: database.connectionString, dataDir: other.dataDir }),
    ).rejects.toMatchObject({ code: "other-key" });
    await other.drop();
  });
});
