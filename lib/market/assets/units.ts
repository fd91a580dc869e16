import { z } from "zod";
import { unitCode } from "@/lib/market/assets/model";
import { claimId, registrationMonths, takeCode } from "@/lib/market/codes";
import type { Context } from "@/lib/market/context";
import { code, codes, id, province, records, text } from "@/lib/market/fields";
import { accept, forEachRecord, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import { defineRule, openedAs, openedIfSealed, recordField, sealRecords } from "@/lib/market/rule";
import { requireConsent, requireExchange } from "@/lib/market/signers";
import { participants, units } from "@/lib/market/state";

const record = z.strictObject({ code, province });
type Registration = z.infer<typeof record>;
const payload = z.strictObject({ records: records(record) });
type Payload = z.infer<typeof payload>;

function register(context: Context, unit: Registration, record: number): Verdict<undefined> {
  const details = {
    id: openedAs(context, recordField(record, "id"), id),
    owner: ownerOf(context, record),
    name: openedAs(context, recordField(record, "name"), text),
  };
  const wanted = unitCode(unit, registrationMonths(context.time));
  return inTurn(
    () => requireOwner(context, details.owner),
    () => takeCode(context, unit.code, wanted, { field: "code" }),
    () => claimId(context, "U", details.id, unit.code, { field: "id" }),
    () =>
      accept(units.put(context.state, [unit.code], { ...unit, ...details, entry: context.index, record })),
  );
}

function ownerOf(context: Context, record: number): string {
  return openedAs(context, recordField(record, "owner"), code);
}

function requireOwner(context: Context, owner: string): Verdict<undefined> {
  return participants.has(context.state, owner) ? accept(undefined) : refuse("unknown", { field: "owner" });
}

/** Whose a unit is stays sealed, and so does for whom the exchange signed. */
export const registerUnits = defineRule<Payload>({
  type: "unit.register",
  payload,
  sealed: ({ records }) =>
    sealRecords(records, () => ({ id: { schema: id }, owner: { schema: code }, name: { schema: text } })).set(
      "onBehalfOf",
      { schema: codes, optional: true },
    ),
  apply: (context, { records }) => {
    const owners = new Set(records.map((_, i) => ownerOf(context, i)));
    const onBehalfOf = openedIfSealed(context, "onBehalfOf", codes) ?? [];
    const done = inTurn(
      () => requireExchange(context),
      () => forEachRecord(records, (unit, i) => register(context, unit, i)),
      () => requireConsent(context, owners, onBehalfOf),
    );
    return done.ok ? accept({}) : done;
  },
});
