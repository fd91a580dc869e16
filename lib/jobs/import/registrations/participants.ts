import { randomBytes } from "node:crypto";
import { fromHex } from "@/lib/crypto/bytes";
import { checkSignature } from "@/lib/crypto/signatures";
import type { Desk } from "@/lib/gateway/desk";
import { makeKey, type OwnKey } from "@/lib/gateway/keyring";
import { memberSigners } from "@/lib/gateway/members";
import { checkUscc } from "@/lib/identifiers/uscc";
import type { Row } from "@/lib/jobs/csv/row";
import { nextCodes, registrationMonth } from "@/lib/jobs/import/registrations/codes";
import { type Drafted, type Form, sealedRecords } from "@/lib/jobs/import/registrations/form";
import type { JsonObject } from "@/lib/market/command";
import { participantCode, possessionBytes } from "@/lib/market/participants/model";
import { isQuorumRole, isSealedRole } from "@/lib/market/signers";
import { participants, type Role } from "@/lib/market/state";

const ROLES: readonly Role[] = [
  "generator",
  "retailer",
  "consumer",
  "aggregator",
  "grid",
  "exchange",
  "regulator",
];

interface Participant {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly uscc: string;
  readonly province: string;
}

/** A key that its holder keeps: with the proof, over the code this participant will have, that it has it. */
export interface GivenKey {
  readonly alg: "p256" | "sm2";
  /** Hex. */
  readonly publicKey: string;
  readonly proof: string;
}

/** Keys made and kept here; `mixed`: every third is SM2. Or the one participant's own. */
export type OwnerKeys = "none" | "p256" | "mixed" | GivenKey;

export function participantForm(ownerKeys: OwnerKeys): Form<Participant> {
  return {
    key: "id",
    columns: { role: "kind" },
    identity: (row) => row.raw("id"),
    entryOf: (row, registry) => registry.entryOf("E", row.raw("id"), participants),
    // Grid companies, exchanges and regulators are admitted by the members, all others by the exchange.
    batchKey: ({ role }) => (isQuorumRole(role) ? "members" : "exchange"),
    check: async (row) =>
      row.complete<Participant>({
        id: row.id("id"),
        role: row.oneOf("kind", ROLES),
        name: row.text("name"),
        uscc: uscc(row),
        province: row.province("province"),
      }),
    draft: (records, desk) => draft(records, desk, ownerKeys),
  };
}

function uscc(row: Row): string | undefined {
  const text = row.filled("uscc");
  if (text === undefined) return undefined;
  const verdict = checkUscc(text);
  return verdict.ok
    ? text
    : row.flaw("uscc", "id", `a unified social credit code of GB 32100: ${verdict.code}`);
}

async function draft(records: readonly Participant[], desk: Desk, ownerKeys: OwnerKeys): Promise<Drafted> {
  const byMembers = records.some(({ role }) => isQuorumRole(role));
  const signers = byMembers ? memberSigners(desk.dataDir) : (await desk.exchangeKeys()).slice(0, 1);
  if (signers.length === 0) {
    const reason = byMembers ? "no member's cosign key is kept here" : "no key of the exchange is kept here";
    return { ok: false, code: "signer-missing", reason };
  }
  const months = registrationMonth(desk.now());
  const wanted = records.map(({ province }) => participantCode(province, months));
  const codes = await nextCodes(desk.ledger, wanted);
  const keys = await Promise.all(
    records.map(({ role }, i) => keyFor(desk, codes[i] ?? "", role, i, ownerKeys)),
  );
  if (keys.includes("possession")) {
    return { ok: false, code: "possession", reason: `the proof is not this key's over ${codes[0]}` };
  }
  const made = keys.flatMap((one) => (typeof one === "object" && one.key ? [one.key] : []));
  for (const key of made) desk.keyring.keep(key);
  const undo = () => {
    for (const key of made) desk.keyring.forget(key);
  };
  const parts = records.map((record, i) => {
    const key = keys[i];
    return partsOf(record, codes[i] ?? "", typeof key === "object" ? key.registration : undefined);
  });
  const payload = { records: parts.map(({ open }) => open) };
  const sealed = sealedRecords(parts.map(({ hidden }) => hidden));
  return { ok: true, draft: { type: "participant.register", payload, sealed, signers }, undo };
}

interface RegisteredKey {
  /** Where it is kept here. */
  readonly key?: OwnKey;
  readonly registration: JsonObject;
}

/** A metering company always gets a key: the rules let nobody sign readings in its place. */
async function keyFor(
  desk: Desk,
  code: string,
  role: Role,
  place: number,
  ownerKeys: OwnerKeys,
): Promise<RegisteredKey | "possession" | undefined> {
  if (typeof ownerKeys === "object") return givenKey(desk.market, code, ownerKeys);
  if (ownerKeys === "none" && role !== "grid") return undefined;
  const alg = ownerKeys === "mixed" && place % 3 === 2 ? "sm2" : "p256";
  return makeKey(desk.market, code, alg, new Uint8Array(randomBytes(32)));
}

async function givenKey(
  market: string,
  code: string,
  { alg, publicKey, proof }: GivenKey,
): Promise<RegisteredKey | "possession"> {
  const message = possessionBytes(market, code, publicKey);
  const verdict = await checkSignature(alg, fromHex(publicKey), message, fromHex(proof));
  return verdict === "valid" ? { registration: { alg, publicKey, custody: "self", proof } } : "possession";
}

/** The code the next participant of a province gets: what a key that it keeps itself has to sign. */
export async function nextParticipantCode(desk: Desk, province: string): Promise<string> {
  const [code = ""] = await nextCodes(desk.ledger, [
    participantCode(province, registrationMonth(desk.now())),
  ]);
  return code;
}

/** What the log shows of a participant, and what it hides (protocol §2). */
function partsOf(
  { id, role, province, name, uscc }: Participant,
  code: string,
  key: JsonObject | undefined,
): { open: JsonObject; hidden: JsonObject } {
  const details = { name, uscc, ...(key === undefined ? {} : { key }) };
  return isSealedRole(role)
    ? { open: { code, role, province }, hidden: { id, ...details } }
    : { open: { code, role, province, ...details }, hidden: { id } };
}
