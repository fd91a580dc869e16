import { fromHex } from "@/lib/crypto/bytes";
import type { Json } from "@/lib/crypto/canonical";
import { keyId as keyIdOf, type SignatureAlgorithm } from "@/lib/crypto/keys";
import { memberKeyId } from "@/lib/market/members/roster";
import { once, type State } from "./checks";
import { fields, list, type ReadEntry, text } from "./evidence";
import { insist } from "./mismatch";

export interface RegisteredKey {
  readonly alg: SignatureAlgorithm;
  readonly publicKey: Uint8Array;
  /** Of its participant; a member's own key is a `member`'s. */
  readonly role: string;
  /** Trace code, or a member's name. */
  readonly participant: string;
  /** The entry that registered it; 0 for members' keys. */
  readonly from: number;
}

export type RegisteredKeys = ReadonlyMap<string, RegisteredKey>;

function algorithm(value: Json | undefined): SignatureAlgorithm {
  const known = value === "p256" || value === "sm2" || value === "ed25519";
  insist(known, "unreadable", "an unknown signature algorithm");
  return value;
}

/** Every key that an entry of the bundle registers in the open, by key id, and the members' own. */
export function registeredKeys(state: State): RegisteredKeys {
  return once(state, "keys", () => collectKeys(state));
}

function collectKeys({ evidence, bundle }: State): RegisteredKeys {
  const keys = new Map<string, RegisteredKey>();
  const roles = new Map<string, string>();
  const add = (value: Json | undefined, participant: string, { index }: ReadEntry): void => {
    if (value === undefined) return;
    const key = fields(value, "key");
    const alg = algorithm(key.alg);
    const publicKey = fromHex(text(key.publicKey, "publicKey"));
    const id = keyIdOf(alg, publicKey);
    // Registered once, for good: another participant's claim to the same key would be a lie.
    insist(!keys.has(id), "key-unknown", "a key is registered twice", { entry: index });
    keys.set(id, { alg, publicKey, role: roles.get(participant) ?? "", participant, from: index });
  };
  for (const [type, name] of [
    ["genesis", "participants"],
    ["participant.register", "records"],
  ] as const) {
    for (const entry of evidence.ofType(type)) {
      for (const one of list(entry.payload[name], name)) {
        const record = fields(one, "participant");
        const code = text(record.code, "code");
        roles.set(code, text(record.role, "role"));
        add(record.key, code, entry);
      }
    }
  }
  for (const type of ["participant.endorse-key", "participant.rotate-key"]) {
    for (const entry of evidence.ofType(type)) {
      add(entry.payload.key, text(entry.payload.participant, "participant"), entry);
    }
  }
  for (const { members } of bundle.rosters) {
    for (const member of members) {
      const publicKey = fromHex(member.cosignKey);
      keys.set(memberKeyId(member), {
        ...{ alg: "ed25519", publicKey, role: "member", participant: member.name, from: 0 },
      });
    }
  }
  return keys;
}
