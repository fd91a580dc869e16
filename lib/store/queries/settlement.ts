import type {
  FrozenPlantRow,
  FrozenUnitRow,
  LineRow,
  MonthRow,
  SettledPlantRow,
  TraceRow,
} from "@/lib/market/state";
import { type PlantLeaf, unpackLeaves } from "@/lib/store/rows/leaves-pack";
import { openState } from "@/lib/store/rows/open-state";
import { openRow } from "@/lib/store/rows/table";
import * as tables from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { unpackSegments } from "@/lib/tracing/pack";
import type { Segments } from "@/lib/tracing/segments";

/** Where a month stands, undefined before its freeze. */
export async function monthOf(store: Store, month: string): Promise<MonthRow | undefined> {
  const row = await store.prisma.settlementMonth.findUnique({ where: { month } });
  return row === null ? undefined : openState<MonthRow>(store, tables.settlementMonthTable, row);
}

/** A settled line and, once there is one, its trace. */
export async function lineOf(
  store: Store,
  contract: string,
  version: number,
): Promise<{ line: LineRow; trace: TraceRow | undefined } | undefined> {
  const where = { contract_version: { contract, version } };
  const [line, trace] = await Promise.all([
    store.prisma.line.findUnique({ where }),
    store.prisma.trace.findUnique({ where }),
  ]);
  if (line === null) return undefined;
  return {
    line: openState<LineRow>(store, tables.lineTable, line),
    trace: trace === null ? undefined : openState<TraceRow>(store, tables.traceTable, trace),
  };
}

/** A line's segments, undefined where it is not traced. */
export async function segmentsOf(
  store: Store,
  contract: string,
  version: number,
): Promise<Segments | undefined> {
  const row = await store.prisma.segments.findUnique({ where: { contract_version: { contract, version } } });
  return row === null ? undefined : unpackSegments(openRow(store.vault, tables.segmentsTable, row));
}

/** A plant-month's leaves, ascending by line-leaf hash; [] where it is not settled. */
export async function plantMonthLeaves(
  store: Store,
  plant: string,
  month: string,
  version: number,
): Promise<PlantLeaf[]> {
  const where = { month_version_plant: { month, version, plant } };
  const row = await store.prisma.plantLeaves.findUnique({ where });
  return row === null ? [] : unpackLeaves(openRow(store.vault, tables.plantLeavesTable, row));
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

/** What the freeze fixed for a consumption unit. */
export async function unitMonthOf(
  store: Store,
  unit: string,
  month: string,
  version: number,
): Promise<FrozenUnitRow | undefined> {
  const where = { month_version_unit: { month, version, unit } };
  const row = await store.prisma.frozenUnit.findUnique({ where });
  return row === null ? undefined : openState<FrozenUnitRow>(store, tables.frozenUnitTable, row);
}
