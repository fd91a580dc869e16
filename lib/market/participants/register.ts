import { z } from "zod";
import { claimId, registrationMonths, takeCode } from "@/lib/market/codes";
import type { Context } from "@/lib/market/context";
import { code, id, province, records, text } from "@/lib/market/fields";
import { addKey } from "@/lib/market/participants/keys";
import { participantCode } from "@/lib/market/participants/model";
import { type NewKey, newKey, uscc } from "@/lib/market/participants/schema";
import { accept, forEachRecord, inTurn, type Verdict } from "@/lib/market/refusal";
import {
  defineRule,
  type OpenedReader,
  openedAs,
  openedIfSealed,
  type Possession,
  recordField,
  type SealedField,
  sealRecords,
} from "@/lib/market/rule";
import { isQuorumRole, isSealedRole, requireExchange, requireQuorum } from "@/lib/market/signers";
import { participants } from "@/lib/market/state";

/** A consumer or retailer is public by role, province and code only. */
const sealedRecord = z.strictObject({ code, role: z.enum(["consumer", "retailer"]), province });
const publicRecord = z.strictObject({
  code,
  role: z.enum(["generator", "aggregator", "grid", "exchange", "regulator"]),
  province,
  name: text,
  uscc,
  key: newKey.optional(),
});
const record = z.discriminatedUnion("role", [sealedRecord, publicRecord]);
type Registration = z.infer<typeof record>;
const payload = z.strictObject({ records: records(record) });
type Payload = z.infer<typeof payload>;

function sealedOf(registration: Registration): Record<string, SealedField> {
  if (!isSealedRole(registration.role)) return { id: { schema: id } };
  return {
    id: { schema: id },
    name: { schema: text },
    uscc: { schema: uscc },
    key: { schema: newKey, optional: true },
  };
}

/** Who the participant is, wherever the command says it. */
interface Details {
  readonly id: string;
  readonly name: string;
  readonly uscc: string;
  readonly key: NewKey | undefined;
}

function detailsOf(context: Context, registration: Registration, i: number): Details {
  const sealedId = openedAs(context, recordField(i, "id"), id);
  if ("name" in registration) {
    return { id: sealedId, name: registration.name, uscc: registration.uscc, key: registration.key };
  }
  return {
    id: sealedId,
    name: openedAs(context, recordField(i, "name"), text),
    uscc: openedAs(context, recordField(i, "uscc"), uscc),
    key: openedIfSealed(context, recordField(i, "key"), newKey),
  };
}

/** The exchange registers; a grid company, an exchange or a regulator needs a quorum of members instead. */
function requireRegistrar(context: Context, { records }: Payload): Verdict<undefined> {
  return inTurn(
    () => (records.some(({ role }) => isQuorumRole(role)) ? requireQuorum(context) : accept(undefined)),
    () => (records.every(({ role }) => isQuorumRole(role)) ? accept(undefined) : requireExchange(context)),
  );
}

function register(context: Context, registration: Registration, i: number): Verdict<undefined> {
  const { code, role, province } = registration;
  const details = detailsOf(context, registration, i);
  const wanted = participantCode(province, registrationMonths(context.time));
  return inTurn(
    () => takeCode(context, code, wanted, { field: "code" }),
    () => claimId(context, "E", details.id, code, { field: "id" }),
    () => {
      const { id, name, uscc } = details;
      const origin = { entry: context.index, record: i };
      participants.put(context.state, [code], {
        code,
        id,
        role,
        province,
        name,
        uscc,
        status: "active",
        ...origin,
      });
      return details.key ? addKey(context, code, details.key, { record: i }) : accept(undefined);
    },
  );
}

function possessions({ records }: Payload, opened: OpenedReader): Possession[] {
  return records.flatMap((registration, i) => {
    const key =
      "name" in registration ? registration.key : newKey.safeParse(opened(recordField(i, "key"))).data;
    return key ? [{ participant: registration.code, ...key }] : [];
  });
}

export const registerParticipants = defineRule<Payload>({
  type: "participant.register",
  payload,
  sealed: ({ records }) => sealRecords(records, sealedOf),
  possessions,
  apply: (context, { records }) => {
    const done = inTurn(
      () => requireRegistrar(context, { records }),
      () => forEachRecord(records, (registration, i) => register(context, registration, i)),
    );
    return done.ok ? accept({}) : done;
  },
});
