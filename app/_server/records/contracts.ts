import "server-only";
import { grouped } from "@/components/ui/format";
import { contractColumns } from "@/lib/store/queries/month-columns";
import { contractMonths } from "@/lib/store/queries/records-contracts";
import { Selections } from "../selections";
import { monthsOf, selecting } from "./asked";
import { DealRows, dealFitting, nameAt, numberAt, orderedRows, textAt } from "./deals";
import { columnsOf, type Listing, listed, type Reading } from "./listing";
import { pathName, plantName, unitName } from "./matching";

const names = ["number", "month", "plant", "unit", "path", "mode", "term", "via", "contractKwh", "entry"];
const sortable = ["number", "month", "contractKwh", "entry"] as const;

interface Selected {
  readonly deals: DealRows;
  readonly rows: Uint32Array;
  readonly kwh: number;
}
const selections = new Selections<Selected>("contracts", 24);

const channelsOf = (path: string): readonly string[] => (path === "" ? [] : path.split(","));

/** Contracts on record, settled or not. */
export async function contractListing(reading: Reading): Promise<Listing> {
  const { db, directory, asked, say } = reading;
  const months = monthsOf(asked, await contractMonths(db));
  const sources = await Promise.all(months.map((month) => contractColumns(db, month)));
  const { deals, rows, kwh } = selections.of([directory, ...sources], selecting(asked), () =>
    selected(new DealRows(sources), reading),
  );
  const sums = {
    title: say("sums.title"),
    sums: [
      { id: "lines", label: say("caption.contracts"), value: rows.length, unit: "" },
      { id: "contractKwh", label: say("sums.contractKwh"), value: kwh, unit: "kWh" },
    ],
  };
  const columns = columnsOf(say, names, new Set<string>(sortable));
  return listed(rows, { columns, sums, months, opens: true }, (row) => {
    const { columns: of, at } = deals.at(row);
    const name = (column: string) => nameAt(of, column, at);
    const path = channelsOf(name("path"));
    const entry = numberAt(of, "entry", at);
    return {
      key: textAt(of, "code", at),
      cells: [
        ...[textAt(of, "number", at), name("month")],
        ...[plantName(directory, name("plant")), unitName(directory, name("unit"))],
        path.length === 0 ? say("within") : pathName(directory, path),
        ...[say(`mode.${name("mode")}`), say(`term.${name("term")}`)],
        directory.participants.get(name("via"))?.name ?? "—",
        grouped(numberAt(of, "contractKwh", at)),
        { text: grouped(entry), href: `/ledger/${entry}` },
      ],
    };
  });
}

function selected(deals: DealRows, { directory, asked }: Reading): Selected {
  const rows = deals.select(dealFitting(directory, asked, channelsOf));
  let kwh = 0;
  for (const row of rows) {
    const { columns, at } = deals.at(row);
    kwh += numberAt(columns, "contractKwh", at);
  }
  return { deals, rows: orderedRows(deals, rows, asked.sort, sortable), kwh };
}
