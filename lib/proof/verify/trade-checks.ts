import { fromHex } from "@/lib/crypto/bytes";
import type { Json } from "@/lib/crypto/canonical";
import { keyId as keyIdOf, type SignatureAlgorithm } from "@/lib/crypto/keys";
import { checkSignature } from "@/lib/crypto/signatures";
import { parseCommand, signedBytes } from "@/lib/market/command";
import { memberKeyId, quorum, rosterFor } from "@/lib/market/members/roster";
import { readKeyStatus } from "@/lib/market/members/status";
import type { Passed, State } from "./checks";
import { type Evidence, fields, list, type ReadEntry, text } from "./evidence";
import { insist, Mismatch, need } from "./mismatch";

interface RegisteredKey {
  readonly alg: SignatureAlgorithm;
  readonly publicKey: Uint8Array;
  /** Roles that this key's participant has; a member's own key has none. */
  readonly role: string;
  readonly participant: string;
}

function algorithm(value: Json | undefined): SignatureAlgorithm {
  insist(
    value === "p256" || value === "sm2" || value === "ed25519",
    "unreadable",
    "an unknown signature algorithm",
  );
  return value;
}

/** Every key that an entry of the bundle registers in the open, by key id, and the members' own. */
export function registeredKeys(state: State): Map<string, RegisteredKey> {
  const { evidence, bundle } = state;
  const keys = new Map<string, RegisteredKey>();
  const roles = new Map<string, string>();
  const add = (value: Json | undefined, participant: string, role: string): void => {
    if (value === undefined) return;
    const key = fields(value, "key");
    const publicKey = fromHex(text(key.publicKey, "publicKey"));
    const alg = algorithm(key.alg);
    keys.set(keyIdOf(alg, publicKey), { alg, publicKey, role, participant });
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
        add(record.key, code, text(record.role, "role"));
      }
    }
  }
  for (const type of ["participant.endorse-key", "participant.rotate-key"]) {
    for (const { payload } of evidence.ofType(type)) {
      const code = text(payload.participant, "participant");
      add(payload.key, code, roles.get(code) ?? "");
    }
  }
  for (const roster of bundle.rosters) {
    for (const member of roster.members) {
      const publicKey = fromHex(member.cosignKey);
      keys.set(memberKeyId(member), { alg: "ed25519", publicKey, role: "member", participant: member.name });
    }
  }
  return keys;
}

/** Which role must be among the public signers of an entry that a certificate rests on. */
const mustSign: Readonly<Record<string, string>> = {
  "settlement.settle": "exchange",
  "settlement.trace": "exchange",
  "certificate.issue": "exchange",
  "channel.register": "exchange",
  "plant.register": "exchange",
  "metering.anchor-day": "grid",
  "meter.register": "grid",
};

/** `keys`: every open signer was registered, in the right role, and attested as not revoked. */
export async function checkKeys(state: State): Promise<Passed> {
  const keys = registeredKeys(state);
  const used = new Set<string>();
  for (const entry of state.evidence.entries.values()) {
    const open = entry.signers.filter((signer) => signer.length === 32);
    for (const signer of open) {
      const key = keys.get(signer);
      insist(
        key !== undefined,
        "key-unknown",
        `entry ${entry.index} is signed by a key that nobody registered`,
        {
          entry: entry.index,
        },
      );
      if (key.role !== "member") used.add(signer);
    }
    const role = mustSign[entry.type];
    const signed = role === undefined || open.some((signer) => keys.get(signer)?.role === role);
    insist(signed, "key-unknown", `entry ${entry.index} lacks the signature of the ${role}`, {
      entry: entry.index,
    });
  }
  let unattested = 0;
  for (const keyId of used) if (!(await attestedActive(state, keyId))) unattested++;
  if (unattested > 0) {
    const reason = `${unattested} keys are registered, but too few members attest that they are not revoked`;
    throw new Mismatch("too-few-attestations", reason, { keys: unattested }, null);
  }
  const reason = `${used.size} keys are registered; the members attest that none was revoked`;
  return { reason, detail: { keys: used.size } };
}

async function attestedActive(state: State, keyId: string): Promise<boolean> {
  const { bundle, checkpoint } = state;
  const roster = need(rosterFor(bundle.rosters, checkpoint?.size ?? 0), "roster");
  const notes = bundle.attestations.keys[keyId] ?? [];
  const members = new Set<string>();
  for (const note of notes) {
    const status = await readKeyStatus(note, roster);
    insist(status.ok, "attestation", "an attestation of a key is not a member's");
    const { keyId: named, status: standing, member, size } = status.value;
    insist(named === keyId, "attestation", "an attestation names another key");
    insist(standing !== "revoked", "key-revoked", "a key that signed was revoked", { keyId });
    if (size >= (checkpoint?.size ?? 0)) members.add(member);
  }
  return members.size >= quorum(roster.members.length);
}

/** `signatures`: every open signature of every entry, over the command it stands under. */
export async function checkSignatures(state: State): Promise<Passed> {
  const keys = registeredKeys(state);
  let checked = 0;
  let sealed = 0;
  for (const entry of state.evidence.entries.values()) {
    const command = parseCommand(entry.command);
    insist(command.ok, "unreadable", `entry ${entry.index} holds no command`);
    insist(command.value.market === state.bundle.market, "altered", "a command of another market");
    insist(entry.signatures.length === entry.signers.length, "signature", "signers without signatures");
    const bytes = signedBytes(command.value);
    for (const [at, signature] of entry.signatures.entries()) {
      insist(
        signature.keyId === entry.signers[at],
        "signature",
        "signatures in another order than their signers",
      );
      if (signature.keyId.length !== 32) sealed++;
      else {
        await checkOne(entry, signature, keys, bytes);
        checked++;
      }
    }
  }
  const hidden = sealed > 0 ? `; ${sealed} of buyers are sealed and were checked by the members` : "";
  return { reason: `${checked} signatures hold${hidden}`, detail: { checked, sealed } };
}

async function checkOne(
  entry: ReadEntry,
  signature: ReadEntry["signatures"][number],
  keys: Map<string, RegisteredKey>,
  bytes: Uint8Array,
): Promise<void> {
  const key = keys.get(signature.keyId);
  insist(key !== undefined, "key-unknown", `entry ${entry.index} is signed by an unknown key`);
  insist(
    key.alg === signature.alg,
    "signature",
    `entry ${entry.index} names another algorithm than its key's`,
  );
  const verdict = await checkSignature(key.alg, key.publicKey, bytes, fromHex(signature.sig));
  insist(verdict === "valid", "signature", `a signature of entry ${entry.index} does not hold`, {
    entry: entry.index,
  });
}

/** The opening entry names the market and its first members: they must be those of the bundle's first roster. */
export function checkGenesis(evidence: Evidence): void {
  const genesis = evidence.ofType("genesis")[0];
  if (!genesis) return;
  const roster = fields(genesis.payload.roster, "roster");
  const named = list(roster.members, "members").map((one) =>
    text(fields(one, "member").cosignKey, "cosignKey"),
  );
  const first = evidence.bundle.rosters[0]?.members.map((member) => member.cosignKey) ?? [];
  const same = named.length === first.length && named.every((key, at) => key === first[at]);
  insist(same && genesis.index === 0, "roster-chain", "the market began with other members");
}
