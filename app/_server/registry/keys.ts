import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Prepared } from "@/components/device/to-sign";
import { givenKeySchema } from "@/components/registry/schema";
import type { Viewer } from "@/lib/auth/viewer";
import { fromHex } from "@/lib/crypto/bytes";
import { checkSignature } from "@/lib/crypto/signatures";
import type { SigningKey } from "@/lib/gateway/author";
import { consentOf } from "@/lib/gateway/consent";
import type { Desk } from "@/lib/gateway/desk";
import { revokeDraft } from "@/lib/gateway/enrol";
import { makeKey } from "@/lib/gateway/keyring";
import { memberSigners } from "@/lib/gateway/members";
import type { PersonDraft } from "@/lib/gateway/signing";
import { readRow } from "@/lib/gateway/view";
import type { JsonObject } from "@/lib/market/command";
import { possessionBytes } from "@/lib/market/participants/model";
import { isQuorumRole, isSealedRole } from "@/lib/market/signers";
import { type ParticipantRow, participants } from "@/lib/market/state";
import { deskFor } from "../desk";
import { orUnavailable, prepareFor } from "../signing";

const wishes = z.discriminatedUnion("do", [
  z.object({ do: z.literal("suspend"), reason: z.string().min(1).max(500) }),
  z.object({ do: z.literal("resume"), reason: z.string().min(1).max(500) }),
  z.object({
    do: z.literal("revoke"),
    keyId: z.string().regex(/^[0-9a-f]{32}$/),
    reason: z.string().min(1).max(500),
  }),
  z.object({ do: z.literal("keep") }),
  givenKeySchema.extend({ do: z.literal("own") }),
]);
type StandingWish = z.infer<typeof wishes>;

/** Suspending, resuming, a key's beginning or end: the command for this person's device to sign. */
export async function standingFor(
  person: Viewer,
  keyId: string,
  participant: string,
  wish: unknown,
): Promise<Prepared> {
  const parsed = wishes.safeParse(wish);
  if (!parsed.success) return refused("payload", "a field is not as it should be");
  return orUnavailable(async () => {
    const desk = await deskFor(person);
    const row = await readRow(desk.ledger, participants, participant);
    if (row === undefined) return refused("unknown", "nobody of this code");
    return preparedFor(person, keyId, desk, row, parsed.data);
  });
}

async function preparedFor(
  person: Viewer,
  keyId: string,
  desk: Desk,
  row: ParticipantRow,
  wish: StandingWish,
): Promise<Prepared> {
  const participant = row.code;
  if (wish.do === "suspend" || wish.do === "resume") {
    const { reason } = wish;
    return prepareFor(person, keyId, [{ type: `participant.${wish.do}`, payload: { participant, reason } }]);
  }
  if (wish.do === "revoke") {
    const draft = await revokeDraft(desk, participant, wish.keyId, wish.reason);
    return prepareFor(person, keyId, [
      { ...draft, others: isQuorumRole(row.role) ? memberSigners(desk.dataDir) : [] },
    ]);
  }
  const others = await endorsers(desk, row);
  if (others === undefined)
    return refused("signer-missing", "its own key, kept elsewhere, has to endorse this one");
  const made = wish.do === "keep" ? await newKey(desk, participant) : undefined;
  const key = wish.do === "own" ? await own(desk, participant, wish) : made?.registration;
  if (key === undefined) return refused("possession", "the proof is not this key's");
  const type = "participant.endorse-key" as const;
  const draft: PersonDraft = isSealedRole(row.role)
    ? { type, payload: { participant }, sealed: { key } }
    : { type, payload: { participant, key } };
  return prepareFor(person, keyId, [{ ...draft, others, keeps: made ? [made.key] : [] }]);
}

/** Who signs besides the exchange; undefined where only a key kept elsewhere could. */
async function endorsers(
  desk: Desk,
  { code, role }: ParticipantRow,
): Promise<readonly SigningKey[] | undefined> {
  if (isQuorumRole(role)) return memberSigners(desk.dataDir);
  const { signers, missing } = await consentOf(desk.ledger, desk.keyring, [code]);
  return missing.length > 0 ? undefined : signers;
}

function newKey(desk: Desk, participant: string) {
  return makeKey(desk.market, participant, "p256", new Uint8Array(randomBytes(32)));
}

async function own(
  desk: Desk,
  participant: string,
  { alg, publicKey, proof }: Extract<StandingWish, { do: "own" }>,
): Promise<JsonObject | undefined> {
  const message = possessionBytes(desk.market, participant, publicKey);
  const verdict = await checkSignature(alg, fromHex(publicKey), message, fromHex(proof));
  return verdict === "valid" ? { alg, publicKey, custody: "self", proof } : undefined;
}

function refused(
  code: string,
  reason: string,
): { readonly ok: false; readonly refusal: { code: string; reason: string } } {
  return { ok: false, refusal: { code, reason } };
}
