/** A whole month settled from plain numbers: what `settle --preview` shows, and what the bench measures. */
import { compareText } from "@/lib/crypto/bytes";
import type { PathChannel } from "@/lib/market/settlement/line-leaf";
import { type SettledLine, sellableWh, settleLine, wholeSentWh } from "@/lib/market/settlement/rules";

/** Ids are any texts that tell plants, units and channels apart; the order of nothing matters. */
export interface MarketInput {
  readonly plants: readonly MarketPlant[];
  readonly units: readonly MarketUnit[];
  readonly channels: readonly MarketChannel[];
  readonly contracts: readonly MarketContract[];
}
export interface MarketPlant {
  readonly id: string;
  readonly onGridWh: number;
  readonly mechanismWh: number;
}
export interface MarketUnit {
  readonly id: string;
  readonly consumedWh: number;
}
export interface MarketChannel {
  readonly id: string;
  readonly lossPpm: number;
}
export interface MarketContract {
  readonly number: string;
  readonly plant: string;
  readonly unit: string;
  readonly contractKwh: number;
  /** Ids from the sending to the receiving end. */
  readonly channels: readonly string[];
}

export interface MarketLine extends SettledLine {
  readonly number: string;
  readonly plant: string;
  readonly unit: string;
  readonly contractKwh: number;
  readonly path: readonly PathChannel[];
  readonly G: number;
  readonly C: number;
  readonly U: number;
  readonly D: number;
}

/**
 * Every line, in the order of the contract numbers' bytes. All plants and units must have been closed: an open one
 * is left out by the caller, with the refusals that gives. RangeError where a contract names something absent.
 */
export function settleMarket(input: MarketInput): MarketLine[] {
  const lossOf = new Map(input.channels.map(({ id, lossPpm }) => [id, lossPpm]));
  const plantOf = new Map(input.plants.map((plant) => [plant.id, plant]));
  const unitOf = new Map(input.units.map((unit) => [unit.id, unit]));
  const ordered = [...input.contracts].sort((a, b) => compareText(a.number, b.number));
  const paths = ordered.map(({ channels }) =>
    channels.map((channel) => ({ channel, lossPpm: required(lossOf, channel) })),
  );
  const sent = new Map<string, number>();
  const landed = new Map<string, number>();
  ordered.forEach(({ plant, unit, contractKwh }, at) => {
    sent.set(plant, (sent.get(plant) ?? 0) + wholeSentWh(contractKwh, paths[at] ?? []));
    landed.set(unit, (landed.get(unit) ?? 0) + 1000 * contractKwh);
  });
  return ordered.map(({ number, plant, unit, contractKwh }, at) => {
    const { onGridWh, mechanismWh } = required(plantOf, plant);
    const path = paths[at] ?? [];
    const sides = {
      G: sellableWh(onGridWh, mechanismWh),
      C: required(sent, plant),
      U: required(unitOf, unit).consumedWh,
      D: required(landed, unit),
    };
    const settled = settleLine({ contractKwh, path, ...sides });
    return { number, plant, unit, contractKwh, path, ...sides, ...settled };
  });
}

function required<T>(found: ReadonlyMap<string, T>, id: string): T {
  const value = found.get(id);
  if (value === undefined) throw new RangeError(`a contract names ${id}, which is not there`);
  return value;
}
