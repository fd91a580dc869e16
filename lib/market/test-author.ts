import { concat, toHex, u32be, utf8 } from "@/lib/crypto/bytes";
import type { Json } from "@/lib/crypto/canonical";
import { commit } from "@/lib/crypto/commitment";
import { keyId, type SignatureAlgorithm } from "@/lib/crypto/keys";
import { sha256 } from "@/lib/crypto/sha256";
import { keyPair, sign } from "@/lib/crypto/signatures";
import {
  type Command,
  type Envelope,
  type Held,
  type JsonObject,
  type Opening,
  signedBytes,
} from "@/lib/market/command";

/** For tests: real keys, real signatures, real commitments, all from a seed. Nothing here is secret or random. */

export interface TestKey {
  readonly keyId: string;
  readonly alg: SignatureAlgorithm;
  readonly privateKey: Uint8Array;
  readonly publicKey: string;
}

/** 32 bytes that depend on the seed's text alone. */
export function seeded(seed: string): Uint8Array {
  return sha256(utf8(`lvji/test/${seed}`));
}

export async function testKey(seed: string, alg: SignatureAlgorithm = "p256"): Promise<TestKey> {
  const { privateKey, publicKey } = await keyPair(alg, seeded(`${alg}/${seed}`));
  return { keyId: keyId(alg, publicKey), alg, privateKey, publicKey: toHex(publicKey) };
}

export interface Draft {
  readonly market: string;
  readonly type: string;
  readonly payload: JsonObject;
  readonly sealed?: Readonly<Record<string, Json>>;
  /** `sealed` hides the signer as a consumer's or retailer's must be. */
  readonly signers: readonly { readonly key: TestKey; readonly sealed?: boolean }[];
  readonly notAfter: number;
  readonly held?: readonly Held[];
  /** Where nonce and salts come from: the same draft with the same seed is the same envelope. */
  readonly seed: string;
}

/** A whole envelope, as a gateway would make it. */
export async function author(draft: Draft): Promise<Envelope> {
  const { market, type } = draft;
  const openings: Record<string, Opening> = {};
  let salts = 0;
  const seal = (field: string, value: Json): string => {
    const salt = sha256(concat(seeded(`${draft.seed}/salt`), u32be(salts++)));
    openings[field] = [toHex(salt), value];
    return toHex(commit({ market, type, field, value, salt }));
  };
  const signers = draft.signers.map(({ key, sealed }, i) =>
    sealed ? seal(`signer/${i}`, key.keyId) : key.keyId,
  );
  const fields = Object.entries(draft.sealed ?? {}).map(([field, value]) => [field, seal(field, value)]);
  const command: Command = {
    v: 1,
    market,
    type,
    signers,
    nonce: toHex(seeded(`${draft.seed}/nonce`).subarray(0, 16)),
    notAfter: draft.notAfter,
    payload: draft.payload,
    sealed: Object.fromEntries(fields),
  };
  const message = signedBytes(command);
  const signatures = await Promise.all(
    draft.signers.map(async ({ key }) => {
      const sig = toHex(await sign(key.alg, key.privateKey, message));
      return { keyId: key.keyId, alg: key.alg, sig };
    }),
  );
  for (const [i, { sealed }] of draft.signers.entries()) {
    if (sealed) seal(`signature/${i}`, signatures[i]?.sig ?? "");
  }
  return { command, signatures, openings, held: draft.held ?? [] };
}
