import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import QRCode from "qrcode";
import { makeLink } from "@/lib/auth/links";
import { diskTrouble } from "@/lib/cli/exit";
import { startWorker } from "@/lib/jobs/worker";
import { LedgerUnavailable } from "@/lib/ledger/ledger";
import { ledgerOptions, type OpenLedger, openLedger } from "@/lib/ledger/open";
import { tryPort } from "@/lib/store/postgres/postmaster";
import { ensurePostgres, keepPostgres } from "@/lib/store/postgres/server";
import { StoreUnavailable } from "@/lib/store/postgres/unavailable";
import { follow, project } from "@/lib/store/projection/project";
import { openStore, type Store } from "@/lib/store/store";
import { loadDemoAccounts } from "@/prisma/demo/accounts";
import { loadDemo } from "@/prisma/demo/load";
import { buildIfChanged } from "./running/build";
import { keepDigests } from "./running/digests";
import { Advice, lanLostToNpm, readOptions, type UpOptions } from "./running/options";
import { claimOrFind, forgetRunning, noteRunning, servedBy } from "./running/running";
import { startWeb } from "./running/web";

/** What must be undone on the way out, the last started first. */
type Undo = () => Promise<void> | void;

const log = (line: string): void => void process.stdout.write(`${line}\n`);
const ready = (port: number): void => log(`ready http://localhost:${port}`);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  const running = await claimOrFind(options.dataDir, options.port);
  if (running !== undefined) {
    log(`already running, as process ${running.up.pid}`);
    if (await servedBy(running)) return ready(running.port);
    throw new Advice(`process ${running.up.pid} ended before the market was open: start it again`);
  }
  const undo: Undo[] = [() => forgetRunning(options.dataDir)];
  let leaving: Promise<void> | undefined;
  const leave = (): Promise<void> => {
    leaving ??= unwind(undo);
    return leaving;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      void leave().then(() => process.exit(0));
    });
  }
  whenLeft(() => void leave().then(() => process.exit(0)));
  try {
    await openMarket(options, undo);
  } catch (error) {
    // Asked to stop while starting: what breaks then is of no interest.
    if (leaving !== undefined) return;
    await leave();
    throw error;
  }
}

// npm passes a signal to its shell only, and the shell not to us: when they are gone, so is whoever wanted this.
function whenLeft(leave: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    leave();
  }, 500);
  watch.unref();
}

async function openMarket(options: UpOptions, undo: Undo[]): Promise<void> {
  await refuseTakenPort(options);
  const stop = new AbortController();
  const { store, connectionString } = await openDatabase(options, undo, stop);
  const built = options.dev ? Promise.resolve(false) : buildIfChanged(log, stop.signal);
  // Told of below; without this, a failure while the ledger opens would be an unhandled one.
  built.catch(() => {});
  const ledger = await openOwnLedger(options, undo);
  const following = follow(store, ledger, { signal: stop.signal, onError: logError });
  const digests = { DATABASE_URL: connectionString, LVJI_DATA: options.dataDir };
  const keeping = keepDigests({ store, env: digests, signal: stop.signal, onError: logError });
  undo.push(async () => {
    stop.abort();
    await Promise.all([following, keeping]);
  });
  const worker = await startWorker(store, ledger, options.dataDir);
  undo.push(() => worker.stop());
  if (options.demo) await loadDemoOnce(store, ledger, options.dataDir);
  await project(store, ledger);
  await offerSetup(store, options);
  await built;
  const env = { DATABASE_URL: connectionString, LVJI_DATA: options.dataDir, PUBLIC_URL: options.publicUrl };
  const web = await startWeb(options, { ...env, PORT: String(options.port) }, (pid) =>
    noteRunning(options.dataDir, options.port, pid),
  );
  undo.push(() => web.stop());
  if (options.lan) log(await QRCode.toString(options.publicUrl, { type: "terminal", small: true }));
  if (options.lan) log(`on your network: ${options.publicUrl}`);
  const lost = options.lan ? undefined : lanLostToNpm(process.env);
  if (lost !== undefined) log(lost);
  ready(options.port);
}

