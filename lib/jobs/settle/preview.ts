/** `settle --preview`: what settling the month would answer, computed here and submitted nowhere. */
import type { Desk } from "@/lib/gateway/desk";
import type { Snapshot } from "@/lib/gateway/snapshot";
import { readRow } from "@/lib/gateway/view";
import { type LineAnswer, previewLines } from "@/lib/jobs/settle/answer";
import { closableMeters } from "@/lib/jobs/settle/close-meters";
import { curveAt } from "@/lib/market/metering/blob";
import {
  byNumber,
  mechanismWh,
  metersOf,
  type OpenSide,
  openSides,
  pathOf,
  plantsOfMonth,
  unitsOfMonth,
} from "@/lib/market/settlement/model";
import { settleMarket } from "@/lib/market/settlement/settle-market";
import {
  type ContractRow,
  closedMonths,
  contracts,
  days,
  plantContracts,
  type StateReader,
} from "@/lib/market/state";
import { daysOfMonth } from "@/lib/units/day";
import type { Month } from "@/lib/units/interval";

export type Preview = { readonly open: readonly OpenSide[] } | { readonly lines: readonly LineAnswer[] };

/** Meters whose days are all there count as closed: the run that submits would close them first. */
export async function previewMonth(desk: Desk, state: Snapshot, month: Month): Promise<Preview> {
  const totals = new Map<string, number>();
  for (const { code } of await closableMeters(desk.ledger, month)) {
    totals.set(code, await readingsTotal(desk, code, month));
  }
  const closed = closedAs(state, month, totals);
  const open = openSides(closed, month);
  if (open.length > 0) return { open };
  const rows = contractsOf(closed, month);
  const meteredWh = (asset: string) =>
    metersOf(closed, asset).reduce(
      (sum, meter) => sum + (closedMonths.get(closed, meter, month)?.totalWh ?? 0),
      0,
    );
  const losses = new Map(
    rows.flatMap((row) => pathOf(closed, row)).map(({ channel, lossPpm }) => [channel, lossPpm]),
  );
  const lines = settleMarket({
    plants: plantsOfMonth(closed, month).map((id) => {
      return { id, onGridWh: meteredWh(id), mechanismWh: mechanismWh(closed, id, month) };
    }),
    units: unitsOfMonth(closed, month).map((id) => ({ id, consumedWh: meteredWh(id) })),
    channels: [...losses].map(([id, lossPpm]) => ({ id, lossPpm })),
    contracts: rows.map(({ number, plant, unit, contractKwh, path }) => {
      return { number, plant, unit, contractKwh, channels: path };
    }),
  });
  return { lines: previewLines(closed, lines) };
}

function contractsOf(state: StateReader, month: Month): ContractRow[] {
  const codes = Array.from(plantContracts.ids(state, month), ([, , code = ""]) => code);
  return byNumber(codes.flatMap((code) => contracts.get(state, code) ?? []));
}

/** The state with the meters' months closed at these totals. */
function closedAs(state: Snapshot, month: Month, totals: ReadonlyMap<string, number>): StateReader {
  const rows = new Map<string, Uint8Array>();
  const put = (key: string, value: Uint8Array) => void rows.set(key, value);
  for (const [meter, totalWh] of totals) {
    const writer = { get: () => undefined, keys: () => [], put, delete: () => undefined };
    closedMonths.put(writer, [meter, month], { entry: 0, totalWh });
  }
  return { get: (key) => rows.get(key) ?? state.get(key), keys: (prefix) => state.keys(prefix) };
}

async function readingsTotal(desk: Desk, meter: string, month: Month): Promise<number> {
  let total = 0;
  for (const day of daysOfMonth(month)) {
    const row = await readRow(desk.ledger, days, meter, String(day));
    const blob = row && (await desk.ledger.blob(row.blob));
    if (row === undefined || blob === undefined) throw new Error(`no readings of ${meter} on ${day}`);
    for (const wh of curveAt(blob, row.position).wh) total += wh;
  }
  return total;
}
