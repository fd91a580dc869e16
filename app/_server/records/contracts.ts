import "server-only";
import { grouped } from "@/components/ui/format";
import { compareText } from "@/lib/crypto/bytes";
import type { ContractRow } from "@/lib/market/state";
import { contractMonths, contractsOfMonth } from "@/lib/store/queries/records-contracts";
import { monthsOf, orderOf, selecting } from "./asked";
import { columnsOf, inMemory, type Listing, type Reading } from "./listing";
import { dealFilter, pathName, plantName, unitName } from "./matching";
import { Selections } from "./selections";

const names = ["number", "month", "plant", "unit", "path", "mode", "term", "via", "contractKwh", "entry"];

const orders: Readonly<Record<string, (a: ContractRow, b: ContractRow) => number>> = {
  number: (a, b) => compareText(a.number, b.number),
  month: (a, b) => compareText(a.month, b.month),
  contractKwh: (a, b) => a.contractKwh - b.contractKwh,
  entry: (a, b) => a.entry - b.entry,
};

const selections = new Selections<{ readonly rows: readonly ContractRow[]; readonly kwh: number }>(16);

/** Contracts on record, settled or not. */
export async function contractListing({ db, directory, asked, say }: Reading): Promise<Listing> {
  const months = monthsOf(asked, await contractMonths(db));
  const sources = await Promise.all(months.map((month) => contractsOfMonth(db, month)));
  const { rows, kwh } = selections.of([directory, ...sources], selecting(asked), () => {
    const fits = dealFilter<ContractRow>(directory, asked, {
      code: ({ code }) => code,
      channels: ({ path }) => path,
    });
    const found = sources.flatMap((contracts) => contracts.filter(fits));
    const order = orderOf(asked.sort, orders);
    if (order !== undefined) found.sort(order);
    return { rows: found, kwh: found.reduce((sum, row) => sum + row.contractKwh, 0) };
  });
  const sums = {
    title: say("sums.title"),
    sums: [
      { id: "lines", label: say("caption.contracts"), value: rows.length, unit: "" },
      { id: "contractKwh", label: say("sums.contractKwh"), value: kwh, unit: "kWh" },
    ],
  };
  const columns = columnsOf(say, names, new Set(Object.keys(orders)));
  return inMemory(rows, { columns, sums, months, opens: true }, (row) => ({
    key: row.code,
    cells: [
      ...[row.number, row.month, plantName(directory, row.plant), unitName(directory, row.unit)],
      row.path.length === 0 ? say("within") : pathName(directory, row.path),
      ...[say(`mode.${row.mode}`), say(`term.${row.term}`), directory.participants.get(row.via)?.name ?? "—"],
      grouped(row.contractKwh),
      { text: grouped(row.entry), href: `/ledger/${row.entry}` },
    ],
  }));
}
