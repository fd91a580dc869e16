import type { MonthRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { settlementMonthTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { daysOfMonth } from "@/lib/units/day";
import type { Month } from "@/lib/units/interval";
import { KeptMonths } from "./kept-months";
import { newestOf } from "./newest-entries";

/** What the market consists of, counted. */
export interface MarketCounts {
  readonly participants: Readonly<Record<string, number>>;
  readonly suspended: number;
  readonly plants: number;
  readonly units: number;
  readonly meters: number;
  readonly channels: number;
  readonly contracts: number;
  readonly certificates: number;
  readonly entries: number;
}

export async function marketCounts(store: Store): Promise<MarketCounts> {
  const { prisma } = store;
  const [roles, suspended, plants, units, meters, channels, contracts, certificates, entries] =
    await Promise.all([
      prisma.participant.groupBy({ by: ["role"], _count: { code: true } }),
      prisma.participant.count({ where: { status: "suspended" } }),
      prisma.plant.count(),
      prisma.unit.count(),
      prisma.meter.count(),
      prisma.channel.count(),
      prisma.contract.count(),
      prisma.certificate.count(),
      prisma.entry.count(),
    ]);
  const participants = Object.fromEntries(roles.map(({ role, _count }) => [role, _count.code]));
  return { participants, suspended, plants, units, meters, channels, contracts, certificates, entries };
}

/** Where a month stands on its way: contracts, curves, settlement, certificates. */
export interface MonthStanding {
  readonly month: Month;
  readonly contracts: number;
  /** Plants of its contracts. */
  readonly plants: number;
  readonly stage: "open" | MonthRow["stage"];
  readonly version: number;
  readonly settledPlants: number;
  readonly tracedPlants: number;
  readonly settledWh: number;
  readonly certificates: number;
  readonly finishEntry?: number;
}

const keptStandings = new KeptMonths<readonly MonthStanding[]>("month-standings", 1);

/** Every month that has a contract, newest first. Counted once while nothing of it is entered. */
export async function monthStandings(store: Store): Promise<MonthStanding[]> {
  const newest = await newestOf(store, "contract.", "settlement.", "certificate.");
  return [...(await keptStandings.get(store, String(newest), () => readStandings(store)))];
}

async function readStandings(store: Store): Promise<MonthStanding[]> {
  const { prisma, pool } = store;
  const [contracts, months, settled, certificates] = await Promise.all([
    pool.query<{ month: string; contracts: number; plants: number }>(
      "SELECT month, count(*)::int AS contracts, count(DISTINCT plant)::int AS plants FROM contract GROUP BY month",
    ),
    prisma.settlementMonth.findMany(),
    prisma.settledPlant.groupBy({
      by: ["month", "version"],
      _sum: { settledWh: true },
      _count: { plant: true, traceEntry: true },
    }),
    prisma.certificate.groupBy({ by: ["month"], _count: { code: true } }),
  ]);
  const rows = new Map(
    months.map((row) => [row.month, openState<MonthRow>(store, settlementMonthTable, row)]),
  );
  const results = new Map(settled.map((one) => [`${one.month}/${one.version}`, one]));
  const issued = new Map(certificates.map(({ month, _count }) => [month, _count.code]));
  return contracts.rows
    .map(({ month, contracts: count, plants }): MonthStanding => {
      const row = rows.get(month);
      const result = results.get(`${month}/${row?.version ?? 1}`);
      return {
        month,
        contracts: count,
        plants,
        stage: row?.stage ?? "open",
        version: row?.version ?? 1,
        settledPlants: result?._count.plant ?? 0,
        tracedPlants: result?._count.traceEntry ?? 0,
        settledWh: Number(result?._sum.settledWh ?? 0),
        certificates: issued.get(month) ?? 0,
        ...(row?.finishEntry === undefined ? {} : { finishEntry: row.finishEntry }),
      };
    })
    .sort((a, b) => (a.month < b.month ? 1 : -1));
}

/** How complete the curves of a month are: meter-days anchored of those there should be, over all meters. */
export interface MeteringStanding {
  readonly meters: number;
  readonly complete: number;
  readonly closed: number;
  readonly days: number;
  readonly daysWanted: number;
}

export async function meteringStanding(store: Store, month: Month): Promise<MeteringStanding> {
  const days = daysOfMonth(month);
  const [meters, closed, found] = await Promise.all([
    store.prisma.meter.count(),
    store.prisma.meterMonth.count({ where: { month } }),
    store.pool.query<{ days: number; complete: number }>(
      `SELECT coalesce(sum(days), 0)::int AS days, count(*) FILTER (WHERE days = $3)::int AS complete
       FROM (SELECT count(*)::int AS days FROM meter_day WHERE day BETWEEN $1 AND $2 GROUP BY meter) AS counted`,
      [days[0], days.at(-1), days.length],
    ),
  ]);
  const { days: anchored = 0, complete = 0 } = found.rows[0] ?? {};
  return { meters, complete, closed, days: anchored, daysWanted: meters * days.length };
}
