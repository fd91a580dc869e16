import type { FrozenPlantRow, SettledPlantRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { frozenPlantTable, settledPlantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { type Columns, columnsOf, type Shape } from "./columns";
import { KeptMonths } from "./kept-months";
import { digested } from "./month-columns";
import { versionKey } from "./records-lines";

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

// A change of the shape is another form (digest/forms.ts).
const numbers = ["onGridWh", "mechanismWh", "sentWh", "landedWh", "unsoldWh", "lines", "entry"] as const;
const shape: Shape<PlantRecord> = {
  texts: { plant: ({ plant }) => plant },
  named: {},
  numbers: Object.fromEntries(numbers.map((name) => [name, (row: PlantRecord) => row[name] ?? 0])),
};
const kept = new KeptMonths<readonly PlantRecord[]>("plant-records", 36);

/** Plants with contracts in a frozen month, by code. Of a finished one they are opened once and kept, sealed. */
export async function plantsOfMonth(store: Store, month: Month): Promise<readonly PlantRecord[]> {
  const row = await store.prisma.settlementMonth.findUnique({ where: { month } });
  if (row === null) return [];
  if (row.stage !== "finished") return readPlants(store, month, row.version);
  const key = versionKey(store, row);
  return kept.get(store, key, async () => {
    const make = async () => columnsOf(await readPlants(store, month, row.version), shape);
    return plantsFrom(month, await digested(store, "plant-columns", key, make));
  });
}

function plantsFrom(month: Month, { texts, numbers: columns }: Columns): PlantRecord[] {
  return (texts.plant ?? []).map((plant, at) => {
    const of = (name: (typeof numbers)[number]) => columns[name]?.[at] ?? 0;
    return {
      ...{ plant, month, onGridWh: of("onGridWh"), mechanismWh: of("mechanismWh"), lines: of("lines") },
      ...{ sentWh: of("sentWh"), landedWh: of("landedWh"), unsoldWh: of("unsoldWh"), entry: of("entry") },
    };
  });
}

async function readPlants(store: Store, month: Month, version: number): Promise<PlantRecord[]> {
  const where = { month, version };
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
