/** For tests: commands a founded market accepts, signed with the keys its genesis left in the data directory. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "lmdb";
import { fromHex, fromUtf8 } from "@/lib/crypto/bytes";
import type { Json } from "@/lib/crypto/canonical";
import { channelCode } from "@/lib/market/assets/model";
import { codeFor, registrationMonths } from "@/lib/market/codes";
import type { Envelope, Held } from "@/lib/market/command";
import { author, type TestKey } from "@/lib/market/test-author";
import type { FounderRole, KeyFile } from "./embedded/genesis";
import type { Ledger } from "./ledger";

/** 2026-04-09T00:00:00+08:00. */
export const TEST_TIME = 1_775_664_000;

/** A data directory of its own, and how to drop it. Short: a socket's address has to fit. */
export function temporaryData(): { dataDir: string; drop(): void } {
  const dataDir = mkdtempSync(join(tmpdir(), "lvji-"));
  return { dataDir, drop: () => rmSync(dataDir, { recursive: true, force: true }) };
}

/** Turns one bit of a member's store on the disk, under the first key that begins with `prefix`. Nobody may have it open. */
export async function rot(dataDir: string, member: string, prefix: string): Promise<void> {
  const path = join(dataDir, "ledger", member, "store");
  const db = open<Uint8Array, string>({ path, noSubdir: false, encoding: "binary", cache: false });
  const key = [...db.getKeys({ start: prefix, limit: 1 })][0] ?? "";
  if (!key.startsWith(prefix)) throw new Error(`${member} keeps nothing under ${prefix}`);
  const stored = Buffer.from(db.get(key) ?? []);
  stored[stored.length - 3] = (stored[stored.length - 3] ?? 0) ^ 1;
  await db.put(key, stored);
  await db.close();
}

export interface Founded {
  readonly market: string;
  readonly exchange: TestKey & { readonly participant: string };
  readonly grid: TestKey & { readonly participant: string };
}

/** Who founded the market of a data directory. */
export async function founded(dataDir: string, ledger: Ledger): Promise<Founded> {
  const roster = (await ledger.roster())[0];
  if (!roster) throw new Error("no market was founded");
  return { market: roster.origin, exchange: keyOf(dataDir, "exchange"), grid: keyOf(dataDir, "grid") };
}

function keyOf(dataDir: string, role: FounderRole): TestKey & { readonly participant: string } {
  const file: KeyFile = JSON.parse(readFileSync(join(dataDir, "keys", `${role}.json`), "utf8"));
  const { keyId, alg, publicKey, privateKey, participant } = file;
  return { keyId, alg, publicKey, privateKey: fromHex(privateKey), participant };
}

export interface ChannelOptions {
  readonly time?: number;
  /** Loss; 10^6 and above is refused. */
  readonly lossPpm?: number;
  readonly seed?: string;
}

/** Registers channel `sequence` (from 1): accepted when those before it are. */
export function channelCommand(
  { market, exchange }: Founded,
  sequence: number,
  options: ChannelOptions = {},
): Promise<Envelope> {
  const { time = TEST_TIME, lossPpm = 1000, seed = "channel" } = options;
  const ends = { fromProvince: "15", toProvince: "11" };
  const code = codeFor(channelCode(ends, registrationMonths(time)), sequence);
  const record = {
    code,
    id: `H${sequence}`,
    name: `通道 ${sequence}`,
    ...ends,
    lossPpm,
    capacityKw: 8_000_000,
  };
  return author({
    market,
    type: "channel.register",
    payload: { records: [record] },
    signers: [{ key: exchange }],
    notAfter: time + 3600,
    seed: `${seed}/${sequence}`,
  });
}

export interface GridCommand {
  readonly type: string;
  readonly payload: Readonly<Record<string, Json>>;
  readonly sealed?: Readonly<Record<string, Json>>;
  readonly held?: readonly Held[];
  readonly seed: string;
  readonly time?: number;
}

/** Any command the given founder signs alone. */
export function signedBy(founder: TestKey, market: string, draft: GridCommand): Promise<Envelope> {
  const { time = TEST_TIME, ...rest } = draft;
  return author({ ...rest, market, signers: [{ key: founder }], notAfter: time + 3600 });
}

/** Index and type of every entry. */
export async function typesOf(ledger: Ledger): Promise<string[]> {
  const leaves = await ledger.entries(0, 100_000);
  return leaves.map(({ bytes }) => String(JSON.parse(fromUtf8(bytes)).type));
}

/** What two ledgers must have in common: every member's root and digest. */
export async function headsOf(ledger: Ledger): Promise<string[]> {
  return (await ledger.members()).map(({ height, root, digest }) => `${height} ${root} ${digest}`);
}
