import { type MonthLine, monthLine, type PlantMetered } from "@/lib/market/settlement/month-figures";
import { sellableWh, wholeSentWh } from "@/lib/market/settlement/rules";
import type { ContractRow, FrozenPlantRow, LineRow, SettledPlantRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { frozenPlantTable, lineTable, settledPlantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { anchoredTotals, contractsOf, type MeterMonthState, type MonthInput } from "./settlement-run";

/** What a month comes to: computed here before it is settled, as the members settled it afterwards. */
export interface MonthFigures {
  /** In contract-number order. */
  readonly lines: readonly MonthLine[];
  readonly metered: ReadonlyMap<string, PlantMetered>;
  /** Entries by plant, of a month that is settled. */
  readonly entries: ReadonlyMap<string, { readonly settle: number; readonly trace?: number }>;
}

/** A plant or unit whose month cannot be settled yet, with the contracts that wait for it. */
export interface OpenAsset {
  readonly asset: string;
  readonly side: "generation" | "consumption";
  readonly reason: "no-meter" | "days-missing";
  readonly contracts: number;
}

/** Assets of the month's contracts without a meter or with days missing, plants first. */
export function openAssets({ contracts, meters, days }: MonthInput): OpenAsset[] {
  const count = new Map<string, OpenAsset>();
  const note = (asset: string, side: OpenAsset["side"]) => {
    const reason = reasonOpen(meters.get(asset) ?? [], days);
    if (reason === undefined) return;
    count.set(asset, { asset, side, reason, contracts: (count.get(asset)?.contracts ?? 0) + 1 });
  };
  for (const { plant } of contracts) note(plant, "generation");
  for (const { unit } of contracts) note(unit, "consumption");
  return [...count.values()];
}

function reasonOpen(meters: readonly MeterMonthState[], days: number): OpenAsset["reason"] | undefined {
  if (meters.length === 0) return "no-meter";
  const isOpen = ({ closedWh, days: anchored }: MeterMonthState) => closedWh === undefined && anchored < days;
  return meters.some(isOpen) ? "days-missing" : undefined;
}

/** What settling the month now would give; undefined while an asset of it is open. Submitted nowhere. */
export async function previewFigures(store: Store, input: MonthInput): Promise<MonthFigures | undefined> {
  if (input.contracts.length === 0 || openAssets(input).length > 0) return undefined;
  const { contracts, channels, mechanisms } = input;
  const read = await readings(store, input);
  const pathOf = (contract: ContractRow) =>
    contract.path.map((channel) => ({ channel, lossPpm: channels.get(channel)?.lossPpm ?? 0 }));
  const [C, D] = [new Map<string, number>(), new Map<string, number>()];
  for (const contract of contracts) {
    const { plant, unit, contractKwh } = contract;
    C.set(plant, (C.get(plant) ?? 0) + wholeSentWh(contractKwh, pathOf(contract)));
    D.set(unit, (D.get(unit) ?? 0) + 1000 * contractKwh);
  }
  const metered = new Map(
    [...C.keys()].map((plant) => [
      plant,
      { onGridWh: read.get(plant) ?? 0, mechanismWh: mechanisms.get(plant) ?? 0 },
    ]),
  );
  const lines = contracts.map((contract) => {
    const { code, number, plant, unit, contractKwh } = contract;
    const { onGridWh, mechanismWh } = metered.get(plant) ?? { onGridWh: 0, mechanismWh: 0 };
    const sides = { G: sellableWh(onGridWh, mechanismWh), C: C.get(plant) ?? 0 };
    const input = { ...sides, U: read.get(unit) ?? 0, D: D.get(unit) ?? 0 };
    return monthLine(
      { contract: code, number, plant, unit },
      { contractKwh, path: pathOf(contract), ...input },
    );
  });
  return { lines, metered, entries: new Map() };
}

/** Metered Wh by plant and unit of the month's contracts: closed totals, and the days of what can be closed. */
async function readings(
  store: Store,
  { month, contracts, meters }: MonthInput,
): Promise<Map<string, number>> {
  const assets = new Set(contracts.flatMap(({ plant, unit }) => [plant, unit]));
  const wanted = [...assets].flatMap((asset) => meters.get(asset) ?? []);
  const closing = wanted.filter(({ closedWh }) => closedWh === undefined).map(({ code }) => code);
  const totals = await anchoredTotals(store, month, closing);
  const read = new Map<string, number>();
  for (const meter of wanted) {
    const total = meter.closedWh ?? totals.get(meter.code) ?? 0;
    read.set(meter.of, (read.get(meter.of) ?? 0) + total);
  }
  return read;
}

/** A settled month's lines as the members have them. */
export async function settledFigures(store: Store, month: Month, version: number): Promise<MonthFigures> {
  const where = { month, version };
  const [contracts, lines, frozen, settled] = await Promise.all([
    contractsOf(store, month),
    store.prisma.line.findMany({ where }),
    store.prisma.frozenPlant.findMany({ where }),
    store.prisma.settledPlant.findMany({ where }),
  ]);
  const rows = new Map(lines.map((row) => [row.contract, openState<LineRow>(store, lineTable, row)]));
  const results = new Map(
    settled.map((row) => [row.plant, openState<SettledPlantRow>(store, settledPlantTable, row)]),
  );
  const metered = new Map(
    frozen.map((row) => [row.plant, openState<FrozenPlantRow>(store, frozenPlantTable, row)]),
  );
  const entries = new Map(
    [...results].map(([plant, { entry, traceEntry }]) => [
      plant,
      { settle: entry, ...(traceEntry === undefined ? {} : { trace: traceEntry }) },
    ]),
  );
  return { lines: contracts.flatMap((row) => settledLine(row, rows, results)), metered, entries };
}

function settledLine(
  { code, number, plant, unit }: ContractRow,
  rows: ReadonlyMap<string, LineRow>,
  results: ReadonlyMap<string, SettledPlantRow>,
): MonthLine[] {
  const row = rows.get(code);
  const result = results.get(plant)?.result;
  if (row === undefined || result === undefined) return [];
  const { contractKwh, path, U, D, settledKwh, limitedBy, sentWh, landedWh, allowanceWh } = row.values;
  const { G, C } = result;
  const again = monthLine({ contract: code, number, plant, unit }, { contractKwh, path, G, C, U, D });
  // The quota is not kept: it follows from G and C. All else is what the members settled.
  const kept = { settledKwh, limitedBy, sentWh, landedWh, allowanceWh };
  return [{ ...again, ...kept, deviationKwh: contractKwh - settledKwh }];
}
