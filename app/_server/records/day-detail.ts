import "server-only";
import type { EntryRef, RefusedView } from "@/components/records/line-view";
import { grouped } from "@/components/ui/format";
import { isDark } from "@/lib/oversight/solar-night";
import { meters, refusedDays } from "@/lib/store/queries/anomalies-metering";
import { daysPage } from "@/lib/store/queries/records-readings";
import { formatDay, isDayNumber } from "@/lib/units/day";
import { daylight } from "@/lib/units/daylight";
import { clockOf } from "@/lib/units/interval";
import type { Reading } from "./listing";
import { assetName } from "./meters";

export interface DayDetail {
  readonly title: string;
  readonly about: readonly string[];
  readonly readings: readonly { readonly clock: string; readonly text: string; readonly dark: boolean }[];
  readonly entries: readonly EntryRef[];
  /** What an import refused of this day before, where it differs from what was accepted; undefined where none did. */
  readonly refused: RefusedView | undefined;
}

/** A meter's day, `<meter>-<YYYYMMDD>`, with its 96 readings; undefined where it is not anchored. */
export async function dayDetail(
  { db, directory, say }: Reading,
  key: string,
): Promise<DayDetail | undefined> {
  const [code = "", text = ""] = key.split("-");
  const day = Number(text);
  if (!isDayNumber(day)) return undefined;
  const { rows } = await daysPage(db, { meters: [code], from: day, to: day }, { skip: 0, take: 1 });
  const [row] = rows;
  const meter = (await meters(db)).get(code);
  if (row === undefined || meter === undefined) return undefined;
  const plant = directory.plants.get(meter.of);
  const light = plant && daylight(plant.latE6, plant.lonE6, day);
  const first = (await refusedDays(db, [code], [day])).get(code)?.[0]?.wh;
  return {
    title: say("drawer.day", { meter: meter.id, day: formatDay(day) }),
    about: [
      assetName(directory, meter),
      say("drawer.whole", { wh: grouped(row.wh) }),
      ...(first === undefined ? [] : [say("drawer.refused")]),
    ],
    readings: row.readings.map((wh, slot) => ({
      clock: clockOf(slot),
      text: grouped(wh),
      dark: light !== undefined && isDark(slot, light.sunrise, light.sunset),
    })),
    entries: [
      { label: say("drawer.entryKind.anchor"), href: `/ledger/${row.entry}`, text: grouped(row.entry) },
    ],
    refused: first && refusedOf(first, row.readings, say),
  };
}

/** The quarter-hours that came otherwise the first time; a reading that could not be read is none. */
function refusedOf(first: Float64Array, readings: readonly number[], say: Reading["say"]): RefusedView {
  const read = (wh: number) => (Number.isNaN(wh) ? "—" : grouped(wh));
  const total = first.reduce((sum, wh) => sum + (Number.isNaN(wh) ? 0 : wh), 0);
  return {
    head: [say("drawer.interval"), say("drawer.first"), say("drawer.accepted")],
    rows: [...first].flatMap((wh, slot) =>
      wh === readings[slot]
        ? []
        : [[`${clockOf(slot)}–${clockOf(slot + 1)}`, read(wh), grouped(readings[slot] ?? 0)]],
    ),
    sum: [say("drawer.day96"), grouped(total), grouped(readings.reduce((sum, wh) => sum + wh, 0))],
  };
}
