import { z } from "zod";
import { type CertificateDraft, certificateDraft, certifiedUnits } from "@/lib/market/certificates/model";
import { takeCode } from "@/lib/market/codes";
import type { Context } from "@/lib/market/context";
import { code, hex, integer, month, text } from "@/lib/market/fields";
import { accept, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import { defineRule, openedAs, sealFields } from "@/lib/market/rule";
import { version } from "@/lib/market/settlement/plant-month";
import { requireExchange } from "@/lib/market/signers";
import {
  certificates,
  frozenUnits,
  type MonthRow,
  months,
  unitCertificates,
  versionId,
} from "@/lib/market/state";

const payload = z.strictObject({ code, month, version, count: z.int().min(1), certLinesRoot: hex(32) });
type Payload = z.infer<typeof payload>;

const totals = z.strictObject({ settledKwh: integer });
const sealed = {
  ...{ unit: code, holder: code, name: text, uscc: text },
  ...{ totals, consumedWh: integer, coincidentWh: integer },
};

/** The certificate of one consumption unit and month. Everything it says is computed again. */
export const issue = defineRule<Payload>({
  type: "certificate.issue",
  payload,
  sealed: () =>
    sealFields(Object.fromEntries(Object.entries(sealed).map(([name, schema]) => [name, { schema }]))),
  apply(context, payload) {
    const signed = requireExchange(context);
    if (!signed.ok) return signed;
    const draft = draftOf(context, payload);
    if (!draft.ok) return draft;
    const done = inTurn(
      () => requireHolder(context, draft.value),
      () => requireContent(context, payload, draft.value),
      () => takeCode(context, payload.code, draft.value.wanted, { field: "code" }),
    );
    if (!done.ok) return done;
    unitCertificates.put(context.state, [payload.month, draft.value.unit.code], { code: payload.code });
    return accept({});
  },
  afterEntry(context, { code: own, month, version, count, certLinesRoot }, hash) {
    const unit = openedAs(context, "unit", sealed.unit);
    certificates.put(context.state, [own], {
      ...{ code: own, unit, month, version, count, certLinesRoot },
      ...{ entry: context.index, hash, status: "valid", level: "standard" },
    });
  },
});

function draftOf(context: Context, { month, version }: Payload): Verdict<CertificateDraft> {
  const { state } = context;
  const row = months.get(state, month);
  if (row?.stage !== "finished") return refuse("not-finished", { field: "month" });
  if (row.version !== version) return refuse("settle-version", { field: "version" });
  const unit = openedAs(context, "unit", sealed.unit);
  if (!frozenUnits.has(state, month, versionId(version), unit)) return refuse("unknown", { field: "unit" });
  if (unitCertificates.has(state, month, unit)) return refuse("already-issued", { field: "unit" });
  const draft = certificateDraft(state, unit, month, version);
  if (!draft) return refuse("nothing-settled", { field: "unit" });
  const turn = requireTurn(context, row, month, unit);
  return turn.ok ? accept(draft) : turn;
}

/** Units are certified in the order of their ids' bytes: the one before has its certificate, and so all before it. */
function requireTurn(context: Context, row: MonthRow, month: string, unit: string): Verdict<undefined> {
  const order = issueOrder(context, row, month);
  const before = order[order.indexOf(unit) - 1];
  if (before === undefined || unitCertificates.has(context.state, month, before)) return accept(undefined);
  return refuse("sequence", { field: "unit", reason: "a unit whose id comes before has no certificate yet" });
}

/** Computed once a month: what a finished month settled does not change any more. */
function issueOrder({ state, memo }: Context, row: MonthRow, month: string): readonly string[] {
  const key = `certificates/order/${month}/${row.version}/${row.finishEntry}`;
  const kept = memo.get(key);
  if (Array.isArray(kept)) return kept;
  const order = certifiedUnits(state, month, row.version);
  memo.set(key, order);
  return order;
}

function requireHolder(context: Context, { unit, holder }: CertificateDraft): Verdict<undefined> {
  if (openedAs(context, "holder", sealed.holder) !== unit.owner) return refuse("holder", { field: "holder" });
  if (openedAs(context, "name", sealed.name) !== holder.name) return refuse("holder", { field: "name" });
  if (openedAs(context, "uscc", sealed.uscc) !== holder.uscc) return refuse("holder", { field: "uscc" });
  return accept(undefined);
}

function requireContent(context: Context, payload: Payload, draft: CertificateDraft): Verdict<undefined> {
  if (payload.count !== draft.count) return refuse("count", { field: "count" });
  if (payload.certLinesRoot !== draft.certLinesRoot) return refuse("root", { field: "certLinesRoot" });
  const { settledKwh, consumedWh, coincidentWh } = draft.totals;
  if (openedAs(context, "totals", totals).settledKwh !== settledKwh)
    return refuse("totals", { field: "totals" });
  if (openedAs(context, "consumedWh", integer) !== consumedWh)
    return refuse("totals", { field: "consumedWh" });
  if (openedAs(context, "coincidentWh", integer) !== coincidentWh)
    return refuse("totals", { field: "coincidentWh" });
  return accept(undefined);
}
