/** Rows of the bench that need a whole market: a year of readings through the command line, and a kWh's path. */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Desk, openDesk } from "@/lib/gateway/desk";
import type { ImportAnswer } from "@/lib/jobs/import/answer";
import { runJob } from "@/lib/jobs/run";
import type { BenchRow } from "@/lib/ledger/bench";
import { openLedger } from "@/lib/ledger/open";
import { certificates, frozenUnits, lines, traces, versionId } from "@/lib/market/state";
import { buildBundle } from "@/lib/proof/build/bundle";
import { Source } from "@/lib/proof/build/source";
import { verify } from "@/lib/proof/verify/verify";
import { ensurePostgres } from "@/lib/store/postgres/server";
import { project } from "@/lib/store/projection/project";
import { openStore } from "@/lib/store/store";
import { addMonths } from "@/lib/units/interval";
import { type BenchSize, contractsOf, FIRST_MONTH, registrationFiles, yearOfCurves } from "./bench-market";

const SIZE: BenchSize = { plants: 25, units: 25, contractsPerUnit: 25 };
const YEAR = { readings: 50 * 365 * 96, goalSeconds: 60 };
/** Of contracts, settled and issued, after the year of readings. */
const MONTHS = 3;
/** Certificates whose paths are asked for. */
const VISITED = 12;
const ASKED = 600;

export interface MarketBench {
  /** Empty, and the bench's own. */
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** Whether to go on, after the import, to settle, issue and look kWh up. */
  readonly withPaths: boolean;
}

/** Throws when a line is refused, the energy differs or a path does not verify. */
export async function marketBench({ dataDir, log, withPaths }: MarketBench): Promise<BenchRow[]> {
  for (const { name, csv } of registrationFiles(SIZE)) await importFile(dataDir, name, csv);
  const curves = yearOfCurves(SIZE);
  log("a year of readings goes through the command line");
  const started = performance.now();
  const { accepted } = await importFile(dataDir, "curves", curves);
  const seconds = (performance.now() - started) / 1000;
  if (accepted !== YEAR.readings) throw new Error(`${accepted} of ${YEAR.readings} readings accepted`);
  const row: BenchRow = {
    figure: "import of a year of 15-minute readings of 50 meters, one a line, through the command line",
    ours: Math.round(seconds * 10) / 10,
    peer: null,
    unit: "s",
    ratio: null,
    goal: `< ${YEAR.goalSeconds} s`,
    met: seconds < YEAR.goalSeconds,
  };
  return withPaths ? [row, ...(await pathRows(dataDir, log))] : [row];
}

/** `lvji import NAME FILE --json` in a process of its own, its start counted. */
async function importFile(dataDir: string, name: string, csv: string): Promise<ImportAnswer> {
  const folder = join(dataDir, "files");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, csv);
  const answer: ImportAnswer = JSON.parse(await lvji(dataDir, ["import", name, path, "--json"]));
  const [first] = answer.refused;
  if (first) throw new Error(`${name}, line ${first.line}: ${first.field} ${first.code}`);
  return answer;
}

function lvji(dataDir: string, args: readonly string[]): Promise<string> {
  const { DATABASE_URL: _, ...rest } = process.env;
  const child = spawn(process.execPath, [join(process.cwd(), "scripts", "lvji.mjs"), ...args], {
    env: { ...rest, LVJI_DATA: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [said, told]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (data: Buffer) => void said.push(data));
  child.stderr.on("data", (data: Buffer) => void told.push(data));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(said).toString());
      else reject(new Error(`lvji ${args.join(" ")} ended with ${code}: ${Buffer.concat(told)}`));
    });
  });
}

async function pathRows(dataDir: string, log: (line: string) => void): Promise<BenchRow[]> {
  const postgres = await ensurePostgres({ dataDir });
  const store = await openStore({ connectionString: postgres.connectionString, dataDir });
  const ledger = await openLedger({ dataDir });
  try {
    const desk = await openDesk(store, ledger, dataDir);
    const held: Held[] = [];
    for (let at = 0; at < MONTHS; at++) {
      held.push(...(await certified(desk, addMonths(FIRST_MONTH, at))));
      log(`month ${at + 1} of ${MONTHS}: settled, traced, issued`);
    }
    await project(store, ledger);
    return [await pathRow(desk, held), await verifyRow(desk, held)];
  } finally {
    await ledger.close();
    await store.close();
    await postgres.stop();
  }
}

interface Held {
  readonly code: string;
  readonly kwh: number;
}

