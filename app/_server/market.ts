import "server-only";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { toHex } from "@/lib/crypto/bytes";
import type { Ledger } from "@/lib/ledger/ledger";
import { openLedger } from "@/lib/ledger/open";
import { fingerprint } from "@/lib/market/members/roster";
import { Source } from "@/lib/proof/build/source";
import { takeInHand } from "@/lib/store/digest/at-hand";
import { openStore, type Store } from "@/lib/store/store";

/** What the pages and handlers read from; one of each in a process, however often modules are loaded again. */
interface Market {
  readonly ledger: Ledger;
  readonly source: Source;
}

const kept = globalThis as typeof globalThis & {
  lvjiMarket?: Promise<Market>;
  lvjiStore?: Promise<Store>;
  lvjiAtHand?: Promise<void>;
};

export function dataDir(): string {
  return process.env.LVJI_DATA ?? join(process.cwd(), ".data");
}

/** What QR codes and links say: PUBLIC_URL, else this machine's own address. */
export function publicUrl(): string {
  return (process.env.PUBLIC_URL ?? `http://localhost:${process.env.PORT ?? "3000"}`).replace(/\/+$/, "");
}

async function openMarket(): Promise<Market> {
  const ledger = await openLedger({ dataDir: dataDir(), publicUrl: publicUrl() });
  return { ledger, source: new Source(ledger) };
}

/** Throws LedgerUnavailable. A failure to open is not remembered. */
export function market(): Promise<Market> {
  kept.lvjiMarket ??= openMarket().catch((error: unknown) => {
    kept.lvjiMarket = undefined;
    throw error;
  });
  return kept.lvjiMarket;
}

export function store(): Promise<Store> {
  const connectionString = process.env.DATABASE_URL;
  if (!connectionString) throw new Error("DATABASE_URL is not set: start the application with npm run up");
  kept.lvjiStore ??= openedStore(connectionString).catch((error: unknown) => {
    kept.lvjiStore = undefined;
    throw error;
  });
  return kept.lvjiStore;
}

async function openedStore(connectionString: string): Promise<Store> {
  const opened = await openStore({ connectionString, dataDir: dataDir(), skipMigrations: true });
  // Who asks for what it could not open is told why.
  kept.lvjiAtHand = takeInHand(opened).catch(() => {});
  return opened;
}

const PATIENCE_MS = 20_000;

/** Once what is looked at most is at hand, or soon: a start waits for it, no page does. */
export async function atHand(): Promise<void> {
  await store();
  await Promise.race([kept.lvjiAtHand, sleep(PATIENCE_MS, undefined, { ref: false })]);
}

/** The fingerprint of the first roster, hex: what a print's `t` and a visitor's device pin. */
export async function rosterFingerprint(): Promise<string> {
  const { ledger } = await market();
  const [first] = await ledger.roster();
  if (!first) throw new Error("the ledger has no roster");
  return toHex(fingerprint(first));
}
