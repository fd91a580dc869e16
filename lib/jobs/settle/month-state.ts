/** A month of the market, fetched: contracts, what they name, meters and where the month stands. */
import { Snapshot } from "@/lib/gateway/snapshot";
import type { StateSource } from "@/lib/gateway/view";
import {
  assetMeters,
  channels,
  closedMonths,
  contractedPlants,
  contractedUnits,
  contracts,
  frozenPlants,
  frozenUnits,
  lines,
  mechanisms,
  meters,
  months,
  participants,
  plantContracts,
  plants,
  settledPlants,
  traces,
  unitCertificates,
  unitContracts,
  units,
} from "@/lib/market/state";
import type { Month } from "@/lib/units/interval";

/** Contracts of the month with their plants, units, meters, owners and channels; closes and mechanism energy. */
export async function fetchContracts(ledger: StateSource, month: Month): Promise<Snapshot> {
  const state = new Snapshot(ledger);
  await Promise.all([
    state.fetchAll(`${contractedPlants.key(month)}/`),
    state.fetchAll(`${contractedUnits.key(month)}/`),
    state.fetchAll(`${plantContracts.key(month)}/`),
    state.fetchAll(`${unitContracts.key(month)}/`),
    state.fetch([months.key(month)]),
  ]);
  const codes = Array.from(plantContracts.ids(state, month), ([, , code = ""]) => code);
  await state.fetch(codes.map((code) => contracts.key(code)));
  const rows = codes.flatMap((code) => contracts.get(state, code) ?? []);
  await state.fetch([
    ...rows.flatMap(({ plant, unit }) => [plants.key(plant), units.key(unit), mechanisms.key(plant, month)]),
    ...rows.flatMap(({ path }) => path.map((channel) => channels.key(channel))),
  ]);
  const assets = new Set(rows.flatMap(({ plant, unit }) => [plant, unit]));
  await Promise.all([...assets].map((asset) => fetchMeters(state, asset, month)));
  await state.fetch([...unitsOf(state, rows)].map((owner) => participants.key(owner)));
  return state;
}

async function fetchMeters(state: Snapshot, asset: string, month: Month): Promise<void> {
  await state.fetchAll(`${assetMeters.key(asset)}/`);
  const codes = Array.from(assetMeters.ids(state, asset), ([, meter = ""]) => meter);
  await state.fetch(codes.flatMap((meter) => [meters.key(meter), closedMonths.key(meter, month)]));
}

function unitsOf(state: Snapshot, rows: readonly { unit: string }[]): Set<string> {
  return new Set(rows.flatMap(({ unit }) => units.get(state, unit)?.owner ?? []));
}

/** What the nodes made of the month so far, added to its contracts. */
export async function fetchSettled(ledger: StateSource, month: Month): Promise<Snapshot> {
  const state = await fetchContracts(ledger, month);
  const tables = [frozenPlants, frozenUnits, settledPlants, lines, traces, unitCertificates];
  await Promise.all(tables.map((table) => state.fetchAll(`${table.key(month)}/`)));
  return state;
}
