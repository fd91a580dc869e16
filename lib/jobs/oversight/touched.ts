/** What entries and refused days since the last scan are about: only that is looked at again. */
import type { Position } from "@/lib/jobs/oversight/position";
import { endOfWorkingDay } from "@/lib/oversight/day-unanchored";
import { DUE_WORKING_DAY } from "@/lib/oversight/thresholds";
import type { Store } from "@/lib/store/store";
import { addMonths, type Month, monthAt, monthOf } from "@/lib/units/interval";

/** An object in a month. */
export interface ObjectMonth {
  readonly code: string;
  readonly month: Month;
}

export interface Touched {
  /** Meters with new days, anchored or refused. */
  readonly meterMonths: readonly ObjectMonth[];
  /** Plants with new contracts. */
  readonly plantMonths: readonly ObjectMonth[];
  /** Months with newly settled lines. */
  readonly lineMonths: readonly Month[];
  readonly hasNewChannels: boolean;
  /** Months that were finished, and those whose days have fallen due since: every meter in service is asked for. */
  readonly closedMonths: readonly Month[];
}

const MONTHS_BACK = 12;

export async function touchedSince(store: Store, from: Position, to: Position): Promise<Touched> {
  const range = [from.next, to.next] as const;
  const types = await typesIn(store, range);
  const has = (type: string) => types.has(type);
  const [days, refused, plantMonths, lineMonths, finished] = await Promise.all([
    has("metering.anchor-day") ? anchoredIn(store, range) : [],
    refusedIn(store, from.refused, to.refused),
    has("contract.record") ? contractedIn(store, range) : [],
    has("settlement.settle") ? settledIn(store, range) : [],
    has("settlement.finish") ? finishedIn(store) : [],
  ]);
  return {
    meterMonths: distinct([...days, ...refused]),
    plantMonths,
    lineMonths,
    hasNewChannels: has("channel.register"),
    closedMonths: [...new Set([...finished, ...dueBetween(from.at, to.at)])],
  };
}

type Range = readonly [from: number, to: number];

async function typesIn(store: Store, range: Range): Promise<ReadonlySet<string>> {
  const found = await store.pool.query<{ type: string }>(
    "SELECT DISTINCT type FROM entry WHERE index >= $1 AND index < $2",
    [...range],
  );
  return new Set(found.rows.map(({ type }) => type));
}

async function anchoredIn(store: Store, range: Range): Promise<ObjectMonth[]> {
  const found = await store.pool.query<{ meter: string; month: number }>(
    "SELECT DISTINCT meter, day / 100 AS month FROM meter_day WHERE entry >= $1 AND entry < $2",
    [...range],
  );
  return found.rows.map(({ meter, month }) => ({ code: meter, month: monthFrom(month) }));
}

async function refusedIn(store: Store, after: number, until: number): Promise<ObjectMonth[]> {
  const rows = await store.prisma.refusedDay.findMany({
    where: { id: { gt: after, lte: until } },
    select: { meter: true, day: true },
  });
  return rows.map(({ meter, day }) => ({ code: meter, month: monthFrom(Math.floor(day / 100)) }));
}

async function contractedIn(store: Store, range: Range): Promise<ObjectMonth[]> {
  const found = await store.pool.query<{ plant: string; month: string }>(
    "SELECT DISTINCT plant, month FROM contract WHERE entry >= $1 AND entry < $2",
    [...range],
  );
  return found.rows.map(({ plant, month }) => ({ code: plant, month }));
}

async function settledIn(store: Store, range: Range): Promise<Month[]> {
  const found = await store.pool.query<{ month: string }>(
    "SELECT DISTINCT month FROM settled_plant WHERE entry >= $1 AND entry < $2",
    [...range],
  );
  return found.rows.map(({ month }) => month);
}

async function finishedIn(store: Store): Promise<Month[]> {
  const rows = await store.prisma.settlementMonth.findMany({ where: { stage: "finished" } });
  return rows.map(({ month }) => month);
}

/** The last twelve months, where a day by which data are due has ended between the two moments. */
function dueBetween(from: number, to: number): Month[] {
  const now = monthAt(to);
  const dues = [now, addMonths(now, -1)].map((month) => endOfWorkingDay(month, DUE_WORKING_DAY));
  if (!dues.some((due) => from <= due && due < to)) return [];
  return Array.from({ length: MONTHS_BACK }, (_, back) => addMonths(now, -1 - back));
}

function monthFrom(yearMonth: number): Month {
  return monthOf(Math.floor(yearMonth / 100), yearMonth % 100);
}

function distinct(found: readonly ObjectMonth[]): ObjectMonth[] {
  return [...new Map(found.map((one) => [`${one.code}/${one.month}`, one])).values()];
}
