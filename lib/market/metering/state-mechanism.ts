import { z } from "zod";
import type { Context } from "@/lib/market/context";
import { code, integer, month } from "@/lib/market/fields";
import { accept, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import { defineRule } from "@/lib/market/rule";
import { keysOfRole, signedBy } from "@/lib/market/signers";
import { assetMeters, isFrozen, mechanisms, meters, plants } from "@/lib/market/state";

const payload = z.strictObject({ plant: code, month, wh: integer });
type Payload = z.infer<typeof payload>;

/** What of a plant's month is settled under the price mechanism and cannot be sold as green: stated once, else 0. */
export const stateMechanism = defineRule<Payload>({
  type: "metering.state-mechanism",
  payload,
  apply(context, { plant, month, wh }) {
    const { state, index } = context;
    if (!plants.has(state, plant)) return refuse("unknown", { field: "plant" });
    const done = inTurn(
      () => requirePlantsGrid(context, plant),
      () => (isFrozen(state, month) ? refuse("frozen", { field: "month" }) : accept(undefined)),
      () => (mechanisms.has(state, plant, month) ? refuse("mechanism-stated") : accept(undefined)),
    );
    if (!done.ok) return done;
    mechanisms.put(state, [plant, month], { wh, entry: index });
    return accept({});
  },
});

/** A grid company that measures the plant; any, while the plant has no meter. */
function requirePlantsGrid(context: Context, plant: string): Verdict<undefined> {
  if (keysOfRole(context, "grid").length === 0) {
    return refuse("signer-missing", { reason: "a grid company must sign" });
  }
  const grids = new Set<string>();
  for (const [, meter = ""] of assetMeters.ids(context.state, plant)) {
    grids.add(meters.get(context.state, meter)?.grid ?? "");
  }
  const measures = grids.size === 0 || [...grids].some((grid) => signedBy(context, grid));
  if (measures) return accept(undefined);
  return refuse("signer-missing", { reason: "a grid company that measures the plant must sign" });
}
