import type { FrozenPlantRow, SettledPlantRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { frozenPlantTable, settledPlantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";

/** A plant's month to the Wh: metered = mechanism + sent + unsold. */
export interface PlantRecord {
  readonly plant: string;
  readonly month: Month;
  readonly onGridWh: number;
  /** What of the generation the mechanism took: on-grid less G. */
  readonly mechanismWh: number;
  readonly sentWh: number;
  readonly landedWh: number;
  readonly unsoldWh: number;
  readonly lines: number;
  /** Of settlement.settle; undefined before it. */
  readonly entry: number | undefined;
}

/** Plants with contracts in a frozen month, by code. */
export async function plantsOfMonth(store: Store, month: Month): Promise<PlantRecord[]> {
  const row = await store.prisma.settlementMonth.findUnique({ where: { month } });
  if (row === null) return [];
  const where = { month, version: row.version };
  const [frozen, settled] = await Promise.all([
    store.prisma.frozenPlant.findMany({ where, orderBy: { plant: "asc" } }),
    store.prisma.settledPlant.findMany({ where }),
  ]);
  const results = new Map(
    settled.map((one) => [one.plant, openState<SettledPlantRow>(store, settledPlantTable, one)]),
  );
  return frozen.map((stored) => {
    const { onGridWh, G, lines } = openState<FrozenPlantRow>(store, frozenPlantTable, stored);
    const result = results.get(stored.plant);
    return {
      ...{ plant: stored.plant, month, onGridWh, mechanismWh: onGridWh - G, lines: lines.length },
      sentWh: result?.result.sentWh ?? 0,
      landedWh: result?.result.settledWh ?? 0,
      unsoldWh: result?.result.unsoldWh ?? G,
      entry: result?.entry,
    };
  });
}

export type PlantSums = Pick<
  PlantRecord,
  "onGridWh" | "mechanismWh" | "sentWh" | "landedWh" | "unsoldWh" | "lines"
>;

export function sumPlants(plants: readonly PlantRecord[]): PlantSums {
  const sums = { onGridWh: 0, mechanismWh: 0, sentWh: 0, landedWh: 0, unsoldWh: 0, lines: 0 };
  for (const plant of plants) {
    sums.onGridWh += plant.onGridWh;
    sums.mechanismWh += plant.mechanismWh;
    sums.sentWh += plant.sentWh;
    sums.landedWh += plant.landedWh;
    sums.unsoldWh += plant.unsoldWh;
    sums.lines += plant.lines;
  }
  return sums;
}
