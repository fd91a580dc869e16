import { z } from "zod";
import type { Context } from "@/lib/market/context";
import { code, keyIdText, text } from "@/lib/market/fields";
import { addKey, endKey } from "@/lib/market/participants/keys";
import { type NewKey, newKey } from "@/lib/market/participants/schema";
import { accept, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import {
  defineRule,
  type OpenedReader,
  openedIfSealed,
  type Possession,
  sealFields,
} from "@/lib/market/rule";
import {
  hasKey,
  isQuorumRole,
  isSealedRole,
  requireExchange,
  requireQuorum,
  requireSigner,
  signedBy,
} from "@/lib/market/signers";
import { type ParticipantRow, participants } from "@/lib/market/state";

/*
 * A key is a name: for consumers and retailers it stands in a sealed field, for everybody else in the payload. Which
 * of the two the payload alone cannot say, so both are optional there and `inPlace` decides.
 */
const endorsePayload = z.strictObject({ participant: code, key: newKey.optional() });
const rotatePayload = z.strictObject({
  participant: code,
  keyId: keyIdText.optional(),
  key: newKey.optional(),
});
const revokePayload = z.strictObject({ participant: code, keyId: keyIdText.optional(), reason: text });

/** The value from where the participant's role puts it. */
function inPlace<T>(
  context: Context,
  { role }: ParticipantRow,
  field: string,
  schema: z.ZodType<T>,
  inPayload: T | undefined,
): Verdict<T> {
  const opened = openedIfSealed(context, field, schema);
  const value = isSealedRole(role) ? opened : inPayload;
  const misplaced = isSealedRole(role) ? inPayload : opened;
  if (value === undefined || misplaced !== undefined) {
    const reason = isSealedRole(role) ? "has to be sealed for this role" : "is public for this role";
    return refuse("sealed", { field, reason });
  }
  return accept(value);
}

function withParticipant(
  context: Context,
  participant: string,
  apply: (row: ParticipantRow) => Verdict<unknown>,
): Verdict<Record<string, never>> {
  const row = participants.get(context.state, participant);
  const done = row ? apply(row) : refuse("unknown", { field: "participant" });
  return done.ok ? accept({}) : done;
}

/** Who may give a participant a key: members for institutions, else its own key, else (it has none) the exchange. */
function requireEndorser(context: Context, { code, role }: ParticipantRow): Verdict<undefined> {
  if (isQuorumRole(role)) return requireQuorum(context);
  return hasKey(context, code) ? requireSigner(context, code) : requireExchange(context);
}

function endorserOf(context: Context, { code }: ParticipantRow): string | undefined {
  return context.signers.find((signer) => signer.kind === "participant" && signer.participant.code === code)
    ?.keyId;
}

function possession(payload: { participant: string; key?: NewKey }, opened: OpenedReader): Possession[] {
  const key = payload.key ?? newKey.safeParse(opened("key")).data;
  return key ? [{ participant: payload.participant, ...key }] : [];
}

const keyField = { key: { schema: newKey, optional: true } };
const keyIdField = { keyId: { schema: keyIdText, optional: true } };

export const endorseKey = defineRule<z.infer<typeof endorsePayload>>({
  type: "participant.endorse-key",
  payload: endorsePayload,
  sealed: () => sealFields(keyField),
  possessions: possession,
  apply: (context, payload) =>
    withParticipant(context, payload.participant, (row) => {
      const key = inPlace(context, row, "key", newKey, payload.key);
      if (!key.ok) return key;
      const endorsedBy = endorserOf(context, row);
      return inTurn(
        () => requireEndorser(context, row),
        () => addKey(context, row.code, key.value, { record: 0, endorsedBy }),
      );
    }),
});

export const rotateKey = defineRule<z.infer<typeof rotatePayload>>({
  type: "participant.rotate-key",
  payload: rotatePayload,
  sealed: () => sealFields({ ...keyField, ...keyIdField }),
  possessions: possession,
  apply: (context, payload) =>
    withParticipant(context, payload.participant, (row) => {
      const key = inPlace(context, row, "key", newKey, payload.key);
      const keyId = inPlace(context, row, "keyId", keyIdText, payload.keyId);
      if (!key.ok) return key;
      if (!keyId.ok) return keyId;
      const endorsedBy = endorserOf(context, row);
      return inTurn(
        () => (isQuorumRole(row.role) ? requireQuorum(context) : requireSigner(context, row.code)),
        () => endKey(context, row.code, keyId.value),
        () => addKey(context, row.code, key.value, { record: 0, endorsedBy }),
      );
    }),
});

export const revokeKey = defineRule<z.infer<typeof revokePayload>>({
  type: "participant.revoke-key",
  payload: revokePayload,
  sealed: () => sealFields(keyIdField),
  apply: (context, payload) =>
    withParticipant(context, payload.participant, (row) => {
      const keyId = inPlace(context, row, "keyId", keyIdText, payload.keyId);
      if (!keyId.ok) return keyId;
      return inTurn(
        () => requireRevoker(context, row),
        () => endKey(context, row.code, keyId.value),
      );
    }),
});

/** A lost or stolen key is ended by its participant or the exchange; an institution's by itself or the members. */
function requireRevoker(context: Context, { code, role }: ParticipantRow): Verdict<undefined> {
  if (signedBy(context, code)) return accept(undefined);
  return isQuorumRole(role) ? requireQuorum(context) : requireExchange(context);
}
