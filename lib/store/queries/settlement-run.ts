import { compareText } from "@/lib/crypto/bytes";
import type {
  ChannelRow,
  ClosedMonthRow,
  ContractRow,
  MeterRow,
  MonthRow,
  ParticipantRow,
  PlantRow,
  UnitRow,
} from "@/lib/market/state";
import { unpackDay } from "@/lib/store/rows/day-pack";
import { openState } from "@/lib/store/rows/open-state";
import { openRow } from "@/lib/store/rows/table";
import { contractTable, meterDayTable, meterMonthTable, meterTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { daysOfMonth } from "@/lib/units/day";
import type { Month } from "@/lib/units/interval";
import { rememberedDirectory } from "./find";
import { monthOf } from "./settlement";

/** A meter in a month: closed with a total, or so many of its days anchored. */
export interface MeterMonthState extends MeterRow {
  readonly days: number;
  readonly closedWh?: number;
}

/** A month as far as the market has got with it: all that checks and a preview need. */
export interface MonthInput {
  readonly month: Month;
  /** Days of the month. */
  readonly days: number;
  /** Undefined before the freeze. */
  readonly row: MonthRow | undefined;
  /** In contract-number order. */
  readonly contracts: readonly ContractRow[];
  readonly participants: ReadonlyMap<string, ParticipantRow>;
  readonly plants: ReadonlyMap<string, PlantRow>;
  readonly units: ReadonlyMap<string, UnitRow>;
  readonly channels: ReadonlyMap<string, ChannelRow>;
  /** By plant or unit, meters in code order. */
  readonly meters: ReadonlyMap<string, readonly MeterMonthState[]>;
  /** Stated mechanism energy by plant. */
  readonly mechanisms: ReadonlyMap<string, number>;
}

/** Everything of a month that stands in the view. Opens every contract and meter of it: keep the answer. */
export async function readMonthInput(store: Store, month: Month): Promise<MonthInput> {
  const [directory, row, contracts, meters, mechanisms] = await Promise.all([
    rememberedDirectory(store),
    monthOf(store, month),
    contractsOf(store, month),
    metersIn(store, month),
    store.prisma.mechanism.findMany({ where: { month } }),
  ]);
  return {
    month,
    days: daysOfMonth(month).length,
    row,
    contracts,
    ...directory,
    meters,
    mechanisms: new Map(mechanisms.map(({ plant, wh }) => [plant, Number(wh)])),
  };
}

/** The month's contracts in number order. */
export async function contractsOf(store: Store, month: Month): Promise<ContractRow[]> {
  const found = await store.prisma.contract.findMany({ where: { month } });
  const rows = found.map((row) => openState<ContractRow>(store, contractTable, row));
  return rows.sort((a, b) => compareText(a.number, b.number));
}

async function metersIn(store: Store, month: Month): Promise<Map<string, MeterMonthState[]>> {
  const [meters, closes, counts] = await Promise.all([
    store.prisma.meter.findMany({ orderBy: { code: "asc" } }),
    store.prisma.meterMonth.findMany({ where: { month } }),
    dayCounts(store, month),
  ]);
  const closed = new Map(
    closes.map((row) => [row.meter, openState<ClosedMonthRow>(store, meterMonthTable, row).totalWh]),
  );
  const byAsset = new Map<string, MeterMonthState[]>();
  for (const stored of meters) {
    const meter = openState<MeterRow>(store, meterTable, stored);
    const closedWh = closed.get(meter.code);
    const state = {
      ...meter,
      days: counts.get(meter.code) ?? 0,
      ...(closedWh === undefined ? {} : { closedWh }),
    };
    byAsset.set(meter.of, [...(byAsset.get(meter.of) ?? []), state]);
  }
  return byAsset;
}

async function dayCounts(store: Store, month: Month): Promise<Map<string, number>> {
  const days = daysOfMonth(month);
  const found = await store.pool.query<{ meter: string; days: number }>(
    "SELECT meter, count(*)::int AS days FROM meter_day WHERE day BETWEEN $1 AND $2 GROUP BY meter",
    [days[0], days.at(-1)],
  );
  return new Map(found.rows.map(({ meter, days: count }) => [meter, count]));
}

const DAYS_AT_ONCE = 4_000;

/** What the anchored days of these meters add up to, Wh. Each day is opened: for meters that are about to be closed. */
export async function anchoredTotals(
  store: Store,
  month: Month,
  meters: readonly string[],
): Promise<Map<string, number>> {
  const days = daysOfMonth(month);
  const totals = new Map<string, number>();
  const atOnce = Math.max(1, Math.floor(DAYS_AT_ONCE / days.length));
  for (let at = 0; at < meters.length; at += atOnce) {
    const rows = await store.prisma.meterDay.findMany({
      where: { meter: { in: meters.slice(at, at + atOnce) }, day: { in: days } },
    });
    for (const row of rows) {
      const { wh } = unpackDay(openRow(store.vault, meterDayTable, row));
      totals.set(
        row.meter,
        wh.reduce((sum, one) => sum + one, totals.get(row.meter) ?? 0),
      );
    }
  }
  return totals;
}
