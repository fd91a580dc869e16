import { z } from "zod";
import { meterCode } from "@/lib/market/assets/model";
import { claimId, registrationMonths, takeCode, type WantedCode } from "@/lib/market/codes";
import type { Context } from "@/lib/market/context";
import { code, id, records } from "@/lib/market/fields";
import { accept, forEachRecord, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import { defineRule, openedAs, recordField, type SealedField, sealRecords } from "@/lib/market/rule";
import { requireSigner } from "@/lib/market/signers";
import { assetMeters, meters, participants, plants, units } from "@/lib/market/state";

const productionRecord = z.strictObject({ code, role: z.literal("production"), grid: code, of: code });
/** Which unit a meter measures is sealed. */
const consumptionRecord = z.strictObject({ code, role: z.literal("consumption"), grid: code });
const record = z.discriminatedUnion("role", [productionRecord, consumptionRecord]);
type Registration = z.infer<typeof record>;
const payload = z.strictObject({ records: records(record) });
type Payload = z.infer<typeof payload>;

function sealedOf({ role }: Registration): Record<string, SealedField> {
  const sealedId = { id: { schema: id } };
  return role === "production" ? sealedId : { ...sealedId, of: { schema: code } };
}

/** The metering grid company itself signs: nobody stands in for it. */
function requireGrid(context: Context, grid: string): Verdict<undefined> {
  const row = participants.get(context.state, grid);
  if (!row) return refuse("unknown", { field: "grid" });
  if (row.role !== "grid") return refuse("role", { field: "grid" });
  return requireSigner(context, grid);
}

function wantedCode(context: Context, { role }: Registration, of: string): WantedCode | undefined {
  const asset = role === "production" ? plants.get(context.state, of) : units.get(context.state, of);
  return asset && meterCode(asset, registrationMonths(context.time));
}

function register(context: Context, meter: Registration, record: number): Verdict<undefined> {
  const sealedId = openedAs(context, recordField(record, "id"), id);
  const of = meter.role === "production" ? meter.of : openedAs(context, recordField(record, "of"), code);
  const wanted = wantedCode(context, meter, of);
  if (!wanted) return refuse("unknown", { field: "of" });
  const { code: own, role, grid } = meter;
  return inTurn(
    () => requireGrid(context, grid),
    () => takeCode(context, own, wanted, { field: "code" }),
    () => claimId(context, "M", sealedId, own, { field: "id" }),
    () => {
      meters.put(context.state, [own], {
        code: own,
        id: sealedId,
        role,
        of,
        grid,
        entry: context.index,
        record,
      });
      assetMeters.put(context.state, [of, own], {});
      return accept(undefined);
    },
  );
}

export const registerMeters = defineRule<Payload>({
  type: "meter.register",
  payload,
  sealed: ({ records }) => sealRecords(records, sealedOf),
  apply: (context, { records }) => {
    const done = forEachRecord(records, (meter, i) => register(context, meter, i));
    return done.ok ? accept({}) : done;
  },
});
