/** lib/market as the rules of a node. */
import { checkEnvelope } from "@/lib/market/authenticate";
import { execute } from "@/lib/market/execute";
import { type DayCurve, decodeDayBlob } from "@/lib/market/metering/blob";
import { refusedCurve } from "@/lib/market/metering/rules";
import { meters, plants, type StateReader } from "@/lib/market/state";
import type { Rules } from "./rules";

export const marketRules: Rules = {
  check: (envelope, state) => checkEnvelope(envelope, (key) => state.get(key)),
  execute,
  blobOf({ command }) {
    const { blob } = command.payload;
    return typeof blob === "string" ? blob : undefined;
  },
  /** Form and every reading; the root is the anchoring command's, and checked with it. */
  checkBlob(state, bytes) {
    const decoded = decodeDayBlob(bytes);
    if (!decoded.ok) return decoded.code;
    for (const curve of decoded.curves) {
      const flaw = curveFlaw(state, curve);
      if (flaw !== undefined) return `${curve.meter}: ${flaw}`;
    }
    return undefined;
  },
};

function curveFlaw(state: StateReader, { meter, wh }: DayCurve): string | undefined {
  const row = meters.get(state, meter);
  if (!row) return "no such meter";
  const plant = row.role === "production" ? plants.get(state, row.of) : undefined;
  const refused = plant && refusedCurve(plant, wh);
  return refused && `reading ${refused.index}: ${refused.code}`;
}
