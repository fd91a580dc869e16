import type { ClosedMonthRow } from "@/lib/market/state";
import { unpackDay } from "@/lib/store/rows/day-pack";
import { openState } from "@/lib/store/rows/open-state";
import { openRow } from "@/lib/store/rows/table";
import { meterDayTable, meterMonthTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { type DayNumber, daysOfMonth } from "@/lib/units/day";
import type { Month } from "@/lib/units/interval";

/** A meter's anchored day. */
export interface DayRecord {
  readonly meter: string;
  readonly day: DayNumber;
  readonly wh: number;
  /** 96 readings, Wh. */
  readonly readings: readonly number[];
  readonly entry: number;
}

export interface DaysAsked {
  readonly meters: readonly string[];
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** Days that are opened to be added up; of more the closed months' totals have to do. */
const MOST_OPENED = 20_000;

/** One page of anchored days, by day and then by meter, and how many there are. */
export async function daysPage(
  store: Store,
  { meters, from, to }: DaysAsked,
  page: { skip: number; take: number; descending?: boolean },
): Promise<{ rows: DayRecord[]; total: number }> {
  const where = { meter: { in: [...meters] }, day: { gte: from, lte: to } };
  const order = page.descending ? "desc" : "asc";
  const [rows, total] = await Promise.all([
    store.prisma.meterDay.findMany({
      where,
      orderBy: [{ day: order }, { meter: "asc" }],
      skip: page.skip,
      take: page.take,
    }),
    store.prisma.meterDay.count({ where }),
  ]);
  return { rows: rows.map((row) => dayOf(store, row)), total };
}

type StoredDay = NonNullable<Awaited<ReturnType<Store["prisma"]["meterDay"]["findUnique"]>>>;

function dayOf(store: Store, row: StoredDay): DayRecord {
  const readings = [...unpackDay(openRow(store.vault, meterDayTable, row)).wh];
  const { meter, day, entry } = row;
  return { meter, day, wh: readings.reduce((sum, one) => sum + one, 0), readings, entry };
}

/** Wh of all the days asked for; undefined where there are too many to add up and their months are not closed. */
export async function daysTotal(store: Store, asked: DaysAsked, total: number): Promise<number | undefined> {
  const month = wholeMonthOf(asked);
  const closed = month === undefined ? undefined : await closedTotal(store, asked.meters, month);
  if (closed !== undefined) return closed;
  if (total > MOST_OPENED) return undefined;
  let sum = 0;
  const { meters, from, to } = asked;
  const rows = await store.prisma.meterDay.findMany({
    where: { meter: { in: [...meters] }, day: { gte: from, lte: to } },
  });
  for (const row of rows) sum += dayOf(store, row).wh;
  return sum;
}

function wholeMonthOf({ from, to }: DaysAsked): Month | undefined {
  const text = String(from).padStart(8, "0");
  const month = `${text.slice(0, 4)}-${text.slice(4, 6)}`;
  const days = daysOfMonth(month);
  return days[0] === from && days.at(-1) === to ? month : undefined;
}

/** The members' own totals, where every one of these meters with days in the month is closed. */
async function closedTotal(
  store: Store,
  meters: readonly string[],
  month: Month,
): Promise<number | undefined> {
  const days = daysOfMonth(month);
  const [rows, withDays] = await Promise.all([
    store.prisma.meterMonth.findMany({ where: { month, meter: { in: [...meters] } } }),
    store.prisma.meterDay.findMany({
      where: { meter: { in: [...meters] }, day: { gte: days[0] ?? 0, lte: days.at(-1) ?? 0 } },
      distinct: ["meter"],
      select: { meter: true },
    }),
  ]);
  if (rows.length < withDays.length) return undefined;
  return rows.reduce((sum, row) => sum + openState<ClosedMonthRow>(store, meterMonthTable, row).totalWh, 0);
}

/** What closed a meter's month: its total and entry. */
export async function closedMonths(
  store: Store,
  meters: readonly string[],
  month: Month,
): Promise<Map<string, ClosedMonthRow>> {
  const rows = await store.prisma.meterMonth.findMany({ where: { month, meter: { in: [...meters] } } });
  return new Map(rows.map((row) => [row.meter, openState<ClosedMonthRow>(store, meterMonthTable, row)]));
}
