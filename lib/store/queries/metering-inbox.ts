import type { Store } from "@/lib/store/store";
import { daysOfMonth } from "@/lib/units/day";
import type { Month } from "@/lib/units/interval";

/** What of a meter's month has arrived: bit 0 is the first day. */
export interface MeterArrival {
  readonly days: number;
  readonly isClosed: boolean;
}

/** By meter; meters of which nothing arrived are left out. */
export async function arrivals(store: Store, month: Month): Promise<Map<string, MeterArrival>> {
  const days = daysOfMonth(month);
  const [found, closed] = await Promise.all([
    store.pool.query<{ meter: string; days: string }>(
      `SELECT meter, bit_or(1::bigint << (day % 100 - 1)) AS days FROM meter_day
       WHERE day BETWEEN $1 AND $2 GROUP BY meter`,
      [days[0], days.at(-1)],
    ),
    store.prisma.meterMonth.findMany({ where: { month }, select: { meter: true } }),
  ]);
  const isClosed = new Set(closed.map(({ meter }) => meter));
  return new Map(
    found.rows.map(({ meter, days }) => [meter, { days: Number(days), isClosed: isClosed.has(meter) }]),
  );
}

/** Months a day of which is anchored, newest first. */
export async function meteredMonths(store: Store): Promise<Month[]> {
  const { rows } = await store.pool.query<{ month: number }>(
    "SELECT DISTINCT day / 100 AS month FROM meter_day ORDER BY 1 DESC",
  );
  return rows.map(({ month }) => `${String(month).slice(0, 4)}-${String(month).slice(4)}`);
}

/** Plants and units with a contract in the month: their meters are what settlement waits for. */
export async function contractedAssets(
  store: Store,
  month: Month,
): Promise<{ plants: Set<string>; units: Buffer[] }> {
  const [plants, units] = await Promise.all([
    store.pool.query<{ plant: string }>("SELECT DISTINCT plant FROM contract WHERE month = $1", [month]),
    store.pool.query<{ unit_index: Buffer }>("SELECT DISTINCT unit_index FROM contract WHERE month = $1", [
      month,
    ]),
  ]);
  return {
    plants: new Set(plants.rows.map(({ plant }) => plant)),
    units: units.rows.map(({ unit_index }) => unit_index),
  };
}

export interface ImportRecord {
  readonly id: string;
  readonly form: string;
  readonly file: string;
  readonly state: string;
  readonly accepted: number | undefined;
  readonly refused: number | undefined;
  readonly zeroed: number | undefined;
  readonly totalWh: number | undefined;
  /** Unix seconds. */
  readonly at: number;
}

interface Row {
  readonly id: string;
  readonly form: string | null;
  readonly file: string | null;
  readonly path: string | null;
  readonly state: string;
  readonly answer: { accepted?: number; refusedCount?: number; zeroed?: number; totalWh?: number } | null;
  readonly at: number;
}

/** Imports of curves and mechanism energy, the newest first: one page, from 0, and how many there are in all. */
export async function meteringImports(
  store: Store,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<{ rows: ImportRecord[]; total: number }> {
  const counted = await store.pool.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM job
     WHERE name = 'import' AND payload->>'name' IN ('curves', 'mechanism')`,
  );
  const { rows } = await store.pool.query<Row>(
    `SELECT id, payload->>'name' AS form, payload->>'file' AS file, payload->>'path' AS path, state,
       answer - 'refused' AS answer, extract(epoch FROM created_at)::int AS at
     FROM job WHERE name = 'import' AND payload->>'name' IN ('curves', 'mechanism')
     ORDER BY created_at DESC, id LIMIT $1 OFFSET $2`,
    [size, page * size],
  );
  const records = rows.map(({ id, form, file, path, state, answer, at }) => ({
    ...{ id, form: form ?? "", state, at, file: file ?? path?.split("/").at(-1) ?? "" },
    accepted: answer?.accepted,
    refused: answer?.refusedCount,
    zeroed: answer?.zeroed,
    totalWh: answer?.totalWh,
  }));
  return { rows: records, total: counted.rows[0]?.total ?? 0 };
}

/** Why a meter's day of a file was not taken. */
export interface RefusedMeterDay {
  readonly meter: string;
  readonly day: number;
  /** The import that refused it. */
  readonly job: string;
  readonly file: string;
  readonly line: number;
  /** How many lines of the file the day had refused. */
  readonly lines: number;
  readonly code: string;
  /** Unix seconds. */
  readonly at: number;
}

/** Of each meter's day the newest refusal, in a month or on one day of one meter (then all of them, newest first). */
export async function refusedMeterDays(
  store: Store,
  days: readonly [number, number],
  meter?: string,
): Promise<RefusedMeterDay[]> {
  const newest = meter === undefined ? "DISTINCT ON (f.day, f.meter)" : "";
  const { rows } = await store.pool.query<RefusedMeterDay>(
    `SELECT ${newest} f.meter, f.day, f.job, f.line, f.lines, f.code, extract(epoch FROM f.at)::int AS at,
       coalesce(j.payload->>'file', regexp_replace(j.payload->>'path', '^.*/', ''), '') AS file
     FROM day_flaw f LEFT JOIN job j ON j.id = f.job
     WHERE f.day BETWEEN $1 AND $2 AND ($3::text IS NULL OR f.meter = $3)
     ORDER BY f.day, f.meter, f.at DESC`,
    [days[0], days[1], meter ?? null],
  );
  return rows;
}
