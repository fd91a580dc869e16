/** A member's two keys: one signs the log, another cosigns (protocol §5). Kept in keys.json, readable by its owner. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fromHex, toHex } from "@/lib/crypto/bytes";
import { keyPair } from "@/lib/crypto/signatures";
import type { Hex } from "@/lib/market/command";

/** Ed25519: seeds and public keys of 32 bytes. */
export interface MemberKeys {
  readonly name: string;
  readonly logSeed: Uint8Array;
  readonly logKey: Uint8Array;
  readonly cosignSeed: Uint8Array;
  readonly cosignKey: Uint8Array;
}

interface KeyFile {
  readonly name: string;
  readonly log: { readonly publicKey: Hex; readonly privateKey: Hex };
  readonly cosign: { readonly publicKey: Hex; readonly privateKey: Hex };
}

/** The member's keys, made when the file is absent. */
export async function memberKeys(path: string, name: string): Promise<MemberKeys> {
  if (!existsSync(path)) writeSecret(path, await freshKeys(name));
  // Only this function writes the file.
  const { log, cosign }: KeyFile = JSON.parse(readFileSync(path, "utf8"));
  return {
    name,
    logSeed: fromHex(log.privateKey),
    logKey: fromHex(log.publicKey),
    cosignSeed: fromHex(cosign.privateKey),
    cosignKey: fromHex(cosign.publicKey),
  };
}

async function freshKeys(name: string): Promise<KeyFile> {
  const [log, cosign] = await Promise.all([freshPair(), freshPair()]);
  return { name, log, cosign };
}

async function freshPair(): Promise<{ publicKey: Hex; privateKey: Hex }> {
  const { publicKey, privateKey } = await keyPair("ed25519", new Uint8Array(randomBytes(32)));
  return { publicKey: toHex(publicKey), privateKey: toHex(privateKey) };
}

/** Writes JSON that only its owner may read, whole or not at all. */
export function writeSecret(path: string, value: object): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
}
