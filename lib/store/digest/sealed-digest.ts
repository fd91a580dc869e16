import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { fromUtf8, utf8 } from "@/lib/crypto/bytes";
import type { Store } from "@/lib/store/store";
import { SealBroken } from "@/lib/store/vault";

const [deflate, inflate] = [promisify(deflateRaw), promisify(inflateRaw)];

/** What is kept under a key of month_digest; undefined where there is none, or none that opens. */
export async function readDigest(store: Store, key: string): Promise<Uint8Array | undefined> {
  const row = await store.prisma.monthDigest.findUnique({ where: { key } });
  if (row === null) return undefined;
  try {
    return store.open(row.sealed, key);
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

export async function writeDigest(store: Store, key: string, value: Uint8Array): Promise<void> {
  const sealed = store.seal(value, key);
  await store.prisma.monthDigest.upsert({ where: { key }, create: { key, sealed }, update: { sealed } });
}

/** As `readDigest`, of what `writeJson` wrote. */
export async function readJson<T>(store: Store, key: string): Promise<T | undefined> {
  const packed = await readDigest(store, key);
  return packed === undefined ? undefined : (JSON.parse(fromUtf8(await inflate(packed))) as T);
}

export async function writeJson(store: Store, key: string, value: unknown): Promise<void> {
  await writeDigest(store, key, await deflate(utf8(JSON.stringify(value)), { level: 1 }));
}
