import type { AddedSums } from "./add-up.worker";
import type { OverviewView } from "./overview-view";

/** What the page shows, held against the same lines added up again. */
export type Comparison = "agrees" | "differs";

export function compareSums(
  view: Pick<OverviewView, "totals" | "provinces" | "channels" | "flows">,
  again: AddedSums,
): Comparison {
  const channels = view.channels.map(({ lines, sentWh, lossWh, landedWh }) => ({
    lines,
    sentWh,
    lossWh,
    landedWh,
  }));
  const shown = { totals: view.totals, provinces: view.provinces, channels, flows: view.flows };
  const { totals, provinces, flows } = again;
  const own = { totals, provinces, channels: again.channels, flows };
  return same(shown, own) && again.broken === 0 && balances(again) ? "agrees" : "differs";
}

/** The accounts close: everything metered is settled, unsold or the mechanism's; all sent has landed or is lost. */
export function balances({ totals, provinces, channels }: AddedSums): boolean {
  const closed = [totals, ...provinces].every(
    ({ onGridWh, sentWh, mechanismWh, unsoldWh }) => sentWh + mechanismWh + unsoldWh === onGridWh,
  );
  const { acrossSentWh, acrossLandedWh, lossWh, landedWh, withinWh } = totals;
  return (
    closed &&
    acrossLandedWh + lossWh === acrossSentWh &&
    acrossLandedWh + withinWh === landedWh &&
    channels.every((one) => one.landedWh + one.lossWh === one.sentWh)
  );
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([name, value]) => same(value, right.get(name)));
}
