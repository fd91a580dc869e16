import { toHex } from "@/lib/crypto/bytes";
import type { MeterRow } from "@/lib/market/state";
import { type StoredDay, unpackDay } from "@/lib/store/rows/day-pack";
import { openState } from "@/lib/store/rows/open-state";
import { openRow } from "@/lib/store/rows/table";
import { meterDayTable, meterTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";

/** A meter's anchored day: its curve and secret, and where it stands in which entry's batch. */
export interface MeterDay extends StoredDay {
  readonly meter: string;
  /** YYYYMMDD. */
  readonly day: number;
  readonly entry: number;
  readonly position: number;
  /** The blob's name, hex. */
  readonly blob: string;
}

/** The days of a meter that are anchored among those asked for, in order. */
export async function curveDays(store: Store, meter: string, days: readonly number[]): Promise<MeterDay[]> {
  const rows = await store.prisma.meterDay.findMany({
    where: { meter, day: { in: [...days] } },
    orderBy: { day: "asc" },
  });
  return rows.map((row) => {
    const { secret, wh } = unpackDay(openRow(store.vault, meterDayTable, row));
    const { day, entry, position } = row;
    return { meter, day, entry, position, blob: toHex(row.blob), secret, wh };
  });
}

/** The meters of a plant or consumption unit, by trace code. */
export async function metersOf(store: Store, asset: string): Promise<MeterRow[]> {
  const assetIndex = store.vault.blind("meter.of", asset);
  const rows = await store.prisma.meter.findMany({ where: { assetIndex }, orderBy: { code: "asc" } });
  return rows.map((row) => openState<MeterRow>(store, meterTable, row));
}
