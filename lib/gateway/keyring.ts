/**
 * Keys the gateway keeps: one JSON file a key in `LVJI_DATA/keys`, readable by its owner only. The embedded genesis
 * makes those of the exchange, the grid company and the regulator; `import participants --owner-keys` adds more.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { fromHex, toHex } from "@/lib/crypto/bytes";
import { keyId } from "@/lib/crypto/keys";
import { keyPair, sign } from "@/lib/crypto/signatures";
import type { SigningKey } from "@/lib/gateway/author";
import { possessionBytes } from "@/lib/market/participants/model";

export interface OwnKey {
  readonly keyId: string;
  readonly alg: "p256" | "sm2";
  /** 04 ‖ X ‖ Y in hex. */
  readonly publicKey: string;
  readonly privateKey: Uint8Array;
  /** Code of the participant it signs for. */
  readonly participant: string;
  readonly label: string;
  readonly custody: "gateway" | "exchange";
}

/** A kept key as a signer. */
export function keptSigner({ keyId, alg, privateKey }: OwnKey, isSealed: boolean): SigningKey {
  return { keyId, alg, isSealed, sign: (message) => sign(alg, privateKey, message) };
}

export interface Keyring {
  /** The participant's keys, in the order they were made. */
  of(participant: string): readonly OwnKey[];
  all(): readonly OwnKey[];
  /** Durable when it returns: a key is kept before anything refers to it. */
  keep(key: OwnKey): void;
  /** For a key whose registration was refused. */
  forget(key: OwnKey): void;
}

const keyFile = z.object({
  keyId: z.string(),
  alg: z.enum(["p256", "sm2"]),
  publicKey: z.string(),
  privateKey: z.string(),
  participant: z.string(),
  label: z.string().default(""),
  custody: z.enum(["gateway", "exchange"]).default("gateway"),
});

/** `dataDir` is LVJI_DATA. Keys another process adds are seen when a participant has none here. */
export function openKeyring(dataDir: string): Keyring {
  const folder = join(dataDir, "keys");
  let byParticipant = readKeys(folder);
  return {
    of(participant) {
      if (!byParticipant.has(participant)) byParticipant = readKeys(folder);
      return byParticipant.get(participant) ?? [];
    },
    all: () => [...readKeys(folder).values()].flat(),
    keep(key) {
      writeKey(folder, key);
      const others = (byParticipant.get(key.participant) ?? []).filter(({ keyId }) => keyId !== key.keyId);
      byParticipant.set(key.participant, [...others, key]);
    },
    forget(key) {
      rmSync(pathOf(folder, key), { force: true });
      const others = (byParticipant.get(key.participant) ?? []).filter((other) => other.keyId !== key.keyId);
      byParticipant.set(key.participant, others);
    },
  };
}

function readKeys(folder: string): Map<string, OwnKey[]> {
  const found = new Map<string, OwnKey[]>();
  for (const name of namesIn(folder)) {
    const key = parsedKey(JSON.parse(readFileSync(join(folder, name), "utf8")));
    if (key === undefined) continue;
    const others = found.get(key.participant) ?? [];
    found.set(key.participant, [...others, key]);
  }
  return found;
}

/** A key as JSON holds it, in its file and in what waits to be signed. */
export type KeyJson = Omit<OwnKey, "privateKey"> & { readonly privateKey: string };

/** The key as JSON, its secret in hex: only ever written sealed or to a file of the owner's alone. */
export function keyJson(key: OwnKey): KeyJson {
  return { ...key, privateKey: toHex(key.privateKey) };
}

/** Undefined where it is none. */
export function parsedKey(json: unknown): OwnKey | undefined {
  const { data } = keyFile.safeParse(json);
  return data && { ...data, privateKey: fromHex(data.privateKey) };
}

function namesIn(folder: string): string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort((a, b) => (a < b ? -1 : 1));
}

function pathOf(folder: string, key: OwnKey): string {
  return join(folder, `${key.participant}-${key.keyId}.json`);
}

function writeKey(folder: string, key: OwnKey): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = pathOf(folder, key);
  const draft = `${path}.${process.pid}.draft`;
  const text = JSON.stringify(keyJson(key), undefined, 2);
  writeFileSync(draft, `${text}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
}

/** A fresh key of a participant and its proof of possession, as a registration carries it. `random`: 32 bytes. */
export async function makeKey(
  market: string,
  participant: string,
  alg: "p256" | "sm2",
  random: Uint8Array,
): Promise<{ key: OwnKey; registration: Record<string, string> }> {
  const pair = await keyPair(alg, random);
  const publicKey = toHex(pair.publicKey);
  const proof = toHex(await sign(alg, pair.privateKey, possessionBytes(market, participant, publicKey)));
  const custody = "gateway" as const;
  return {
    key: {
      keyId: keyId(alg, pair.publicKey),
      alg,
      publicKey,
      privateKey: pair.privateKey,
      participant,
      label: "",
      custody,
    },
    registration: { alg, publicKey, custody, proof },
  };
}
