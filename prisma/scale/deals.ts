/** Who buys from whom, month after month: up to four plants a unit, at home or over channels. Pure. */
import type { ChannelRow, PlantRow, UnitRow } from "@/lib/market/state";
import { seeded } from "@/prisma/demo/randomness";
import type { ScaleAssets } from "./assets";
import type { Around, ScaleSize } from "./size";

export interface Deal {
  readonly unit: UnitRow;
  readonly plant: PlantRow;
  /** From the sending to the receiving end; none inside a province. */
  readonly path: readonly ChannelRow[];
}

export const MOST_DEALS = 4;
const AT_HOME = 0.45;

interface Way {
  readonly from: string;
  readonly path: readonly ChannelRow[];
}

/** By unit, in the order in which it signs: a month takes the first two to four. */
export function scaleDeals(size: ScaleSize, assets: ScaleAssets, around: Around): Deal[][] {
  const random = seeded(`${size.seed}/deals`);
  const plants = grouped(assets.plants, ({ province }) => province);
  const ways = waysOf([...around.channels, ...assets.channels]);
  return assets.units.map((unit) =>
    Array.from({ length: MOST_DEALS }, () => deal(unit, plants, ways.get(unit.province) ?? [], random)),
  );
}

function deal(
  unit: UnitRow,
  plants: ReadonlyMap<string, readonly PlantRow[]>,
  ways: readonly Way[],
  random: () => number,
): Deal {
  const [home, where, which] = [random(), random(), random()];
  const way = home < AT_HOME ? undefined : ways[Math.floor(where * ways.length)];
  const choice = plants.get(way?.from ?? unit.province) ?? plants.get(unit.province) ?? [];
  const plant = choice[Math.floor(which * choice.length)];
  if (plant === undefined) throw new RangeError(`no plant for ${unit.province}: at least one a province`);
  return { unit, plant, path: plant.province === way?.from ? way.path : [] };
}

/** Over one channel, or over two that meet, into each province. */
function waysOf(channels: readonly ChannelRow[]): ReadonlyMap<string, readonly Way[]> {
  const single = channels.map((one) => [one]);
  const double = channels.flatMap((first) =>
    channels
      .filter(
        (second) => second.fromProvince === first.toProvince && second.toProvince !== first.fromProvince,
      )
      .map((second) => [first, second]),
  );
  const ways = [...single, ...double].map((path) => ({ from: path[0]?.fromProvince ?? "", path }));
  return grouped(ways, ({ path }) => path.at(-1)?.toProvince ?? "");
}

export function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
