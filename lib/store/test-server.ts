import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ensurePostgres } from "./postgres/server";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of the throw-away server. */
    postgres: string;
  }
}

/** Global set-up of the database tests: a real PostgreSQL in a temporary folder, gone when they are over. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "lvji-postgres-"));
  chmodSync(dataDir, 0o711);
  const postgres = await ensurePostgres({ dataDir });
  project.provide("postgres", postgres.connectionString);
  return async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
