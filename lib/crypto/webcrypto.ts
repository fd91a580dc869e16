/** The runtime's own signature checks and signatures: absent outside a secure context, Ed25519 in older browsers too. */
import { concat, fromHex, toHex } from "./bytes";

export type NativeAlgorithm = "p256" | "ed25519";

const IMPORTS = {
  p256: { name: "ECDSA", namedCurve: "P-256" },
  ed25519: { name: "Ed25519" },
} as const;
const VERIFIES = { p256: { name: "ECDSA", hash: "SHA-256" }, ed25519: { name: "Ed25519" } } as const;

/** Importing a P-256 key costs as much as half a check, and few keys sign most things. */
const MOST_KEYS = 512;
const keys = new Map<string, Promise<CryptoKey>>();

/** Whether the signature is `publicKey`'s on `message`; undefined where the runtime cannot tell. */
export async function verifyNatively(
  algorithm: NativeAlgorithm,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  const subtle = subtleCrypto();
  if (!subtle) return undefined;
  try {
    const key = await verifyKey(subtle, algorithm, publicKey);
    return await subtle.verify(VERIFIES[algorithm], key, own(signature), own(message));
  } catch {
    return undefined;
  }
}

/** Ed25519 signature under a 32-byte seed; undefined where the runtime has no Ed25519. */
export async function signEd25519Natively(
  seed: Uint8Array,
  message: Uint8Array,
): Promise<Uint8Array | undefined> {
  const subtle = subtleCrypto();
  if (!subtle) return undefined;
  try {
    const key = await signingKey(subtle, seed);
    return new Uint8Array(await subtle.sign("Ed25519", key, own(message)));
  } catch {
    return undefined;
  }
}

/** PKCS #8 of an Ed25519 seed up to the seed (RFC 8410 §7). */
const PKCS8_SEED = fromHex("302e020100300506032b657004220420");

/** As `keys`, by seed: a member signs every checkpoint with the same two. */
const signingKeys = new Map<string, Promise<CryptoKey>>();

function signingKey(subtle: SubtleCrypto, seed: Uint8Array): Promise<CryptoKey> {
  const name = toHex(seed);
  const known = signingKeys.get(name);
  if (known) return known;
  const key = subtle.importKey("pkcs8", own(concat(PKCS8_SEED, seed)), "Ed25519", false, ["sign"]);
  if (signingKeys.size >= MOST_KEYS) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

function verifyKey(
  subtle: SubtleCrypto,
  algorithm: NativeAlgorithm,
  publicKey: Uint8Array,
): Promise<CryptoKey> {
  const name = `${algorithm} ${toHex(publicKey)}`;
  const known = keys.get(name);
  if (known) return known;
  const key = subtle.importKey("raw", own(publicKey), IMPORTS[algorithm], false, ["verify"]);
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(name, key);
  return key;
}

function subtleCrypto(): SubtleCrypto | undefined {
  return globalThis.crypto?.subtle;
}

/** A copy in a buffer of its own: views of shared memory are refused by WebCrypto's types, and by WebCrypto. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
