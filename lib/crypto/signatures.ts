/** Signatures by algorithm name, as commands and entries carry them (protocol §1). */
import { checkEd25519, ed25519PublicKey, signEd25519 } from "./ed25519";
import type { SignatureAlgorithm, SignatureVerdict } from "./keys";
import { checkP256, p256PublicKey, signP256 } from "./p256";
import { checkSm2, signSm2, sm2PublicKey } from "./sm2";

export type { SignatureVerdict } from "./keys";

interface Scheme {
  publicKey(privateKey: Uint8Array): Promise<Uint8Array>;
  sign(privateKey: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  check(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<SignatureVerdict>;
}

const SCHEMES: Readonly<Record<SignatureAlgorithm, Scheme>> = {
  p256: { publicKey: p256PublicKey, sign: signP256, check: checkP256 },
  ed25519: { publicKey: ed25519PublicKey, sign: signEd25519, check: checkEd25519 },
  sm2: { publicKey: sm2PublicKey, sign: signSm2, check: checkSm2 },
};

export interface KeyPair {
  readonly algorithm: SignatureAlgorithm;
  /** 32 bytes. */
  readonly privateKey: Uint8Array;
  /** 0x04 ‖ X ‖ Y, or 32 bytes for Ed25519. */
  readonly publicKey: Uint8Array;
}

/**
 * The key pair whose private key is `random`, 32 bytes of a good generator. RangeError for one draw in about 2^32
 * that is no private key of the curve: draw again.
 */
export async function keyPair(algorithm: SignatureAlgorithm, random: Uint8Array): Promise<KeyPair> {
  const privateKey = random.slice();
  return { algorithm, privateKey, publicKey: await SCHEMES[algorithm].publicKey(privateKey) };
}

/** 64 bytes, the same for the same key and message. RangeError for bytes that are no private key. */
export function sign(
  algorithm: SignatureAlgorithm,
  privateKey: Uint8Array,
  message: Uint8Array,
): Promise<Uint8Array> {
  return SCHEMES[algorithm].sign(privateKey, message);
}

/** What is wrong with an untrusted signature, or `valid`. Form is looked at before any library is. */
export function checkSignature(
  algorithm: SignatureAlgorithm,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<SignatureVerdict> {
  return SCHEMES[algorithm].check(publicKey, message, signature);
}
