import type { Context } from "@/lib/market/context";
import { accept, refuse, type Verdict } from "@/lib/market/refusal";
import { defineRule } from "@/lib/market/rule";
import { type MonthPayload, monthPayload, requireFrozen } from "@/lib/market/settlement/plant-month";
import { keysOfRole, requireExchange } from "@/lib/market/signers";
import { months, settledPlants, versionId } from "@/lib/market/state";

/** Closes a month whose plants are all traced: from here on it can be certified. */
export const finish = defineRule<MonthPayload>({
  type: "settlement.finish",
  payload: monthPayload,
  apply(context, payload) {
    const { state, index } = context;
    const signed = requireExchange(context);
    if (!signed.ok) return signed;
    const month = requireFrozen(state, payload);
    if (!month.ok) return month;
    const row = month.value;
    if (row.stage === "finished") return refuse("stage", { field: "month" });
    if (row.stage === "frozen") return refuse("not-settled", { field: "month" });
    if (row.traced < row.plants) return refuse("not-traced", { field: "month" });
    const { settledKwh, lines } = totalsOf(context, payload);
    const enough = requireTwoPersons(context, settledKwh);
    if (!enough.ok) return enough;
    months.put(state, [payload.month], { ...row, stage: "finished", finishEntry: index });
    return accept({ plants: row.plants, lines, settledKwh });
  },
});

function totalsOf({ state }: Context, { month, version }: MonthPayload) {
  let [settledKwh, lines] = [0, 0];
  for (const [, { result }] of settledPlants.list(state, month, versionId(version))) {
    settledKwh += result.settledWh / 1000;
    lines += result.count;
  }
  return { settledKwh, lines };
}

/** Above the volume that genesis names, two distinct keys of the exchange sign. */
function requireTwoPersons(context: Context, settledKwh: number): Verdict<undefined> {
  const { twoPersonKwh } = context.market;
  if (twoPersonKwh === undefined || settledKwh <= twoPersonKwh) return accept(undefined);
  return new Set(keysOfRole(context, "exchange")).size >= 2 ? accept(undefined) : refuse("two-person");
}