async function certified(desk: Desk, month: string): Promise<readonly Held[]> {
  const { name, csv } = contractsOf(month, SIZE);
  const path = join(desk.dataDir, "files", `contracts-${month}.csv`);
  writeFileSync(path, csv);
  const accepted = await runJob(desk, "import", { name, path, zero: false, ownerKeys: "none" });
  if (accepted.refused.length > 0) throw new Error(JSON.stringify(accepted.refused[0]));
  const settled = await runJob(desk, "settle", { month, preview: false });
  if (settled.refused.length > 0) throw new Error(JSON.stringify(settled.refused[0]));
  return (await runJob(desk, "issue", { month })).certificates;
}

/**
 * In turns; each ask is another kWh of one of a few certificates, as a visitor sees it. Their lines were asked for
 * once before: the first ask hashes a line's whole month.
 */
async function pathRow(desk: Desk, held: readonly Held[]): Promise<BenchRow> {
  const source = new Source(desk.ledger);
  const some = held.filter((_, at) => at % Math.ceil(held.length / VISITED) === 0);
  await visit(source, some);
  const [ours, peer]: [number[], number[]] = [[], []];
  for (let at = 0; at < ASKED; at++) {
    const asked = askAt(some, at);
    ours.push(await milliseconds(() => ask(source, asked)));
    peer.push(await milliseconds(() => select(desk, asked)));
  }
  const ratio = percentile(ours, 0.5) / percentile(peer, 0.5);
  const p99 = percentile(ours, 0.99);
  const stored = (await segmentCount(source, held)) / 1e6;
  return {
    figure: `path of a kWh with every proof, p99, ${stored.toFixed(1)} M segments stored; peer: primary-key SELECT (ratio: of medians, ${round(percentile(ours, 0.5))} and ${round(percentile(peer, 0.5))} ms)`,
    ours: round(p99),
    peer: round(percentile(peer, 0.99)),
    unit: "ms",
    ratio: round(ratio),
    goal: "p99 ≤ 5 ms and ≤ 8 ×",
    met: p99 <= 5 && ratio <= 8,
  };
}

/** One kWh of every line. */
async function visit(source: Source, held: readonly Held[]): Promise<void> {
  for (const { code } of held) {
    const { month, version, unit } = await source.must(certificates, code);
    const frozen = await source.must(frozenUnits, month, versionId(version), unit);
    let kwh = 1;
    for (const contract of frozen.lines) {
      await ask(source, { code, kwh });
      kwh += (await source.must(lines, month, versionId(version), contract)).values.settledKwh;
    }
  }
}

function askAt(held: readonly Held[], at: number): Held {
  const { code, kwh } = held[(at * 31) % held.length] ?? { code: "", kwh: 0 };
  return { code, kwh: 1 + ((at * 1_000_003) % kwh) };
}

async function ask(source: Source, { code, kwh }: Held): Promise<string> {
  const built = await buildBundle(source, { code, kwh });
  if (!built.ok) throw new Error(`${code}, kWh ${kwh}: ${built.code}`);
  return JSON.stringify(built.bundle);
}

async function select({ store }: Desk, { code }: Held): Promise<string> {
  const { rows } = await store.pool.query("SELECT * FROM certificate WHERE code = $1", [code]);
  if (rows.length !== 1) throw new Error(`${rows.length} rows of ${code}`);
  return JSON.stringify(rows);
}

/** How long Node takes over what a visitor's browser does; the goal in a browser is 50 ms at a quarter of the speed. */
async function verifyRow({ ledger }: Desk, held: readonly Held[]): Promise<BenchRow> {
  const source = new Source(ledger);
  const now = Math.floor(Date.now() / 1000);
  const times: number[] = [];
  for (let at = 0; at < 60; at++) {
    const bundle = await ask(source, askAt(held, at));
    const taken = await milliseconds(async () => {
      const { verdict, checks } = await verify(bundle, {}, now);
      if (verdict !== "verified") throw new Error(JSON.stringify(checks.filter(({ ok }) => ok === false)));
    });
    if (at >= 10) times.push(taken);
  }
  const ours = percentile(times, 0.5);
  return {
    figure: "verify the bundle of one kWh in Node, everything in it, median",
    ours: round(ours),
    peer: null,
    unit: "ms",
    ratio: null,
    goal: "≤ 12.5 ms (50 ms at 4 × throttle)",
    met: ours <= 12.5,
  };
}

async function segmentCount(source: Source, held: readonly Held[]): Promise<number> {
  let count = 0;
  for (const { code } of held) {
    const { month, version, unit } = await source.must(certificates, code);
    const frozen = await source.must(frozenUnits, month, versionId(version), unit);
    for (const line of frozen.lines)
      count += (await source.must(traces, month, versionId(version), line)).count;
  }
  return count;
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
