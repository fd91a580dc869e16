import { meters } from "@/lib/store/queries/anomalies-metering";
import { KeptMonths } from "@/lib/store/queries/kept-months";
import { unpackDay } from "@/lib/store/rows/day-pack";
import { openRow } from "@/lib/store/rows/table";
import { meterDayTable, segmentsTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { unpackSegments } from "@/lib/tracing/pack";
import { sentStart } from "@/lib/tracing/segments";
import { daysInMonth, INTERVALS_PER_DAY } from "@/lib/units/interval";
import { formOf } from "./forms";
import { type FinishedMonth, nationalOf } from "./national";
import { readJson, writeJson } from "./sealed-digest";

const CONTRACTS_AT_ONCE = 500;
const METERS_AT_ONCE = 50;

/** A plant's month by days of UTC+8, Wh, the first of the month first. A change of it is another form (`forms.ts`). */
export interface PlantDays {
  readonly meteredWh: number[];
  /** Of that, what was settled, at the sending end. */
  readonly sentWh: number[];
  /** Of that, what was used in the very quarter-hour in which it was made. */
  readonly matchedWh: number[];
}

const kept = new KeptMonths<Readonly<Record<string, PlantDays>>>("plant-days", 12);

/** Names the sealed value, and with it the rows it is made of. */
export function daysKeyOf({ key }: FinishedMonth): string {
  return `${formOf("plant-days")}/${key}`;
}

/** Every plant of a finished month by trace code. One sealed value, made when the month finishes. */
export function plantDays(store: Store, one: FinishedMonth): Promise<Readonly<Record<string, PlantDays>>> {
  const key = daysKeyOf(one);
  return kept.get(store, key, async () => {
    const known = await readJson<Readonly<Record<string, PlantDays>>>(store, key);
    if (known !== undefined) return known;
    const made = await make(store, one);
    await writeJson(store, key, made);
    return made;
  });
}

async function make(store: Store, one: FinishedMonth): Promise<Record<string, PlantDays>> {
  const { about } = await nationalOf(store, one);
  const count = daysInMonth(one.month);
  const zeros = () => new Array<number>(count).fill(0);
  const plants = new Map(
    about.plants.map(({ code }): [string, PlantDays] => [
      code,
      { meteredWh: zeros(), sentWh: zeros(), matchedWh: zeros() },
    ]),
  );
  await addReadings(store, one, plants);
  await addSegments(store, one, plants);
  return Object.fromEntries(plants);
}

async function addReadings(
  store: Store,
  { month }: FinishedMonth,
  plants: ReadonlyMap<string, PlantDays>,
): Promise<void> {
  const first = Number(month.replace("-", "")) * 100 + 1;
  const plantOf = new Map(
    [...(await meters(store)).values()]
      .filter(({ role, of }) => role === "production" && plants.has(of))
      .map(({ code, of }) => [code, of]),
  );
  for (const some of chunks([...plantOf.keys()], METERS_AT_ONCE)) {
    const rows = await store.prisma.meterDay.findMany({
      where: { meter: { in: some }, day: { gte: first, lt: first + daysInMonth(month) } },
    });
    for (const row of rows) {
      const days = plants.get(plantOf.get(row.meter) ?? "")?.meteredWh;
      const { wh } = unpackDay(openRow(store.vault, meterDayTable, row));
      for (const reading of wh) add(days, row.day - first, reading);
    }
  }
}

async function addSegments(
  store: Store,
  { month, version }: FinishedMonth,
  plants: ReadonlyMap<string, PlantDays>,
): Promise<void> {
  const lines = await store.prisma.line.findMany({
    where: { month, version },
    select: { contract: true, plant: true },
  });
  const plantOf = new Map(lines.map(({ contract, plant }) => [contract, plant]));
  for (const some of chunks([...plantOf.keys()], CONTRACTS_AT_ONCE)) {
    const rows = await store.prisma.segments.findMany({ where: { version, contract: { in: some } } });
    for (const row of rows) {
      const days = plants.get(plantOf.get(row.contract) ?? "");
      const segments = unpackSegments(openRow(store.vault, segmentsTable, row));
      for (let at = 0; at < segments.count; at++) {
        const made = segments.production[at] ?? 0;
        const wh = (segments.sentEnd[at] ?? 0) - sentStart(segments, at);
        const day = Math.floor(made / INTERVALS_PER_DAY);
        add(days?.sentWh, day, wh);
        if (made === segments.consumption[at]) add(days?.matchedWh, day, wh);
      }
    }
  }
}

function add(days: number[] | undefined, day: number, wh: number): void {
  if (days !== undefined) days[day] = (days[day] ?? 0) + wh;
}

function chunks(all: readonly string[], size: number): string[][] {
  const some: string[][] = [];
  for (let at = 0; at < all.length; at += size) some.push(all.slice(at, at + size));
  return some;
}
