import { fromHex } from "@/lib/crypto/bytes";
import { keyId as keyIdOf } from "@/lib/crypto/keys";
import type { Context } from "@/lib/market/context";
import type { FirstKey } from "@/lib/market/participants/schema";
import { accept, refuse, type Verdict } from "@/lib/market/refusal";
import { isInForce } from "@/lib/market/signers";
import { type KeyRow, keys, memberKeys, participantKeys } from "@/lib/market/state";

/** The key id of a new key. */
export function newKeyId(key: FirstKey): string {
  return keyIdOf(key.alg, fromHex(key.publicKey));
}

/** Registers a key for a participant, in force from this entry on. A key is registered once, for good. */
export function addKey(
  context: Pick<Context, "state" | "index">,
  participant: string,
  key: FirstKey,
  from: { readonly record: number; readonly endorsedBy?: string },
): Verdict<string> {
  const keyId = newKeyId(key);
  if (keys.has(context.state, keyId) || memberKeys.has(context.state, keyId)) {
    return refuse("duplicate", { field: "key", record: from.record });
  }
  keys.put(context.state, [keyId], {
    keyId,
    alg: key.alg,
    publicKey: key.publicKey,
    custody: key.custody,
    participant,
    label: key.label ?? "",
    from: context.index,
    endorsedBy: from.endorsedBy,
    entry: context.index,
    record: from.record,
  });
  participantKeys.put(context.state, [participant, keyId], {});
  return accept(keyId);
}

/**
 * Ends a key after this entry: `until` is the next index, so that the entry in which a key ends itself is still
 * signed by a key in force.
 */
export function endKey(
  context: Pick<Context, "state" | "index">,
  participant: string,
  keyId: string,
): Verdict<KeyRow> {
  const key = keys.get(context.state, keyId);
  if (key?.participant !== participant) return refuse("unknown", { field: "keyId" });
  if (!isInForce(key, context.index) || key.until !== undefined)
    return refuse("key-inactive", { field: "keyId" });
  const ended = { ...key, until: context.index + 1 };
  keys.put(context.state, [keyId], ended);
  return accept(ended);
}
