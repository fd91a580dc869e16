import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { utf8 } from "@/lib/crypto/bytes";
import { PrismaClient } from "./generated/client";
import { migrate } from "./migrate";
import { makeDataDir } from "./postgres/server-files";
import { StoreUnavailable } from "./postgres/unavailable";
import { openVault, type Vault } from "./vault";

/** The database as the rest of the program holds it. */
export interface Store {
  /** For bulk and for statements of one's own. */
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  readonly vault: Vault;
  /** Seals a value that is no ledger row, e.g. an envelope of the outbox, to the name of what it is. */
  seal(value: Uint8Array, subject?: string): Uint8Array<ArrayBuffer>;
  /** Throws SealBroken. */
  open(sealed: Uint8Array, subject?: string): Uint8Array<ArrayBuffer>;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly connectionString: string;
  /** LVJI_DATA: the key of sealed columns lives in its `keys`. */
  readonly dataDir: string;
  /** Most connections held at once. */
  readonly connections?: number;
  /** Leave the schema as it is (a web process beside `up`). */
  readonly skipMigrations?: boolean;
}

/** Connects, migrates and checks that this LVJI_DATA belongs to this database. Throws StoreUnavailable. */
export async function openStore(options: StoreOptions): Promise<Store> {
  makeDataDir(options.dataDir);
  const vault = openVault(options.dataDir);
  const pool = new pg.Pool({ connectionString: options.connectionString, max: options.connections ?? 10 });
  // An idle connection that breaks (the server was restarted) is replaced at the next use; it must not end us.
  pool.on("error", () => {});
  // Nor must one in use: whoever holds it hears of it from its next query.
  pool.on("connect", (client) => void client.on("error", () => {}));
  try {
    await connectable(pool);
    if (!options.skipMigrations) await migrate(pool);
    await claim(pool, vault);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    vault,
    seal: (value, subject = "value") => vault.seal(value, utf8(subject)),
    open: (sealed, subject = "value") => vault.open(sealed, utf8(subject), subject),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

async function connectable(pool: pg.Pool): Promise<void> {
  try {
    const client = await pool.connect();
    client.release();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreUnavailable(
      "unreachable",
      `the database does not answer (${reason}): check DATABASE_URL`,
      cause,
    );
  }
}

// Two data directories are two markets: the first one to open a database keeps it.
async function claim(pool: pg.Pool, vault: Vault): Promise<void> {
  await pool.query(
    "INSERT INTO projection (id, next, rows, key_check) VALUES (1, 0, 0, $1) ON CONFLICT (id) DO NOTHING",
    [Buffer.from(vault.check)],
  );
  const found = await pool.query<{ key_check: Buffer }>("SELECT key_check FROM projection WHERE id = 1");
  const check = found.rows[0]?.key_check;
  if (check?.equals(vault.check)) return;
  throw new StoreUnavailable(
    "other-key",
    "this database belongs to another LVJI_DATA: use the one it was made with, or another DATABASE_URL",
  );
}
