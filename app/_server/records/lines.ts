import "server-only";
import type { SumsView, SumView } from "@/components/records/record-view";
import { grouped } from "@/components/ui/format";
import type { PathChannel } from "@/lib/market/settlement/line-leaf";
import type { Columns } from "@/lib/store/queries/columns";
import { lineColumns } from "@/lib/store/queries/month-columns";
import { type ChannelSums, settledMonths, sumChannel } from "@/lib/store/queries/records-lines";
import { Selections } from "../selections";
import { monthsOf, selecting } from "./asked";
import { DealRows, dealFitting, nameAt, numberAt, orderedRows, textAt } from "./deals";
import { columnsOf, type Listing, listed, type Reading } from "./listing";
import { once, pathName, plantName, unitName } from "./matching";

const names = [
  ...["number", "month", "plant", "unit", "path", "contractKwh", "settledKwh"],
  ...["sentWh", "lossWh", "landedWh", "limit", "entry"],
];

const loss = (columns: Columns, at: number): number =>
  numberAt(columns, "sentWh", at) - numberAt(columns, "landedWh", at);
const sortable = [
  ...["number", "month", "contractKwh", "settledKwh", "sentWh", "lossWh", "landedWh", "entry"],
] as const;

/** What the digest's own writer wrote. */
function parsePath(text: string): readonly PathChannel[] {
  return JSON.parse(text) as readonly PathChannel[];
}

interface Selected {
  readonly deals: DealRows;
  readonly rows: Uint32Array;
  readonly sums: Readonly<Record<"contractKwh" | "settledKwh" | "sentWh" | "landedWh", number>>;
  readonly through: ChannelSums | undefined;
}
const selections = new Selections<Selected>("lines", 24);

export async function lineListing(reading: Reading): Promise<Listing> {
  const { db, directory, asked, say } = reading;
  const months = monthsOf(asked, await settledMonths(db));
  const sources = await Promise.all(months.map((month) => lineColumns(db, month)));
  const found = selections.of([directory, ...sources], selecting(asked), () =>
    selected(new DealRows(sources), reading),
  );
  const columns = columnsOf(say, names, new Set<string>(sortable));
  const about = { columns, sums: sumsOf(found, reading), months, opens: true };
  return listed(found.rows, about, (row) => {
    const { columns: of, at } = found.deals.at(row);
    const path = parsePath(nameAt(of, "path", at));
    const number = (name: string) => numberAt(of, name, at);
    const entry = number("entry");
    return {
      key: textAt(of, "code", at),
      cells: [
        ...[textAt(of, "number", at), nameAt(of, "month", at)],
        ...[plantName(directory, nameAt(of, "plant", at)), unitName(directory, nameAt(of, "unit", at))],
        path.length === 0
          ? say("within")
          : pathName(
              directory,
              path.map(({ channel }) => channel),
            ),
        ...[number("contractKwh"), number("settledKwh"), number("sentWh")].map(grouped),
        ...[grouped(loss(of, at)), grouped(number("landedWh")), say(`limit.${nameAt(of, "limit", at)}`)],
        { text: grouped(entry), href: `/ledger/${entry}` },
      ],
    };
  });
}

function selected(deals: DealRows, { directory, asked }: Reading): Selected {
  const fitting = dealFitting(directory, asked, (path) => parsePath(path).map(({ channel }) => channel));
  const rows = deals.select((columns) => {
    const fits = fitting(columns);
    return (at) => (asked.limit === "" || nameAt(columns, "limit", at) === asked.limit) && fits(at);
  });
  const sums = { contractKwh: 0, settledKwh: 0, sentWh: 0, landedWh: 0 };
  for (const row of rows) {
    const { columns, at } = deals.at(row);
    sums.contractKwh += numberAt(columns, "contractKwh", at);
    sums.settledKwh += numberAt(columns, "settledKwh", at);
    sums.sentWh += numberAt(columns, "sentWh", at);
    sums.landedWh += numberAt(columns, "landedWh", at);
  }
  const through = asked.channel === "" ? undefined : sumChannel(channelLines(deals, rows), asked.channel);
  return { deals, rows: orderedRows(deals, rows, asked.sort, sortable, { lossWh: loss }), sums, through };
}

function* channelLines(deals: DealRows, rows: Uint32Array) {
  const pathOf = once(parsePath);
  for (const row of rows) {
    const { columns, at } = deals.at(row);
    yield { landedWh: numberAt(columns, "landedWh", at), path: pathOf(nameAt(columns, "path", at)) };
  }
}

function sumsOf({ rows, sums, through }: Selected, { asked, directory, say }: Reading): SumsView {
  const { contractKwh, settledKwh, sentWh, landedWh } = sums;
  const sum = (id: string, value: number, unit: string): SumView => ({
    id,
    label: say(`sums.${id}`),
    value,
    unit,
  });
  const name = directory.channels.get(asked.channel)?.name.split(" ")[0] ?? "";
  const own = (id: string, value: number): SumView => ({
    id,
    label: say(`sums.${id}`, { channel: name }),
    value,
    unit: "Wh",
  });
  const lossWh = sentWh - landedWh;
  return {
    title: say("sums.title"),
    sums: [
      sum("lines", rows.length, ""),
      ...[sum("contractKwh", contractKwh, "kWh"), sum("settledKwh", settledKwh, "kWh")],
      ...[sum("deviationKwh", contractKwh - settledKwh, "kWh"), sum("sentWh", sentWh, "Wh")],
      ...[sum("lossWh", lossWh, "Wh"), sum("landedWh", landedWh, "Wh")],
      ...(through && directory.channels.has(asked.channel)
        ? [
            own("channelSent", through.sentWh),
            own("channelLoss", through.lossWh),
            own("channelLanded", through.landedWh),
          ]
        : []),
    ],
    difference: { label: say("sums.difference"), value: sentWh - landedWh - lossWh },
  };
}
