import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { type DrillGround, disturbed, type MarketHead, undisturbed } from "@/lib/cli/test-kill";
import { openEmbedded } from "@/lib/ledger/embedded/open-embedded";
import { TestDisks } from "@/lib/ledger/test-disks";
import { channelCommand, founded, TEST_TIME, temporaryData } from "@/lib/ledger/test-ledger";
import { type Fixture, simulate } from "@/lib/ledger/test-simulator";
import { ensurePostgres } from "@/lib/store/postgres/server";
import { killPostgres, throwAway, throwAwayFolder } from "./running/throw-away";

// Every run of every drill has its own seed, counted up from the first; the seed that fails is printed with the
// command that repeats it.

/** Of the ledger's simulator in one run: it takes a tenth of a second. */
const SIMULATIONS = 100;
/** Of stored rows, in one run. */
const MUTATIONS = 1_000;
const EVERYTHING = [
  ...["participants", "plants", "units", "meters", "channels"],
  ...["contracts", "mechanism", "curves", "settle", "issue"],
];
const LONG_WORK = ["curves", "settle", "issue"];

const note = (line: string): void => void process.stderr.write(`${line}\n`);

type Drill = (seed: number) => Promise<string>;

const drills: Readonly<Record<string, Drill>> = {
  simulator: simulatorDrill,
  app: (seed) => killDrill(seed, { kills: 2, disturbed: EVERYTHING }, false),
  postgres: (seed) => killDrill(seed, { kills: 2, disturbed: LONG_WORK }, true),
  mutations: mutationDrill,
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: "string" }, runs: { type: "string" }, only: { type: "string" } },
  });
  const first = Number(values.seed ?? randomInt(1, 1_000_000));
  const runs = Number(values.runs ?? 3);
  const chosen = Object.entries(drills).filter(([name]) => values.only === undefined || name === values.only);
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(runs) || chosen.length === 0) {
    note(`drill [--seed N] [--runs N] [--only ${Object.keys(drills).join("|")}]`);
    process.exitCode = 2;
    return;
  }
  let failed = 0;
  for (const [name, drill] of chosen) {
    for (let seed = first; seed < first + runs; seed++) failed += (await runOne(name, drill, seed)) ? 0 : 1;
  }
  process.stdout.write(`${chosen.length * runs - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function runOne(name: string, drill: Drill, seed: number): Promise<boolean> {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  try {
    note(`ok      ${name}, seed ${seed}: ${await drill(seed)} (${seconds()})`);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    note(`FAILED  ${name}, seed ${seed} (${seconds()}): ${reason}`);
    note(`again with: npm run drill -- --only ${name} --seed ${seed} --runs 1`);
    return false;
  }
}

/** Four nodes, disks that fail and rot, crashes, clocks that jump, commands sent twice. */
async function simulatorDrill(seed: number): Promise<string> {
  const { dataDir, drop } = temporaryData();
  try {
    const fixture = await simulatorFixture(dataDir);
    for (let at = 0; at < SIMULATIONS; at++) await simulate(fixture, seed * SIMULATIONS + at);
    return `${SIMULATIONS} simulations sound`;
  } finally {
    drop();
  }
}

async function simulatorFixture(dataDir: string): Promise<Fixture> {
  const disks = new TestDisks();
  const ledger = await openEmbedded({ dataDir, openStore: disks.open, clock: () => TEST_TIME });
  const market = await founded(dataDir, ledger);
  const commands = await Promise.all(Array.from({ length: 14 }, (_, at) => channelCommand(market, at + 1)));
  await ledger.close();
  return { dataDir, disks, commands };
}

/** The same market twice, once in peace and once with its process, or its PostgreSQL, killed with -9. */
async function killDrill(
  seed: number,
  options: { readonly kills: number; readonly disturbed: readonly string[] },
  killsPostgres: boolean,
): Promise<string> {
  const wanted = await onGround(false, (ground) => undisturbed(seed, ground));
  const log = (line: string) => note(`        ${line}`);
  const { head, kills } = await onGround(killsPostgres, (ground) => {
    return disturbed({ seed, log, ...options }, ground);
  });
  requireSame(head, wanted);
  const entries = Object.values(head.entries).reduce((sum, count) => sum + count, 0);
  return `killed ${kills} ×, then the same ${entries} entries, ${head.segments.length} lines, answers and roots`;
}

function requireSame(head: MarketHead, wanted: MarketHead): void {
  for (const part of ["answers", "entries", "segments"] as const) {
    if (isDeepStrictEqual(head[part], wanted[part])) continue;
    throw new Error(
      `other ${part}: ${JSON.stringify(head[part])}, undisturbed ${JSON.stringify(wanted[part])}`,
    );
  }
}

async function onGround<T>(killsPostgres: boolean, work: (ground: DrillGround) => Promise<T>): Promise<T> {
  const dataDir = throwAwayFolder();
  const held: (() => Promise<void>)[] = [];
  const kill = () => killPostgres(dataDir, "SIGKILL");
  const database = async () => {
    const { connectionString, stop } = await ensurePostgres({ dataDir });
    held.push(stop);
    return connectionString;
  };
  try {
    return await work({ dataDir, env: {}, database, ...(killsPostgres ? { kill } : {}) });
  } finally {
    for (const stop of held) await stop();
    throwAway(dataDir);
  }
}

/** Single fields of stored rows altered at random: the test that does so is told how many, and from which seed. */
async function mutationDrill(seed: number): Promise<string> {
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join("lib", name))
    .filter((name) => readFileSync(name, "utf8").includes("LVJI_MUTATIONS"));
  if (files.length === 0) return "no test alters stored rows yet";
  for (const file of files) {
    const config = file.endsWith(".db.test.ts") ? "vitest.db.config.ts" : "vitest.config.ts";
    const env = { ...process.env, LVJI_MUTATIONS: String(MUTATIONS), LVJI_SEED: String(seed) };
    await vitest(["run", "--config", config, "--reporter=dot", file], env);
  }
  return `${MUTATIONS} alterations, none unnoticed (${files.join(", ")})`;
}

function vitest(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const program = join("node_modules", ".bin", "vitest");
  const child = spawn(program, args, { env, stdio: ["ignore", 2, 2] });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`vitest ended with ${code}`))));
  });
}

await main();
