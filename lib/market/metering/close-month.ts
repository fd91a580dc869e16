import { z } from "zod";
import type { Context } from "@/lib/market/context";
import { code, month } from "@/lib/market/fields";
import { curveAt } from "@/lib/market/metering/blob";
import { requireBlob } from "@/lib/market/metering/blobs";
import { requireGrid } from "@/lib/market/metering/grid";
import { packMonth } from "@/lib/market/metering/month-curve";
import { accept, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import { defineRule } from "@/lib/market/rule";
import { closedMonths, type DayRow, days, isFrozen, meterMonths, meters } from "@/lib/market/state";
import { daysOfMonth, formatDay, intervalOf } from "@/lib/units/day";
import { WH_LIMIT } from "@/lib/units/energy";
import { intervalsInMonth } from "@/lib/units/interval";

const payload = z.strictObject({ meter: code, month });
type Payload = z.infer<typeof payload>;

/** A meter's month is whole: every member adds its readings up itself and keeps them as one packed value. */
export const closeMonth = defineRule<Payload>({
  type: "metering.close-month",
  payload,
  apply(context, { meter, month }) {
    const { state } = context;
    const row = meters.get(state, meter);
    if (!row) return refuse("unknown", { field: "meter" });
    const done = inTurn(
      () => requireGrid(context, row.grid),
      () => (isFrozen(state, month) ? refuse("frozen", { field: "month" }) : accept(undefined)),
      () =>
        closedMonths.has(state, meter, month) ? refuse("closed", { field: "month" }) : accept(undefined),
      () => close(context, meter, month),
    );
    return done.ok ? accept({}) : done;
  },
});

function close(context: Context, meter: string, month: string): Verdict<undefined> {
  const { state, index } = context;
  const anchored = anchoredDays(context, meter, month);
  if (!anchored.ok) return anchored;
  const wh = new Float64Array(intervalsInMonth(month));
  for (const [day, { blob, position }] of anchored.value) {
    const curve = curveAt(requireBlob(context, blob), position);
    if (curve.meter !== meter) throw new Error(`position ${position} of blob ${blob} is not ${meter}`);
    wh.set(curve.wh, intervalOf(day, 0));
  }
  const totalWh = sumBelow(wh, WH_LIMIT);
  if (totalWh === undefined) return refuse("range", { field: "meter", reason: "the month reaches 2^53 Wh" });
  meterMonths.put(state, [meter, month], packMonth(wh));
  closedMonths.put(state, [meter, month], { entry: index, totalWh });
  return accept(undefined);
}

function anchoredDays({ state }: Context, meter: string, month: string): Verdict<[number, DayRow][]> {
  const anchored: [number, DayRow][] = [];
  for (const day of daysOfMonth(month)) {
    const row = days.get(state, meter, String(day));
    if (!row) return refuse("day-missing", { field: "month", reason: `${formatDay(day)} is not anchored` });
    anchored.push([day, row]);
  }
  return accept(anchored);
}

/** The sum, or undefined once it reaches `limit` (at most 2^53: up to there a double adds exactly). */
function sumBelow(values: Float64Array, limit: number): number | undefined {
  let sum = 0;
  for (const value of values) {
    sum += value;
    if (sum >= limit) return undefined;
  }
  return sum;
}
