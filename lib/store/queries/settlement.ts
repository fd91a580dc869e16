import type { FrozenPlantRow, MonthRow, SettledPlantRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import * as tables from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";

/** Where a month stands, undefined before its freeze. */
export async function monthOf(store: Store, month: string): Promise<MonthRow | undefined> {
  const row = await store.prisma.settlementMonth.findUnique({ where: { month } });
  return row === null ? undefined : openState<MonthRow>(store, tables.settlementMonthTable, row);
}

/** What the freeze fixed for a plant and what settling it gave; undefined before the freeze. */
export async function plantMonthOf(
  store: Store,
  plant: string,
  month: string,
  version: number,
): Promise<{ frozen: FrozenPlantRow; settled: SettledPlantRow | undefined } | undefined> {
  const where = { month_version_plant: { month, version, plant } };
  const [frozen, settled] = await Promise.all([
    store.prisma.frozenPlant.findUnique({ where }),
    store.prisma.settledPlant.findUnique({ where }),
  ]);
  if (frozen === null) return undefined;
  return {
    frozen: openState<FrozenPlantRow>(store, tables.frozenPlantTable, frozen),
    settled:
      settled === null ? undefined : openState<SettledPlantRow>(store, tables.settledPlantTable, settled),
  };
}
