import "server-only";
import type { SumsView, SumView } from "@/components/records/record-view";
import { grouped } from "@/components/ui/format";
import { compareText } from "@/lib/crypto/bytes";
import {
  type ChannelSums,
  type LineRecord,
  type LineSums,
  linesOfMonth,
  settledMonths,
  sumChannel,
  sumLines,
} from "@/lib/store/queries/records-lines";
import { monthsOf, orderOf, selecting } from "./asked";
import { columnsOf, inMemory, type Listing, type Reading } from "./listing";
import { dealFilter, pathName, plantName, unitName } from "./matching";
import { Selections } from "./selections";

const names = [
  ...["number", "month", "plant", "unit", "path", "contractKwh", "settledKwh"],
  ...["sentWh", "lossWh", "landedWh", "limit", "entry"],
];

const byNumber = (of: (line: LineRecord) => number) => (a: LineRecord, b: LineRecord) => of(a) - of(b);
const orders: Readonly<Record<string, (a: LineRecord, b: LineRecord) => number>> = {
  number: (a, b) => compareText(a.number, b.number),
  month: (a, b) => compareText(a.month, b.month),
  contractKwh: byNumber((line) => line.contractKwh),
  settledKwh: byNumber((line) => line.settledKwh),
  sentWh: byNumber((line) => line.sentWh),
  lossWh: byNumber((line) => line.lossWh),
  landedWh: byNumber((line) => line.landedWh),
  entry: byNumber((line) => line.entry),
};

interface Selected {
  readonly rows: readonly LineRecord[];
  readonly sums: LineSums & { readonly through: ChannelSums | "" };
}
const selections = new Selections<Selected>(16);

export async function lineListing(reading: Reading): Promise<Listing> {
  const { db, directory, asked, say } = reading;
  const months = monthsOf(asked, await settledMonths(db));
  const sources = await Promise.all(months.map((month) => linesOfMonth(db, month)));
  const { rows, sums } = selections.of([directory, ...sources], selecting(asked), () => {
    const fits = dealFilter<LineRecord>(directory, asked, {
      code: ({ contract }) => contract,
      channels: ({ path }) => path.map(({ channel }) => channel),
    });
    const found = sources.flatMap((lines) =>
      lines.filter((line) => (asked.limit === "" || line.limitedBy === asked.limit) && fits(line)),
    );
    const order = orderOf(asked.sort, orders);
    if (order !== undefined) found.sort(order);
    const { channel } = asked;
    return { rows: found, sums: { ...sumLines(found), through: channel && sumChannel(found, channel) } };
  });
  const columns = columnsOf(say, names, new Set(Object.keys(orders)));
  return inMemory(rows, { columns, sums: sumsOf(sums, reading), months, opens: true }, (line) => ({
    key: line.contract,
    cells: [
      ...[line.number, line.month, plantName(directory, line.plant), unitName(directory, line.unit)],
      line.path.length === 0
        ? say("within")
        : pathName(
            directory,
            line.path.map(({ channel }) => channel),
          ),
      ...[line.contractKwh, line.settledKwh, line.sentWh, line.lossWh, line.landedWh].map(grouped),
      say(`limit.${line.limitedBy}`),
      { text: grouped(line.entry), href: `/ledger/${line.entry}` },
    ],
  }));
}

function sumsOf(found: Selected["sums"], { asked, directory, say }: Reading): SumsView {
  const { lines, contractKwh, settledKwh, deviationKwh, sentWh, lossWh, landedWh } = found;
  const sum = (id: string, value: number, unit: string): SumView => ({
    id,
    label: say(`sums.${id}`),
    value,
    unit,
  });
  const channel = directory.channels.get(asked.channel);
  const through = channel && found.through;
  const name = channel?.name.split(" ")[0] ?? "";
  const own = (id: string, value: number): SumView => ({
    id,
    label: say(`sums.${id}`, { channel: name }),
    value,
    unit: "Wh",
  });
  return {
    title: say("sums.title"),
    sums: [
      sum("lines", lines, ""),
      ...[sum("contractKwh", contractKwh, "kWh"), sum("settledKwh", settledKwh, "kWh")],
      ...[sum("deviationKwh", deviationKwh, "kWh"), sum("sentWh", sentWh, "Wh")],
      ...[sum("lossWh", lossWh, "Wh"), sum("landedWh", landedWh, "Wh")],
      ...(through
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
