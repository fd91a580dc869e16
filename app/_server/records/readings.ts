import "server-only";
import { grouped } from "@/components/ui/format";
import { meters } from "@/lib/store/queries/anomalies-metering";
import { settledMonths } from "@/lib/store/queries/records-lines";
import { daysPage, daysTotal } from "@/lib/store/queries/records-readings";
import { formatDay } from "@/lib/units/day";
import { monthAt } from "@/lib/units/interval";
import { daysAsked } from "./asked";
import { columnsOf, type Listing, type Reading } from "./listing";
import { assetName, metersAsked } from "./meters";

const names = ["day", "meter", "of", "wh", "peak", "entry"];

/** Every meter's day of the month, each to be opened down to its 96 readings. */
export async function readingListing({ db, directory, asked, say }: Reading): Promise<Listing> {
  const known = await meters(db);
  const own = metersAsked(known.values(), directory, asked);
  const [newest = monthAt(Math.floor(Date.now() / 1000))] = await settledMonths(db);
  const span = daysAsked(asked, newest);
  const wanted = { meters: own.map(({ code }) => code), ...span };
  const { total } = await daysPage(db, wanted, { skip: 0, take: 0 });
  const wh = await daysTotal(db, wanted, total);
  const descending = asked.sort === "-day";
  return {
    columns: columnsOf(say, names, new Set(["day"])),
    total,
    months: asked.month === "all" || asked.day !== undefined ? [] : [asked.month || newest],
    opens: true,
    sums: {
      title: say("sums.title"),
      sums: [
        { id: "days", label: say("sums.days"), value: total, unit: "" },
        { id: "wh", label: say("sums.wh"), value: wh, unit: "Wh" },
      ],
    },
    async cells(from, to) {
      const { rows } = await daysPage(db, wanted, { skip: from, take: to - from, descending });
      return rows.map((row) => {
        const meter = known.get(row.meter);
        return {
          key: `${row.meter}-${row.day}`,
          cells: [
            ...[formatDay(row.day), meter?.id ?? row.meter, meter ? assetName(directory, meter) : "—"],
            ...[grouped(row.wh), grouped(Math.max(...row.readings))],
            { text: grouped(row.entry), href: `/ledger/${row.entry}` },
          ],
        };
      });
    },
  };
}
