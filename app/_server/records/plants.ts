import "server-only";
import type { CellView, SumView } from "@/components/records/record-view";
import { grouped } from "@/components/ui/format";
import { compareText } from "@/lib/crypto/bytes";
import { settledMonths } from "@/lib/store/queries/records-lines";
import {
  type PlantRecord,
  type PlantSums,
  plantsOfMonth,
  sumPlants,
} from "@/lib/store/queries/records-plants";
import type { Store } from "@/lib/store/store";
import { Selections } from "../selections";
import { addressWith, monthsOf, orderOf, selecting } from "./asked";
import { columnsOf, type Listing, type Reading } from "./listing";
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
  const about = { columns, sums, months, opens: false };
  const cellsOf = (row: PlantRecord, mechanism: Stated) => {
    const own = { plant: row.plant, month: row.month, q: "" };
    const lines = addressWith(asked, { ...own, kind: "" });
    const stated = mechanism.get(`${row.plant}/${row.month}`);
    const hrefs: Partial<Record<(typeof figures)[number], string>> = {
      onGridWh: addressWith(asked, { ...own, kind: "readings" }),
      ...(stated !== undefined && { mechanismWh: `/ledger/${stated}` }),
      ...(row.sentWh > 0 && { sentWh: lines }),
    };
    return {
      key: `${row.plant}/${row.month}`,
      cells: [
        { text: plantName(directory, row.plant), href: lines },
        row.month,
        ...figures.map((id): CellView => {
          const href = hrefs[id];
          return href === undefined ? grouped(row[id]) : { text: grouped(row[id]), href };
        }),
        String(row.lines),
        row.entry === undefined ? "…" : { text: grouped(row.entry), href: `/ledger/${row.entry}` },
      ],
    };
  };
  return {
    ...about,
    total: rows.length,
    async cells(from, to) {
      const shown = rows.slice(from, to);
      const mechanism = await statedOf(db, shown);
      return shown.map((row) => cellsOf(row, mechanism));
    },
  };
}

/** Entries that stated what the mechanism takes of a plant's month, by `plant/month`. */
type Stated = ReadonlyMap<string, number>;

async function statedOf(db: Store, rows: readonly PlantRecord[]): Promise<Stated> {
  const plant = { in: [...new Set(rows.map((row) => row.plant))] };
  const month = { in: [...new Set(rows.map((row) => row.month))] };
  const found = await db.prisma.mechanism.findMany({
    where: { plant, month },
    select: { plant: true, month: true, entry: true },
  });
  return new Map(found.map((one) => [`${one.plant}/${one.month}`, one.entry]));
}
