import type { Store } from "@/lib/store/store";
import { countAnomalies, listAnomalies } from "./anomalies";
import type { MonthInput } from "./settlement-run";
import { type OpenAsset, openAssets } from "./settlement-run-figures";

/** `stop`: the rules would refuse the month. `look`: they would not, but somebody should have seen it. */
export type CheckLevel = "ok" | "look" | "stop";
export type CheckId =
  | "contracts" // there is something to settle
  | "no-meter" // plants and units without a meter
  | "days-missing" // meters with days that are not anchored
  | "closable" // meters complete but not closed: the run closes them first
  | "mechanism" // plants nothing was stated for: it counts as 0
  | "suspended" // contracts of suspended participants
  | "pairs"; // the same plant and unit in several contracts

export interface MonthCheck {
  readonly id: CheckId;
  readonly level: CheckLevel;
  readonly count: number;
  /** Of how many. */
  readonly of: number;
  /** The first of them by the ids people know. */
  readonly names: readonly string[];
}

const NAMED = 6;

/** What has to be right, or looked at, before a month is settled. */
export function monthChecks(input: MonthInput): MonthCheck[] {
  const { contracts, plants } = input;
  const open = openAssets(input);
  const withPlants = new Set(contracts.map(({ plant }) => plant));
  const assets = new Set(contracts.flatMap(({ plant, unit }) => [plant, unit]));
  const unstated = [...withPlants].filter((plant) => !input.mechanisms.has(plant));
  return [
    {
      ...counted("contracts", [], contracts.length, "ok"),
      count: contracts.length,
      level: contracts.length ? "ok" : "stop",
    },
    counted("no-meter", namesOf(input, open, "no-meter"), assets.size, "stop"),
    counted("days-missing", missing(input), metersOf(input).length, "stop"),
    counted("closable", closable(input), metersOf(input).length, "ok"),
    counted(
      "mechanism",
      unstated.map((code) => plants.get(code)?.name ?? code),
      withPlants.size,
      "look",
    ),
    counted("suspended", suspended(input), contracts.length, "look"),
    counted("pairs", pairs(input), contracts.length, "look"),
  ];
}

/** What oversight found in the month and nobody has judged: no rule refuses it, so it never stops the month. */
export async function anomalyCheck(
  store: Store,
  input: MonthInput,
): Promise<Omit<MonthCheck, "id"> & { readonly id: "anomalies"; readonly objects: readonly string[] }> {
  const filter = { month: input.month };
  const [counts, { rows }] = await Promise.all([
    countAnomalies(store, filter),
    listAnomalies(store, { ...filter, state: "open" }, { limit: NAMED }),
  ]);
  const ids = new Map([...input.meters.values()].flat().map(({ code, id }) => [code, id]));
  const objects = rows.map(({ object }) => object);
  return {
    ...{ id: "anomalies", level: counts.open === 0 ? "ok" : "look", count: counts.open, objects },
    of: counts.open + counts.referred + counts.explained,
    names: objects.map((object) => ids.get(object) ?? assetName(input, object)),
  };
}

function counted(id: CheckId, names: readonly string[], of: number, wrong: CheckLevel): MonthCheck {
  return {
    id,
    level: names.length === 0 ? "ok" : wrong,
    count: names.length,
    of,
    names: names.slice(0, NAMED),
  };
}

function namesOf(input: MonthInput, open: readonly OpenAsset[], reason: OpenAsset["reason"]): string[] {
  return open.filter((one) => one.reason === reason).map(({ asset }) => assetName(input, asset));
}

/** A plant by its name, a unit by the id it has in its papers. */
export function assetName({ plants, units }: Pick<MonthInput, "plants" | "units">, asset: string): string {
  return plants.get(asset)?.name ?? units.get(asset)?.id ?? asset;
}

function metersOf({ contracts, meters }: MonthInput) {
  const assets = new Set(contracts.flatMap(({ plant, unit }) => [plant, unit]));
  return [...assets].flatMap((asset) => meters.get(asset) ?? []);
}

function missing(input: MonthInput): string[] {
  return metersOf(input)
    .filter(({ closedWh, days }) => closedWh === undefined && days < input.days)
    .map(({ id }) => id);
}

function closable(input: MonthInput): string[] {
  return metersOf(input)
    .filter(({ closedWh, days }) => closedWh === undefined && days === input.days)
    .map(({ id }) => id);
}

function suspended({ contracts, plants, units, participants }: MonthInput): string[] {
  const isSuspended = (code: string) => participants.get(code)?.status === "suspended";
  return contracts
    .filter(({ plant, unit, via }) =>
      [plants.get(plant)?.owner ?? "", units.get(unit)?.owner ?? "", via].some(isSuspended),
    )
    .map(({ number }) => number);
}

function pairs({ contracts }: MonthInput): string[] {
  const count = new Map<string, number>();
  const pairOf = ({ plant, unit }: { plant: string; unit: string }) => `${plant}/${unit}`;
  for (const contract of contracts) count.set(pairOf(contract), (count.get(pairOf(contract)) ?? 0) + 1);
  return contracts.filter((contract) => (count.get(pairOf(contract)) ?? 0) > 1).map(({ number }) => number);
}
