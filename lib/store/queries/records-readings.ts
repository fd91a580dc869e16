import type { ClosedMonthRow } from "@/lib/market/state";
import { unpackDay } from "@/lib/store/rows/day-pack";
import { openState } from "@/lib/store/rows/open-state";
import { openRow } from "@/lib/store/rows/table";
import { meterDayTable, meterMonthTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { type DayNumber, daysOfMonth } from "@/lib/units/day";
import { isMonth, type Month } from "@/lib/units/interval";

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
  const asked = [[...meters], from, to];
  const where = "WHERE meter = ANY($1::text[]) AND day BETWEEN $2 AND $3";
  const counted = await store.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM meter_day ${where}`,
    asked,
  );
  const total = counted.rows[0]?.n ?? 0;
  const take = Math.max(0, Math.min(page.take, total - page.skip));
  if (take === 0) return { rows: [], total };
  // From whichever end is nearer: the last page of very many is then as quick as the first.
  const isLate = page.skip > total / 2;
  const [up, down] = isLate ? ["DESC", "ASC"] : ["ASC", "DESC"];
  const { rows } = await store.pool.query<StoredDay>(
    `SELECT meter, day, entry, position, blob, sealed FROM meter_day ${where}
      ORDER BY day ${page.descending ? down : up}, meter ${up} OFFSET $4 LIMIT $5`,
    [...asked, isLate ? total - page.skip - take : page.skip, take],
  );
  if (isLate) rows.reverse();
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
  if (!isMonth(month)) return undefined;
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
    store.pool.query<{ n: number }>(
      "SELECT count(DISTINCT meter)::int AS n FROM meter_day WHERE meter = ANY($1) AND day BETWEEN $2 AND $3",
      [[...meters], days[0] ?? 0, days.at(-1) ?? 0],
    ),
  ]);
  if (rows.length < (withDays.rows[0]?.n ?? 0)) return undefined;
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