// The web server of an `up` that was killed takes a moment to notice.
async function refuseTakenPort({ port, host }: UpOptions): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    if ((await tryPort(port, host)) !== undefined) return;
    await sleep(100);
  }
  throw new Advice(`port ${port} is taken: stop what listens there, or choose another with PORT=${port + 1}`);
}

async function openDatabase(options: UpOptions, undo: Undo[], stop: AbortController) {
  const { dataDir } = options;
  const databaseUrl = process.env.DATABASE_URL;
  const postgres = await ensurePostgres({ dataDir, databaseUrl, log });
  undo.push(() => postgres.stop());
  if (!databaseUrl) void keepPostgres({ dataDir, signal: stop.signal, log });
  const { connectionString } = postgres;
  const store = await openStore({ connectionString, dataDir });
  undo.push(() => store.close());
  undo.push(() => stop.abort());
  log(databaseUrl ? "database ready (DATABASE_URL)" : "database ready");
  return { store, connectionString };
}

/** A demonstration market says so in its very name, which every proof carries. Only a new ledger takes it. */
const demoMarket = (): string => `demo.lvji.invalid/${randomBytes(4).toString("hex")}`;

async function openOwnLedger({ demo }: UpOptions, undo: Undo[]): Promise<OpenLedger> {
  const named = ledgerOptions(process.env);
  const ledger = await openLedger(demo ? { market: demoMarket(), ...named } : named);
  undo.push(() => ledger.close());
  const members = await ledger.members();
  const agreeing = members.filter(({ state }) => state === "agreeing").length;
  const { size } = await ledger.checkpoint();
  log(`ledger ready: ${agreeing} of ${members.length} members agree on ${size} entries`);
  return ledger;
}

// The marker is there from before the first command until after the last: an interrupted load goes on.
async function loadDemoOnce(store: Store, ledger: OpenLedger, dataDir: string): Promise<void> {
  const key = "demo";
  const marker = await store.prisma.marker.findUnique({ where: { key } });
  if (marker?.value === "loaded") return tellAccounts(store, ledger, dataDir);
  const { size } = await ledger.checkpoint();
  // More than genesis and no marker: a market of somebody's own.
  if (marker === null && size > 1) return;
  log("loading the demonstration market");
  await setMarker(store, key, "loading");
  await loadDemo({ store, ledger, dataDir, log });
  await tellAccounts(store, ledger, dataDir);
  await setMarker(store, key, "loaded");
}

/** Said once, when they are made; `npm run lvji -- accounts` says them again. */
async function tellAccounts(store: Store, ledger: OpenLedger, dataDir: string): Promise<void> {
  const made = await loadDemoAccounts(store, ledger, dataDir);
  if (made.length === 0) return;
  log("accounts of the demonstration market (again: npm run lvji -- accounts):");
  for (const { role, email, password } of made) log(`  ${role}  ${email}  ${password}`);
}

/** A market nobody can sign in to yet: one link, for the first account of its exchange. */
async function offerSetup(store: Store, { publicUrl }: UpOptions): Promise<void> {
  if ((await store.prisma.account.count()) > 0) return;
  const { path } = await makeLink(store, "setup");
  log(`open the exchange's first account, once and within a day: ${publicUrl}${path}`);
}

async function setMarker(store: Store, key: string, value: string): Promise<void> {
  await store.prisma.marker.upsert({ where: { key }, create: { key, value }, update: { value } });
}

async function unwind(undo: Undo[]): Promise<void> {
  for (let step = undo.pop(); step !== undefined; step = undo.pop()) {
    try {
      await step();
    } catch (error) {
      logError(error);
    }
  }
}

function logError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

try {
  await main();
} catch (error) {
  const known = error instanceof Advice || error instanceof StoreUnavailable;
  if (known) process.stderr.write(`up: ${error.advice}\n`);
  else if (diskTrouble(error) !== undefined)
    process.stderr.write(`up: ${diskTrouble(error)}: choose a folder you may write to with LVJI_DATA\n`);
  else if (error instanceof LedgerUnavailable) process.stderr.write(`up: the ledger: ${error.message}\n`);
  else
    process.stderr.write(`up: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(2);
}
