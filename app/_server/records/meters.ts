import "server-only";
import { grouped } from "@/components/ui/format";
import { compareText } from "@/lib/crypto/bytes";
import type { MeterRow } from "@/lib/market/state";
import { meters } from "@/lib/store/queries/anomalies-metering";
import type { Directory } from "@/lib/store/queries/directory";
import { orderOf, type RecordsAsked } from "./asked";
import { columnsOf, inMemory, type Listing, type Reading } from "./listing";
import { plantName, unitName } from "./matching";

const names = ["meter", "role", "of", "grid", "entry"];
const orders: Readonly<Record<string, (a: MeterRow, b: MeterRow) => number>> = {
  meter: (a, b) => compareText(a.id, b.id),
  entry: (a, b) => a.entry - b.entry,
};

/** What a meter belongs to. */
export function assetName(directory: Directory, { role, of }: Pick<MeterRow, "role" | "of">): string {
  return role === "production" ? plantName(directory, of) : unitName(directory, of);
}

/** The meters asked for, by id. */
export function metersAsked(
  known: Iterable<MeterRow>,
  directory: Directory,
  asked: RecordsAsked,
): MeterRow[] {
  const text = asked.q.trim().toLowerCase();
  const { plants, units } = directory;
  const fits = (meter: MeterRow): boolean => {
    const asset = meter.role === "production" ? plants.get(meter.of) : units.get(meter.of);
    if (asked.meter !== "" && meter.code !== asked.meter) return false;
    if (asked.role !== "" && meter.role !== asked.role) return false;
    if (asked.plant !== "" && meter.of !== asked.plant) return false;
    if (asked.unit !== "" && meter.of !== asked.unit) return false;
    if (asked.province !== "" && asset?.province !== asked.province) return false;
    if (asked.participant !== "" && asset?.owner !== asked.participant) return false;
    if (text === "") return true;
    return [meter.id, meter.code, assetName(directory, meter)].some((one) =>
      one.toLowerCase().includes(text),
    );
  };
  return [...known].filter(fits).sort((a, b) => compareText(a.id, b.id));
}

export async function meterListing({ db, directory, asked, say }: Reading): Promise<Listing> {
  const rows = metersAsked((await meters(db)).values(), directory, asked);
  const order = orderOf(asked.sort, orders);
  if (order !== undefined) rows.sort(order);
  const columns = columnsOf(say, names, new Set(Object.keys(orders)));
  return inMemory(rows, { columns, sums: undefined, months: [], opens: false }, (meter) => ({
    key: meter.code,
    cells: [
      { text: meter.id, href: `/overview/records?kind=readings&meter=${meter.code}` },
      ...[say(`role.${meter.role}`), assetName(directory, meter)],
      directory.participants.get(meter.grid)?.name ?? meter.grid,
      { text: grouped(meter.entry), href: `/ledger/${meter.entry}` },
    ],
  }));
}
