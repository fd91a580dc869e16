import { z } from "zod";
import { toHex } from "@/lib/crypto/bytes";
import type { Context } from "@/lib/market/context";
import { code, hex, integer } from "@/lib/market/fields";
import {
  batchRoot,
  type DayCurve,
  dayBlobBytes,
  decodeDayBlob,
  MAX_METERS,
} from "@/lib/market/metering/blob";
import { requireBlob } from "@/lib/market/metering/blobs";
import { requireGrid } from "@/lib/market/metering/grid";
import { refusedCurve } from "@/lib/market/metering/rules";
import { accept, forEachRecord, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import { defineRule } from "@/lib/market/rule";
import { requireHeld } from "@/lib/market/signers";
import { days, isFrozen, meters, plants } from "@/lib/market/state";
import { isDayNumber, monthOfDay } from "@/lib/units/day";

const payload = z.strictObject({
  grid: code,
  /** YYYYMMDD */
  day: integer,
  batch: integer,
  blob: hex(32),
  root: hex(32),
  count: z.int().min(1).max(MAX_METERS),
});
type Payload = z.infer<typeof payload>;

/** One batch of a civil day: the blob its holders keep is read again, reading by reading, by every member. */
export const anchorDay = defineRule<Payload>({
  type: "metering.anchor-day",
  payload,
  heldBlob: ({ blob, count }) => ({ hash: blob, size: dayBlobBytes(count) }),
  apply(context, payload) {
    const done = inTurn(
      () => requireGrid(context, payload.grid),
      () => requireDay(context, payload.day),
      () => requireHeld(context),
      () => anchor(context, payload),
    );
    return done.ok ? accept({}) : done;
  },
});

function requireDay({ state }: Context, day: number): Verdict<undefined> {
  if (!isDayNumber(day)) return refuse("date", { field: "day" });
  return isFrozen(state, monthOfDay(day)) ? refuse("frozen", { field: "day" }) : accept(undefined);
}

function anchor(context: Context, payload: Payload): Verdict<undefined> {
  const decoded = decodeDayBlob(requireBlob(context, payload.blob));
  if (!decoded.ok) return refuse("blob", { field: "blob", reason: `not a day blob: ${decoded.code}` });
  const { curves } = decoded;
  if (curves.length !== payload.count) return refuse("count", { field: "count" });
  return inTurn(
    () => forEachRecord(curves, (curve) => checkCurve(context, payload, curve)),
    () => {
      const root = rootOf(context, payload, curves);
      return root === payload.root ? accept(undefined) : refuse("root", { field: "root" });
    },
    () => forEachRecord(curves, (curve, position) => keep(context, payload, curve, position)),
  );
}

/** The batch's root: 400 hashes a meter, and all of it said by the blob's name and the day. */
function rootOf({ memo }: Context, { day, blob }: Payload, curves: readonly DayCurve[]): string {
  const name = `pure/batch-root/${day}/${blob}`;
  const kept = memo.get(name);
  if (typeof kept === "string") return kept;
  const root = toHex(batchRoot(day, curves));
  memo.set(name, root);
  return root;
}

/** A meter's day: of a known meter of this grid company, not anchored before, every reading possible. */
function checkCurve({ state }: Context, { grid, day }: Payload, curve: DayCurve): Verdict<undefined> {
  const meter = meters.get(state, curve.meter);
  if (!meter) return refuse("unknown", { field: "blob", reason: `no meter ${curve.meter}` });
  if (meter.grid !== grid) {
    return refuse("role", { field: "grid", reason: `${curve.meter} is measured by another grid company` });
  }
  if (days.has(state, meter.code, String(day))) {
    return refuse("day-taken", { field: "blob", reason: `${curve.meter} has ${day} already` });
  }
  if (meter.role !== "production") return accept(undefined);
  const plant = plants.get(state, meter.of);
  if (!plant) throw new Error(`meter ${meter.code} of no plant`);
  const refused = refusedCurve(plant, curve.wh);
  if (!refused) return accept(undefined);
  return refuse(refused.code, { field: "blob", reason: `${curve.meter}, interval ${refused.index}` });
}

function keep(
  context: Context,
  { day, blob, batch }: Payload,
  { meter }: DayCurve,
  position: number,
): Verdict<undefined> {
  days.put(context.state, [meter, String(day)], { entry: context.index, blob, position, batch });
  return accept(undefined);
}
