/**
 * A seeded drill: a random market goes through the command line, whose process (or whose PostgreSQL) is killed at
 * random points of import, settlement and issuing, and is called again until it is done. In the end it must be what an
 * undisturbed run makes: the same answers, the same segments, the same number of entries of each type, and a log that,
 * executed again from nothing, gives every entry, every row and the very root that its members signed.
 */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import { fromUtf8, toHex } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";
import { type Desk, openDesk } from "@/lib/gateway/desk";
import { replay } from "@/lib/jobs/audit/replay";
import { auditView } from "@/lib/jobs/audit/view";
import { type Random, randomOf } from "@/lib/jobs/import/curves/curves.oracle";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { openLedger } from "@/lib/ledger/open";
import { segments } from "@/lib/market/state";
import { openAnswer } from "@/lib/store/rows/job-answer";
import { openStore } from "@/lib/store/store";

/** Where a market lives while it is drilled. */
export interface DrillGround {
  /** Its own, empty at the beginning. */
  readonly dataDir: string;
  /** What the command line is given besides; without DATABASE_URL it takes the embedded PostgreSQL. */
  readonly env: Readonly<Record<string, string>>;
  /** A database that answers, brought up again where it was killed. */
  database(): Promise<string>;
  /** Kills what is to be killed; the command's own process where it is absent. */
  kill?(): void;
}

export interface KillDrill {
  readonly seed: number;
  /** How often each of `disturbed` is killed, at most: one that ends first was quicker. */
  readonly kills: number;
  /** Steps that go through the command line, by name; the others are run here and are left in peace. */
  readonly disturbed: readonly string[];
  readonly log?: (line: string) => void;
}

/** A step of the market's making: `lvji` and its arguments. */
interface Step {
  readonly name: string;
  readonly args: readonly string[];
  /** Commands it submits, about. */
  readonly submits: number;
  run(desk: Desk): Promise<unknown>;
}

/** What two runs of the same files have in common, whatever their keys, secrets and clocks. */
export interface MarketHead {
  readonly answers: readonly unknown[];
  readonly entries: Readonly<Record<string, number>>;
  /** SHA-256 of the packed segments of every line. */
  readonly segments: readonly string[];
}

/** Runs the market here, in peace. */
export async function undisturbed(seed: number, ground: DrillGround): Promise<MarketHead> {
  const answers: unknown[] = [];
  await withDesk(ground, async (desk) => {
    for (const step of stepsOf(seed, ground.dataDir)) answers.push(comparable(await step.run(desk)));
  });
  return headOf(ground, answers);
}

/** Runs it disturbed. Throws where the outcome is not sound in itself; the caller compares it with the other. */
export async function disturbed(
  drill: KillDrill,
  ground: DrillGround,
): Promise<{ readonly head: MarketHead; readonly kills: number }> {
  const random = randomOf(drill.seed + 1_000_003);
  const answers: unknown[] = [];
  let kills = 0;
  for (const step of stepsOf(drill.seed, ground.dataDir)) {
    if (!drill.disturbed.includes(step.name)) {
      answers.push(comparable(await withDesk(ground, (desk) => step.run(desk))));
      continue;
    }
    const { answer, killed } = await persist(step, ground, drill.kills, random);
    drill.log?.(`${step.name}: killed ${killed} ×`);
    kills += killed;
    answers.push(comparable(answer));
  }
  return { head: await headOf(ground, answers), kills };
}

function stepsOf(seed: number, dataDir: string): Step[] {
  const { files, month, lines } = randomMarket(seed);
  const folder = join(dataDir, "files");
  mkdirSync(folder, { recursive: true });
  const imports = files.map(({ name, text }): Step => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, text);
    const payload = { name, path, zero: false, ownerKeys: "none" } as const;
    const submits = name === "curves" ? 28 : 1;
    return { name, args: ["import", name, path], submits, run: (desk) => runJob(desk, "import", payload) };
  });
  const plants = new Set(lines.map(({ plant }) => plant)).size;
  const units = new Set(lines.map(({ unit }) => unit)).size;
  const settle: Step = {
    name: "settle",
    args: ["settle", "--month", month],
    submits: 3 + 2 * plants,
    run: (desk) => runJob(desk, "settle", { month, preview: false }),
  };
  const issue: Step = {
    name: "issue",
    args: ["issue", "--month", month],
    submits: units,
    run: (desk) => runJob(desk, "issue", { month }),
  };
  return [...imports, settle, issue];
}

/** Codes and reasons of a certificate's answer name what is a run's own; quantities and refusals are everybody's. */
function comparable(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => (key === "code" && isTraceCode(value) ? "" : value)),
  );
}

function isTraceCode(value: unknown): boolean {
  return typeof value === "string" && /^L1.{30}$/.test(value);
}

async function persist(
  step: Step,
  ground: DrillGround,
  most: number,
  random: Random,
): Promise<{ answer: unknown; killed: number }> {
  for (let killed = 0, tries = 0; tries < most + 8; tries++) {
    const point = { submissions: Math.floor(random() * (step.submits + 1)), laterMs: random() * 40 };
    const ended = await callOnce(step, ground, killed < most ? point : undefined);
    if (ended.wasKilled) killed++;
    if (ended.code === 0 || ended.code === 1)
      return { answer: await firstAnswer(step, ground, ended), killed };
    if (!ended.wasKilled) throw new Error(`${step.name} ended with ${ended.code}: ${ended.told}`);
  }
  throw new Error(`${step.name} was never done`);
}

