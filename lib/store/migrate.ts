import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { StoreUnavailable } from "./postgres/unavailable";

// Prisma's own engine has to be downloaded, so its migrations are applied here, kept in its own table with its own
// checksums and under its own lock: `prisma migrate deploy` and this agree about what has been applied.

const prismaLock = 72707369;
const migrationsTable = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

interface Migration {
  readonly name: string;
  readonly script: string;
  readonly checksum: string;
}

/**
 * Brings the database to the newest migration and returns the names it applied, [] when there was nothing to do.
 * Throws StoreUnavailable `migration-changed` or `migration-unknown` when the database has another history.
 */
export async function migrate(pool: pg.Pool, folder = ourMigrations()): Promise<string[]> {
  const wanted = readMigrations(folder);
  const client = await pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [prismaLock]);
    await client.query(migrationsTable);
    const applied = await appliedMigrations(client);
    refuseOtherHistory(wanted, applied);
    const missing = wanted.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [prismaLock]).catch(() => {});
    client.release();
  }
}

// Launchers that run elsewhere than in the repository say where it is.
function ourMigrations(): string {
  return join(process.env.LVJI_ROOT ?? ".", "prisma", "migrations");
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isDirectory() && existsSync(join(folder, item.name, "migration.sql")))
    .map((item) => item.name);
  return names.sort().map((name) => {
    const script = readFileSync(join(folder, name, "migration.sql"), "utf8");
    return { name, script, checksum: createHash("sha256").update(script).digest("hex") };
  });
}

async function appliedMigrations(client: pg.ClientBase): Promise<Map<string, string>> {
  const found = await client.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return new Map(found.rows.map((row) => [row.migration_name, row.checksum]));
}

function refuseOtherHistory(wanted: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const known = new Map(wanted.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of applied) {
    const ours = known.get(name);
    if (ours === undefined) {
      throw new StoreUnavailable(
        "migration-unknown",
        `the database has migration ${name}, newer than this program`,
      );
    }
    if (ours !== checksum) {
      throw new StoreUnavailable("migration-changed", `migration ${name} was changed after it was applied`);
    }
  }
}

async function apply(client: pg.ClientBase, { name, script, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(script);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}
