import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { marketBench } from "@/lib/cli/bench";
import { cryptoBench } from "@/lib/crypto/bench";
import { type BenchRow, ledgerBench } from "@/lib/ledger/bench";
import { openLedger } from "@/lib/ledger/open";
import { settleLine } from "@/lib/market/settlement/rules";
import { proofBench } from "@/lib/proof/bench";
import { storeBench } from "@/lib/store/bench";
import { ensurePostgres } from "@/lib/store/postgres/server";
import { openStore } from "@/lib/store/store";
import { tracingBench } from "@/lib/tracing/bench";
import { loadDemo } from "@/prisma/demo/load";
import { pagesBench } from "./pages/pages-bench";
import { scaleMarket } from "./pages/scale-market";
import { tablesBench } from "./pages/tables-bench";
import { throwAway, throwAwayFolder } from "./running/throw-away";
import { verifierSizes } from "./running/verifier-size";

/** A part of the bench: what it is called by `--only`, and its rows of quality's table. */
interface Part {
  readonly name: string;
  run(bench: Bench): Promise<readonly BenchRow[]>;
}

interface Bench {
  readonly only: string;
  readonly log: (line: string) => void;
  /** A new, empty folder, removed at the end. */
  folder(): string;
  /** `--data`: a market to measure the pages of, in place of a throw-away one. */
  readonly data: string | undefined;
}

const parts: readonly Part[] = [
  { name: "hash a record, Merkle build", run: cryptoBench },
  { name: "settle and trace", run: (bench) => withPostgres(bench, settleAndTrace) },
  {
    name: "curves into PostgreSQL, storage",
    run: (bench) => withPostgres(bench, (connectionString) => storeBench({ connectionString })),
  },
  { name: "readings accepted, finality", run: ledgerBench },
  { name: "import of a year, path of a kWh, verify", run: wholeMarket },
  { name: "demonstration market", run: demonstration },
  { name: "verifier size", run: verifierSizes },
  { name: "bundles built and verified", run: proofBench },
  { name: "pages at scale", run: pagesAtScale },
];

const note = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { json: { type: "boolean" }, only: text, data: text } });
  const only = values.only?.toLowerCase() ?? "";
  const chosen = parts.filter(({ name }) => name.toLowerCase().includes(only));
  if (chosen.length === 0) return fail(`nothing is called that: ${parts.map(({ name }) => name).join("; ")}`);
  const folders: string[] = [];
  const folder = () => {
    const made = throwAwayFolder();
    folders.push(made);
    return made;
  };
  const rows: BenchRow[] = [];
  note(machine());
  try {
    for (const { name, run } of chosen)
      rows.push(...(await measure(name, () => run({ only, log: note, folder, data: values.data }))));
  } finally {
    for (const made of folders) throwAway(made);
  }
  note(`${table(rows)}\n${machine()}`);
  if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
}

async function measure(name: string, run: () => Promise<readonly BenchRow[]>): Promise<readonly BenchRow[]> {
  const started = performance.now();
  const rows = await run();
  const seconds = (performance.now() - started) / 1000;
  if (rows.length > 0) note(`${name}: measured in ${seconds.toFixed(1)} s, load ${loadavg()[0]?.toFixed(1)}`);
  return rows;
}

function fail(text: string): void {
  note(text);
  process.exitCode = 2;
}

async function withPostgres<T>(bench: Bench, work: (connectionString: string) => Promise<T>): Promise<T> {
  const postgres = await ensurePostgres({ dataDir: bench.folder() });
  try {
    return await work(postgres.connectionString);
  } finally {
    await postgres.stop();
  }
}

function settleAndTrace(connectionString: string): Promise<BenchRow[]> {
  return tracingBench({ connectionString, settleLine });
}

function wholeMarket({ folder, log, only }: Bench): Promise<BenchRow[]> {
  return marketBench({ dataDir: folder(), log, withPaths: !only.startsWith("import") });
}

/** From an empty database and no ledger to certificates: files, commands, settlement of three months. */
async function demonstration(bench: Bench): Promise<BenchRow[]> {
  const dataDir = bench.folder();
  const postgres = await ensurePostgres({ dataDir });
  try {
    const started = performance.now();
    const store = await openStore({ connectionString: postgres.connectionString, dataDir });
    const ledger = await openLedger({ dataDir });
    await loadDemo({ store, ledger, dataDir, log: () => {} });
    const seconds = (performance.now() - started) / 1000;
    await ledger.close();
    await store.close();
    return [oneOf("load the demonstration market, three months", seconds, "s", "< 60 s", seconds < 60)];
  } finally {
    await postgres.stop();
  }
}

/** Five minutes of filling and building before anything is measured: only when it is asked for. */
async function pagesAtScale({ only, log, folder, data }: Bench): Promise<BenchRow[]> {
  if (only === "") return [];
  const market = await scaleMarket(data ?? folder(), log);
  try {
    return [...(await pagesBench({ ...market, log })), ...(await tablesBench({ ...market, log }))];
  } finally {
    await market.stop();
  }
}

function oneOf(figure: string, value: number, unit: string, goal: string, met: boolean): BenchRow {
  return { figure, ours: Math.round(value * 10) / 10, peer: null, unit, ratio: null, goal, met };
}

function machine(): string {
  const load = loadavg().map((one) => one.toFixed(2));
  return `${cpus().length} cores, Node ${process.versions.node}, load average ${load.join(" ")}`;
}

function table(rows: readonly BenchRow[]): string {
  const cells = rows.map(({ figure, ours, peer, unit, ratio, goal, met }) => [
    met ? "met" : "NOT",
    `${ours.toLocaleString("en")} ${unit}`,
    peer === null ? "–" : peer.toLocaleString("en"),
    ratio === null ? "–" : `${ratio.toFixed(1)} ×`,
    goal,
    figure,
  ]);
  const all = [["goal", "ours", "peer", "ratio", "wanted", "figure"], ...cells];
  const widths = all[0]?.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

await main();
