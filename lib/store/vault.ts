import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  randomFillSync,
} from "node:crypto";
import { join } from "node:path";
import { keptSecret } from "./key-file";

const form = 1;
const nonceBytes = 12;
const tagBytes = 16;
const indexBytes = 16;
const keyBytes = 32;

/** A sealed value that does not open: it, or something it is bound to, is not what was written. */
export class SealBroken extends Error {
  readonly code = "seal-broken";
  /** Which row or value, for people: `line/L1K…/1`. */
  readonly subject: string;

  constructor(subject: string, cause?: unknown) {
    super(`sealed value of ${subject} does not open`, { cause });
    this.name = "SealBroken";
    this.subject = subject;
  }

  // A build has this class once for its pages and again for its handlers; the store they share throws one of them.
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && "code" in error && error.code === "seal-broken";
  }
}

/** Encryption at rest. `bound` is what the value belongs to: not hidden, but opening fails unless it is the same. */
export interface Vault {
  /** AES-256-GCM: form byte ‖ 12-byte random nonce ‖ ciphertext ‖ 16-byte tag. */
  seal(value: Uint8Array, bound: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Throws SealBroken. */
  open(sealed: Uint8Array, bound: Uint8Array, subject: string): Uint8Array<ArrayBuffer>;
  /** 16 bytes of HMAC-SHA-256: equal for equal texts of one field, so that sealed values can be searched exactly. */
  blind(field: string, text: string): Uint8Array<ArrayBuffer>;
  /** Tells two keys apart without showing either. */
  readonly check: Uint8Array<ArrayBuffer>;
}

/** The vault of `LVJI_DATA/keys/store.key`, made (mode 600) at the first call. */
export function openVault(dataDir: string): Vault {
  return vaultOf(readKey(join(dataDir, "keys")));
}

/** A vault of 32 key bytes. Rows and blind indexes have keys of their own. */
export function vaultOf(key: Uint8Array): Vault {
  const sealKey = derive(key, "lvji/store/seal/v1");
  const blindKey = derive(key, "lvji/store/blind/v1");
  return {
    seal: (value, bound) => seal(sealKey, value, bound),
    open: (sealed, bound, subject) => open(sealKey, sealed, bound, subject),
    blind: (field, text) => blindOf(blindKey, `${field}\0${text}`),
    check: blindOf(derive(key, "lvji/store/check/v1"), ""),
  };
}

function seal(key: Uint8Array, value: Uint8Array, bound: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = freshNonce();
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(bound);
  const text = cipher.update(value);
  cipher.final();
  const sealed = new Uint8Array(1 + nonceBytes + text.length + tagBytes);
  sealed[0] = form;
  sealed.set(nonce, 1);
  sealed.set(text, 1 + nonceBytes);
  sealed.set(cipher.getAuthTag(), sealed.length - tagBytes);
  return sealed;
}

// Random bytes are drawn for many nonces at once: a draw alone costs as much as sealing a small row.
const drawn = new Uint8Array(nonceBytes * 256);
let next = drawn.length;
function freshNonce(): Uint8Array {
  if (next === drawn.length) {
    randomFillSync(drawn);
    next = 0;
  }
  next += nonceBytes;
  return drawn.slice(next - nonceBytes, next);
}

function open(
  key: Uint8Array,
  sealed: Uint8Array,
  bound: Uint8Array,
  subject: string,
): Uint8Array<ArrayBuffer> {
  if (sealed.length < 1 + nonceBytes + tagBytes || sealed[0] !== form) throw new SealBroken(subject);
  const end = sealed.length - tagBytes;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(bound);
  decipher.setAuthTag(sealed.subarray(end));
  const value = decipher.update(sealed.subarray(1 + nonceBytes, end));
  try {
    decipher.final();
  } catch (cause) {
    throw new SealBroken(subject, cause);
  }
  return new Uint8Array(value);
}

function blindOf(key: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac("sha256", key).update(text).digest().subarray(0, indexBytes));
}

function derive(key: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, new Uint8Array(0), purpose, keyBytes));
}

function readKey(folder: string): Uint8Array {
  const text = keptSecret(folder, "store.key", () => randomBytes(keyBytes).toString("hex"));
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`store.key in ${folder} does not hold 32 bytes in hex`);
  return new Uint8Array(Buffer.from(text, "hex"));
}
