import { randomBytes } from "node:crypto";
import { toHex, utf8 } from "@/lib/crypto/bytes";
import { keyId } from "@/lib/crypto/keys";
import { keyPair, sign } from "@/lib/crypto/signatures";
import type { Desk } from "@/lib/gateway/desk";
import type { Person } from "@/lib/gateway/device-keys";
import { type Enrolled, enrolDevice, type NewDevice } from "@/lib/gateway/enrol";
import { readRows } from "@/lib/gateway/view";
import type { Hex } from "@/lib/market/command";
import { possessionBytes } from "@/lib/market/participants/model";
import { participants, type Role } from "@/lib/market/state";

/** A browser as the tests have one: a real key that only signs what it is given. */
export interface TestDevice {
  readonly person: Person;
  readonly device: NewDevice;
  sign(message: string): Promise<Hex>;
}

/** Code of the first participant of a role. */
export async function participantOfRole(desk: Desk, role: Role): Promise<string> {
  for await (const [, row] of readRows(desk.ledger, participants)) if (row.role === role) return row.code;
  throw new Error(`no participant is ${role}`);
}

/** Not enrolled yet. */
export async function newDevice(desk: Desk, accountId: string, participant: string): Promise<TestDevice> {
  const pair = await keyPair("p256", new Uint8Array(randomBytes(32)));
  const publicKey = toHex(pair.publicKey);
  const message = possessionBytes(desk.market, participant, publicKey);
  const proof = toHex(await sign("p256", pair.privateKey, message));
  return {
    person: { accountId, participant, keyId: keyId("p256", pair.publicKey) },
    device: { publicKey, proof, device: "Chrome · Linux", label: "工位电脑" },
    sign: async (text) => toHex(await sign("p256", pair.privateKey, utf8(text))),
  };
}

export async function enrolled(desk: Desk, accountId: string, participant: string): Promise<TestDevice> {
  const made = await newDevice(desk, accountId, participant);
  const answer: Enrolled = await enrolDevice(desk, made.person, made.device);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return made;
}
