import "server-only";
import type { SumView } from "@/components/records/record-view";
import { grouped } from "@/components/ui/format";
import { compareText } from "@/lib/crypto/bytes";
import { settledMonths } from "@/lib/store/queries/records-lines";
import {
  type PlantRecord,
  type PlantSums,
  plantsOfMonth,
  sumPlants,
} from "@/lib/store/queries/records-plants";
import { Selections } from "../selections";
import { addressWith, monthsOf, orderOf, selecting } from "./asked";
import { columnsOf, inMemory, type Listing, type Reading } from "./listing";
import { once, plantFilter, plantName } from "./matching";

const figures = ["onGridWh", "mechanismWh", "sentWh", "unsoldWh"] as const;
const names = ["plant", "month", ...figures, "lines", "entry"];

const orders: Readonly<Record<string, (a: PlantRecord, b: PlantRecord) => number>> = {
  month: (a, b) => compareText(a.month, b.month),
  ...Object.fromEntries(figures.map((id) => [id, (a: PlantRecord, b: PlantRecord) => a[id] - b[id]])),
};

interface Selected {
  readonly rows: readonly PlantRecord[];
  readonly total: PlantSums;
}
const selections = new Selections<Selected>("plants", 16);

/** What each plant metered and where it went. */
export async function plantListing({ db, directory, asked, say }: Reading): Promise<Listing> {
  const months = monthsOf(asked, await settledMonths(db));
  const sources = await Promise.all(months.map((month) => plantsOfMonth(db, month)));
  const { rows, total } = selections.of([directory, ...sources], selecting(asked), () => {
    const fits = once(plantFilter(directory, asked));
    const found = sources.flatMap((plants) => plants.filter(({ plant }) => fits(plant)));
    const order = orderOf(asked.sort, orders);
    if (order !== undefined) found.sort(order);
    return { rows: found, total: sumPlants(found) };
  });
  const sum = (id: keyof typeof total, unit: string): SumView => ({
    id,
    label: say(`sums.${id}`),
    value: total[id],
    unit,
  });
  const rest = total.onGridWh - total.mechanismWh - total.sentWh - total.unsoldWh;
  const sums = {
    title: say("sums.title"),
    sums: [...figures.map((id) => sum(id, "Wh")), sum("landedWh", "Wh"), sum("lines", "")],
    difference: { label: say("sums.plantDifference"), value: rest },
  };
  const columns = columnsOf(say, names, new Set(Object.keys(orders)));
  return inMemory(rows, { columns, sums, months, opens: false }, (row) => ({
    key: `${row.plant}/${row.month}`,
    cells: [
      {
        text: plantName(directory, row.plant),
        href: addressWith(asked, { kind: "", plant: row.plant, month: row.month, q: "" }),
      },
      row.month,
      ...figures.map((id) => grouped(row[id])),
      String(row.lines),
      row.entry === undefined ? "…" : { text: grouped(row.entry), href: `/ledger/${row.entry}` },
    ],
  }));
}
