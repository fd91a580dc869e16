import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { openStore, type Store } from "./store";

export interface TestDatabase {
  readonly connectionString: string;
  /** A data directory of its own; removed by `drop`. */
  readonly dataDir: string;
  /** Another store on the same database. */
  open(): Promise<Store>;
  /** Removes the database with whoever is connected. */
  drop(): Promise<void>;
}

/** A new, empty database on the throw-away server of vitest.db.config.ts: one per test file, or per test. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = new URL(inject("postgres"));
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const dataDir = mkdtempSync(join(tmpdir(), "lvji-test-"));
  const own = new URL(server);
  own.pathname = `/${name}`;
  const connectionString = own.href;
  return {
    connectionString,
    dataDir,
    open: () => openStore({ connectionString, dataDir, connections: 4 }),
    drop: async () => {
      rmSync(dataDir, { recursive: true, force: true });
      await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** A new database and a store on it; `close` ends both. */
export interface TestStore {
  readonly database: TestDatabase;
  readonly store: Store;
  close(): Promise<void>;
}

export async function openTestStore(): Promise<TestStore> {
  const database = await createTestDatabase();
  const store = await database.open();
  return {
    database,
    store,
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}

/**
 * What is given to `beforeAll` or `beforeEach`: opens, hands over what was opened, and closes it when the tests the
 * hook stands for are over, also when `begin` throws.
 */
export function opening<Opened extends { close(): Promise<void> }>(
  open: () => Promise<Opened>,
  begin: (opened: Opened) => unknown,
): () => Promise<() => Promise<void>> {
  return async () => {
    const opened = await open();
    try {
      await begin(opened);
    } catch (cause) {
      await opened.close();
      throw cause;
    }
    return () => opened.close();
  };
}

async function administer(server: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
