import type { FrozenPlantRow, SettledPlantRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { frozenPlantTable, settledPlantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";

/** What a plant's generation of a settled month became. */
export interface PlantMonth {
  readonly sentWh: number;
  readonly unsoldWh: number;
  readonly mechanismWh: number;
}

/** A plant in each of the months in which it is settled, in the version given. */
export async function plantMonths(
  store: Store,
  plant: string,
  months: readonly { readonly month: Month; readonly version: number }[],
): Promise<ReadonlyMap<Month, PlantMonth>> {
  const versions = new Map(months.map(({ month, version }) => [month, version]));
  const where = {
    plant,
    month: { in: [...versions.keys()] },
    version: { in: [...new Set(versions.values())] },
  };
  const [frozen, settled] = await Promise.all([
    store.prisma.frozenPlant.findMany({ where }),
    store.prisma.settledPlant.findMany({ where }),
  ]);
  const results = settled.filter(({ month, version }) => versions.get(month) === version);
  return new Map(
    results.flatMap((row) => {
      const stored = frozen.find(({ month, version }) => month === row.month && version === row.version);
      if (stored === undefined) return [];
      const { result } = openState<SettledPlantRow>(store, settledPlantTable, row);
      const { onGridWh } = openState<FrozenPlantRow>(store, frozenPlantTable, stored);
      const { sentWh, unsoldWh, G } = result;
      return [[row.month, { sentWh, unsoldWh, mechanismWh: onGridWh - G }]];
    }),
  );
}
