import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { finishedMonths } from "@/lib/store/digest/national";
import { monthsToDigest } from "@/lib/store/digest/whole-month";
import { ensurePostgres } from "@/lib/store/postgres/server";
import { openStore } from "@/lib/store/store";
import { fillScale } from "@/prisma/scale/fill";
import { FULL_SIZE } from "@/prisma/scale/size";
import { findRunning } from "../running/running";

const accounts = z.array(z.object({ role: z.string(), email: z.string(), password: z.string() }));

export interface ScaleMarket {
  readonly base: string;
  readonly person: { readonly email: string; readonly password: string };
  /** The first account of each workplace. */
  readonly people: Readonly<Record<string, ScaleMarket["person"]>>;
  /** The made-up months, oldest first. */
  readonly months: readonly string[];
  stop(): Promise<void>;
}

/** The demonstration market of a data directory, filled to its full size and running on loopback, its digests made. */
export async function scaleMarket(dataDir: string, log: (line: string) => void): Promise<ScaleMarket> {
  let { port, stop } = await running(resolve(dataDir), log);
  try {
    const { months, made } = await filled(dataDir, log);
    if (made) {
      // What was registered beside the ledger is not known to a server that has its names at hand.
      await stop();
      ({ port, stop } = await running(resolve(dataDir), log));
    }
    const listed = accounts.parse(
      JSON.parse(readFileSync(join(dataDir, "keys", "demo-accounts.txt"), "utf8")),
    );
    const person = listed.find(({ role }) => role === "regulator");
    if (person === undefined) throw new Error("nobody signs in as the regulator");
    const people = Object.fromEntries([...listed].reverse().map((one) => [one.role, one]));
    return { base: `http://localhost:${port}`, person, people, months, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The one that runs there already is left running; else one is started, and stopped at the end. */
async function running(dataDir: string, log: (line: string) => void) {
  const known = findRunning(dataDir);
  if (known !== undefined) return { port: known.port, stop: async () => {} };
  const port = await freePort();
  log(`starting a market on port ${port}`);
  const env = {
    ...process.env,
    LVJI_DATA: dataDir,
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
  };
  const child = spawn(process.execPath, [join("scripts", "up.mjs")], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const ready = new Promise<void>((done) => {
    child.stdout.on("data", (text: Buffer) => {
      if (text.toString().includes("ready http")) done();
    });
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  await Promise.race([ready, ended.then(() => Promise.reject(new Error("up ended before it was ready")))]);
  return { port, stop };
}

async function filled(
  dataDir: string,
  log: (line: string) => void,
): Promise<{ months: string[]; made: boolean }> {
  const postgres = await ensurePostgres({ dataDir });
  const store = await openStore({
    connectionString: postgres.connectionString,
    dataDir,
    skipMigrations: true,
  });
  try {
    const made = await fillScale(store, FULL_SIZE);
    if (made) log(`${made.certificates} certificates, ${made.contracts} contracts`);
    for (let missing = -1; missing !== 0; ) {
      const now = (await monthsToDigest(store)).length;
      if (now !== missing && now > 0) log(`${now} months to be added up`);
      missing = now;
      if (missing > 0) await sleep(1_000);
    }
    const months = (await finishedMonths(store)).map(({ month }) => month).slice(0, FULL_SIZE.months);
    return { months, made: made !== undefined };
  } finally {
    await store.close();
    await postgres.stop();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
