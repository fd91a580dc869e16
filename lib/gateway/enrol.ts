/** A key of somebody's browser becomes one of its organisation's, and ends (COMMANDS.md, participant.endorse-key). */
import { fromHex } from "@/lib/crypto/bytes";
import { keyId as keyIdOf } from "@/lib/crypto/keys";
import { checkSignature } from "@/lib/crypto/signatures";
import type { SigningKey } from "@/lib/gateway/author";
import { consentOf } from "@/lib/gateway/consent";
import type { Desk } from "@/lib/gateway/desk";
import { deviceKeysOf, type Person, sealLabel } from "@/lib/gateway/device-keys";
import { memberSigners } from "@/lib/gateway/members";
import type { Answer, GatewayRefusal } from "@/lib/gateway/outbox";
import type { PersonDraft } from "@/lib/gateway/signing";
import { readRow } from "@/lib/gateway/view";
import type { Hex, JsonObject } from "@/lib/market/command";
import { possessionBytes } from "@/lib/market/participants/model";
import { isQuorumRole, isSealedRole } from "@/lib/market/signers";
import { keys, type ParticipantRow, participants } from "@/lib/market/state";

export interface NewDevice {
  /** 04 ‖ X ‖ Y. */
  readonly publicKey: Hex;
  /** Its signature over the possession bytes. */
  readonly proof: Hex;
  /** Browser and system: the key's label in the market. */
  readonly device: string;
  /** What its person calls it: kept here, told nobody. */
  readonly label: string;
}

export type Enrolled =
  | { readonly ok: true; readonly keyId: string }
  | { readonly ok: false; readonly refusal: GatewayRefusal };

const MOST_DEVICES = 50;

/**
 * Endorsed by a quorum of members for the exchange, grid companies and the regulator, for others by a key of theirs
 * kept here. Refused as `possession`, `too-many`; `quorum` where the members' keys are elsewhere; `no-key` where the
 * participant has none at all (the exchange would no longer stand in for it), `elsewhere` where it keeps them itself.
 */
export async function enrolDevice(
  desk: Desk,
  { accountId, participant }: Omit<Person, "keyId">,
  device: NewDevice,
): Promise<Enrolled> {
  const { store } = desk;
  const row = await readRow(desk.ledger, participants, participant);
  if (row === undefined) return refused("unknown", `no participant ${participant}`);
  if (!(await isPossessed(desk.market, participant, device))) {
    return refused("possession", "the proof is not this key's");
  }
  if ((await devicesOf(desk, accountId)) >= MOST_DEVICES) {
    return refused("too-many", `an account has at most ${MOST_DEVICES} devices`);
  }
  const endorsers = await endorsersOf(desk, row);
  if (!endorsers.ok) return endorsers;
  const { publicKey, proof } = device;
  const keyId = keyIdOf("p256", fromHex(publicKey));
  const key = { alg: "p256", publicKey, custody: "self", label: device.device, proof };
  const label = sealLabel(store, keyId, device.label);
  const answer = await desk.send(
    { ...endorseDraft(row, key), signers: endorsers.signers },
    {
      record: async (client) => {
        await client.query(
          `INSERT INTO device_key (key_id, account_id, participant, sealed) VALUES ($1, $2, $3, $4)
           ON CONFLICT DO NOTHING`,
          [keyId, accountId, participant, label],
        );
      },
    },
  );
  if (answer.ok) return { ok: true, keyId };
  if (answer.refusal.code !== "duplicate") {
    await store.pool.query("DELETE FROM device_key WHERE key_id = $1", [keyId]);
  }
  return answer;
}

/** A key is a name: sealed for consumers and retailers, in the open for everybody else. */
function endorseDraft({ code: participant, role }: ParticipantRow, key: JsonObject): PersonDraft {
  const type = "participant.endorse-key";
  return isSealedRole(role)
    ? { type, payload: { participant }, sealed: { key } }
    : { type, payload: { participant, key } };
}

async function isPossessed(market: string, participant: string, { publicKey, proof }: NewDevice) {
  const message = possessionBytes(market, participant, publicKey);
  return (await checkSignature("p256", fromHex(publicKey), message, fromHex(proof))) === "valid";
}

async function devicesOf({ store }: Desk, accountId: string): Promise<number> {
  const { rows } = await store.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM device_key d
     WHERE account_id = $1 AND NOT EXISTS (SELECT 1 FROM key k WHERE k.key_id = d.key_id AND k.until IS NOT NULL)`,
    [accountId],
  );
  return rows[0]?.count ?? 0;
}

type Endorsers =
  | { readonly ok: true; readonly signers: readonly SigningKey[] }
  | { readonly ok: false; readonly refusal: GatewayRefusal };

async function endorsersOf(desk: Desk, { code, role }: ParticipantRow): Promise<Endorsers> {
  if (isQuorumRole(role)) {
    const signers = memberSigners(desk.dataDir);
    return signers.length > 0
      ? { ok: true, signers }
      : refused("quorum", "the members' keys are not kept here: they have to endorse it");
  }
  const { signers, missing } = await consentOf(desk.ledger, desk.keyring, [code]);
  if (signers.length > 0) return { ok: true, signers };
  return missing.length > 0
    ? refused("elsewhere", "the organisation's keys are kept elsewhere: it has to endorse this one itself")
    : refused("no-key", "the organisation has no key in force: the exchange has to admit one");
}

/** For the person's own signature: ends a key of its organisation. */
export async function revokeDraft(
  desk: Pick<Desk, "ledger">,
  participant: string,
  keyId: string,
  reason: string,
): Promise<PersonDraft> {
  const row = await readRow(desk.ledger, participants, participant);
  const isSealed = row !== undefined && isSealedRole(row.role);
  const payload = { participant, reason };
  return isSealed
    ? { type: "participant.revoke-key", payload, sealed: { keyId } }
    : { type: "participant.revoke-key", payload: { ...payload, keyId } };
}

/**
 * Ends a lost device's key with the organisation's own key kept here; with the members' for an institution that has
 * none. Refused as `elsewhere` where neither is.
 */
export async function revokeLost(
  desk: Desk,
  participant: string,
  keyId: string,
  reason: string,
): Promise<Answer> {
  const draft = await revokeDraft(desk, participant, keyId, reason);
  const { signers } = await consentOf(desk.ledger, desk.keyring, [participant]);
  const row = await readRow(desk.ledger, participants, participant);
  const members = row !== undefined && isQuorumRole(row.role) ? memberSigners(desk.dataDir) : [];
  const own = signers.length > 0 ? signers : members;
  if (own.length === 0) return refused("elsewhere", "no key of the organisation is kept here");
  return desk.send({ ...draft, signers: own });
}

/** Ends every key the account enrolled that is still in force; `left` could not be ended from here. */
export async function revokeAllLost(
  desk: Desk,
  { participant, accountId }: Pick<Person, "participant" | "accountId">,
  reason: string,
): Promise<{ readonly ended: number; readonly left: number }> {
  const outcome = { ended: 0, left: 0 };
  for (const device of await deviceKeysOf(desk.store, participant)) {
    if (device.accountId !== accountId) continue;
    const row = await readRow(desk.ledger, keys, device.keyId);
    if (row?.until !== undefined) continue;
    const { ok } = await revokeLost(desk, participant, device.keyId, reason);
    outcome[ok ? "ended" : "left"] += 1;
  }
  return outcome;
}

function refused(code: string, reason: string): { readonly ok: false; readonly refusal: GatewayRefusal } {
  return { ok: false, refusal: { code, reason } };
}