interface Ended {
  readonly code: number | null;
  readonly wasKilled: boolean;
  readonly said: string;
  readonly told: string;
}

interface Point {
  /** After so many more commands stand in the outbox … */
  readonly submissions: number;
  /** … and so long. */
  readonly laterMs: number;
}

async function callOnce(step: Step, ground: DrillGround, point: Point | undefined): Promise<Ended> {
  const connectionString = await ground.database();
  const before = await submissions(connectionString);
  const { DATABASE_URL: _, ...rest } = process.env;
  const program = join(process.cwd(), "scripts", "lvji.mjs");
  const child = spawn(process.execPath, [program, ...step.args, "--json"], {
    env: { ...rest, LVJI_DATA: ground.dataDir, ...ground.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [said, told]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (data: Buffer) => void said.push(data));
  child.stderr.on("data", (data: Buffer) => void told.push(data));
  let isOver = false;
  let wasKilled = false;
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).finally(() => {
    isOver = true;
  });
  const watching = point && watch(connectionString, before + point.submissions, () => isOver);
  const killing = watching?.then(async () => {
    await sleep(point?.laterMs ?? 0);
    if (isOver) return;
    wasKilled = true;
    if (ground.kill) ground.kill();
    else child.kill("SIGKILL");
  });
  const code = await closed;
  await killing;
  return { code, wasKilled, said: Buffer.concat(said).toString(), told: Buffer.concat(told).toString() };
}

/** Resolves when so many commands were submitted in all, or it is over. */
async function watch(connectionString: string, count: number, isOver: () => boolean): Promise<void> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => {});
  await client.connect();
  try {
    while (!isOver() && (await countIn(client)) < count) await sleep(3);
  } finally {
    await client.end().catch(() => {});
  }
}

async function submissions(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await countIn(client);
  } finally {
    await client.end();
  }
}

async function countIn(client: pg.Client): Promise<number> {
  try {
    const { rows } = await client.query<{ count: number }>("SELECT count(*)::int AS count FROM outbox");
    return rows[0]?.count ?? 0;
  } catch {
    // Before the first command has made its table, or while the server is down.
    return 0;
  }
}

/**
 * A process killed between its last commit and its answer is called again and finds everything there already, which
 * it says; what it would have said is what its job's row says.
 */
async function firstAnswer(step: Step, ground: DrillGround, ended: Ended): Promise<unknown> {
  if (ended.said === "") throw new Error(`${step.name} ended with ${ended.code}, unanswered: ${ended.told}`);
  const answer: unknown = JSON.parse(ended.said);
  if (step.args[0] !== "import") return answer;
  const { dataDir } = ground;
  const store = await openStore({ connectionString: await ground.database(), dataDir, connections: 1 });
  try {
    const { rows } = await store.pool.query<{ id: string; answer: unknown }>(
      "SELECT id, answer FROM job WHERE name = 'import' AND state = 'done' AND payload->>'path' = $1 ORDER BY created_at",
      [step.args[2]],
    );
    const { refusedCount: _, ...first } = rows[0] ? openAnswer(store, rows[0].id, rows[0].answer) : {};
    return first;
  } finally {
    await store.close();
  }
}

async function withDesk<T>(ground: DrillGround, work: (desk: Desk) => Promise<T>): Promise<T> {
  const { dataDir } = ground;
  const store = await openStore({ connectionString: await ground.database(), dataDir, connections: 4 });
  const ledger = await openLedger({ dataDir });
  try {
    return await work(await openDesk(store, ledger, dataDir));
  } finally {
    await ledger.close();
    await store.close();
  }
}

/** Throws unless the four members agree, the log gives what they keep, and the database is what the ledger gives. */
async function headOf(ground: DrillGround, answers: readonly unknown[]): Promise<MarketHead> {
  return withDesk(ground, async ({ store, ledger, dataDir }) => {
    const members = await ledger.members();
    const stands = new Set(members.map(({ height, root, digest }) => `${height} ${root} ${digest}`));
    const states = members.map(({ state }) => state);
    if (stands.size !== 1 || states.some((state) => state !== "agreeing"))
      throw new Error(`members: ${JSON.stringify(members)}`);
    const replayed = await replay(ledger, () => undefined);
    const view = await auditView({ store, ledger, dataDir, connectionString: await ground.database() });
    const [finding] = [...replayed.findings, ...view.findings];
    if (finding) throw new Error(`audit: ${JSON.stringify(finding)}`);
    const pending = await store.pool.query("SELECT 1 FROM outbox WHERE state = 'pending'");
    const staged = await store.pool.query("SELECT 1 FROM staged_day");
    if (pending.rowCount || staged.rowCount)
      throw new Error(`left behind: ${pending.rowCount} commands, ${staged.rowCount} staged days`);
    return { answers, entries: await entryTypes(ledger), segments: await packedSegments(ledger) };
  });
}

async function entryTypes(ledger: Ledger): Promise<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { bytes } of await ledger.entries(0, 100_000)) {
    const { type }: { type: string } = JSON.parse(fromUtf8(bytes));
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function packedSegments(ledger: Ledger): Promise<string[]> {
  const hashes: string[] = [];
  for (const key of await ledger.stateKeys(`${segments.name}/`, 100_000)) {
    const packed = await ledger.state(key);
    if (packed) hashes.push(toHex(sha256(packed)));
  }
  return hashes.sort((a, b) => (a < b ? -1 : 1));
}
