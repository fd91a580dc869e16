/** `npm run bench`: settle + trace, ours against the same in SQL window functions, in one run (quality, "Budgets"). */
import { Client } from "pg";
import { type BenchContract, type BenchMarket, benchMarket } from "@/lib/tracing/bench-market";
import { INPUT_TABLES, OUTPUT_TABLES, STEPS } from "@/lib/tracing/bench-sql";
import { traceLine } from "@/lib/tracing/pair";
import type { Segments } from "@/lib/tracing/segments";
import { plantCurves, unitCurves } from "@/lib/tracing/share";
import { type PathEdge, sentThrough } from "@/lib/units/loss";

export interface BenchRow {
  readonly figure: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  readonly ratio: number;
  readonly goal: string;
  readonly met: boolean;
}

/** Domain §3 for one line; the market's rules give it, which lie beyond tracing. */
export type SettleLine = (input: {
  readonly contractKwh: number;
  readonly path: readonly PathEdge[];
  readonly G: number;
  readonly C: number;
  readonly U: number;
  readonly D: number;
}) => { readonly sentWh: number; readonly landedWh: number };

const MONTH = { plants: 200, units: 1000, perUnit: 4, intervals: 2976 };
/** The peer gets a smaller market of the same shape, and is compared by its rate. */
const SLICE = { plants: 4, units: 20, perUnit: 4, intervals: 2976 };
const ROUNDS = 5;

/**
 * One interval record is one line in one quarter-hour: its sent and its landed share, paired. The PostgreSQL (≥ 15)
 * only sees temporary tables. Throws when the two disagree on one segment.
 */
export async function tracingBench(options: {
  readonly connectionString: string;
  readonly settleLine: SettleLine;
}): Promise<BenchRow[]> {
  const month = benchMarket(MONTH);
  const slice = benchMarket(SLICE);
  const client = new Client({ connectionString: options.connectionString });
  await client.connect();
  try {
    await loadSlice(client, slice);
    await runSql(client);
    await requireSameSegments(client, settleAndTrace(slice, options.settleLine));
    const ours: number[] = [];
    const peer: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(records(month) / timed(() => countSegments(settleAndTrace(month, options.settleLine))));
      const started = performance.now();
      await runSql(client);
      peer.push((1000 * records(slice)) / (performance.now() - started));
    }
    return [rowOf(month, median(ours), median(peer))];
  } finally {
    await client.end();
  }
}

function rowOf(month: BenchMarket, ours: number, peer: number): BenchRow {
  const ratio = ours / peer;
  const { plants, units, contracts } = month;
  return {
    figure: `settle + trace, ${plants.length} plants × ${units.length} units × one month, ${contracts.length} contracts; peer: SQL window functions`,
    ours: Math.round(ours),
    peer: Math.round(peer),
    unit: "interval records/s",
    ratio: Math.round(ratio * 10) / 10,
    goal: "≥ 10,000,000/s and ≥ 20 × SQL",
    met: ours >= 10_000_000 && ratio >= 20,
  };
}

function records(market: BenchMarket): number {
  return market.contracts.length * market.intervals;
}

/** Seconds. */
function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Segments line by line, in contract order; each is handed over and let go, as a node does when it packs them. */
function* settleAndTrace(market: BenchMarket, settleLine: SettleLine): Generator<[line: number, Segments]> {
  const byPlant = grouped(market, "plant", market.plants.length);
  const byUnit = grouped(market, "unit", market.units.length);
  const C = byPlant.map((own) =>
    own.reduce((sum, [, each]) => sum + sentThrough(each.contractKwh * 1000, each.path), 0),
  );
  const D = byUnit.map((own) => own.reduce((sum, [, each]) => sum + each.contractKwh * 1000, 0));
  const lines = market.contracts.map((each) =>
    settleLine({
      contractKwh: each.contractKwh,
      path: each.path,
      G: market.plants[each.plant]?.totalWh ?? 0,
      C: C[each.plant] ?? 0,
      U: market.units[each.unit]?.totalWh ?? 0,
      D: D[each.unit] ?? 0,
    }),
  );
  const y: Float64Array[] = new Array(lines.length);
  for (const [at, { readings, totalWh }] of market.units.entries()) {
    const own = byUnit[at] ?? [];
    const landedByLine = own.map(([line]) => lines[line]?.landedWh ?? 0);
    const curves = unitCurves({ U: totalWh, readings, landedByLine });
    for (const [k, [line]] of own.entries()) y[line] = curves.lines[k] ?? readings;
  }
  for (const [at, { readings, totalWh }] of market.plants.entries()) {
    const own = byPlant[at] ?? [];
    const curves = plantCurves({
      G: totalWh,
      readings,
      sentByLine: own.map(([line]) => lines[line]?.sentWh ?? 0),
    });
    for (const [k, [line]] of own.entries()) {
      const { sentWh, landedWh } = lines[line] ?? { sentWh: 0, landedWh: 0 };
      const x = curves.lines[k] ?? readings;
      const shares = { x, y: y[line] ?? x, offsetStarts: curves.offsetStarts[k] ?? x };
      yield [line, traceLine({ ...shares, sentWh, landedWh }).segments];
    }
  }
}

function grouped(market: BenchMarket, key: "plant" | "unit", count: number): [number, BenchContract][][] {
  const groups: [number, BenchContract][][] = Array.from({ length: count }, () => []);
  for (const [line, contract] of market.contracts.entries()) groups[contract[key]]?.push([line, contract]);
  return groups;
}

function countSegments(traced: Iterable<[number, Segments]>): number {
  let count = 0;
  for (const [, segments] of traced) count += segments.count;
  return count;
}

async function loadSlice(client: Client, slice: BenchMarket): Promise<void> {
  await client.query("set work_mem = '256MB'");
  for (const table of INPUT_TABLES) await client.query(table);
  for (const [side, assets] of [
    ["p", slice.plants],
    ["u", slice.units],
  ] as const) {
    for (const [owner, { readings }] of assets.entries()) {
      await client.query(
        "insert into bench_reading select $1, $2, t - 1, wh from unnest($3::bigint[]) with ordinality r (wh, t)",
        [side, owner, [...readings]],
      );
    }
  }
  for (const [k, { plant, unit, contractKwh, path }] of slice.contracts.entries()) {
    const [kept1 = 1_000_000, kept2 = 1_000_000] = path.map(({ lossPpm }) => 1_000_000 - lossPpm);
    const row = [k, plant, unit, contractKwh, kept1, kept2];
    await client.query("insert into bench_contract values ($1, $2, $3, $4, $5, $6)", row);
  }
  await client.query("analyze bench_reading");
  await client.query("analyze bench_contract");
}

async function runSql(client: Client): Promise<void> {
  for (const table of OUTPUT_TABLES) await client.query(`drop table if exists ${table}`);
  for (const step of STEPS) await client.query(step);
}

async function requireSameSegments(client: Client, traced: Iterable<[number, Segments]>): Promise<void> {
  let compared = 0;
  for (const [line, segments] of traced) {
    const { rows } = await client.query<number[]>({
      text: `select array[t, u, landed_end, sent_end, offset_wh]::float8[] as row
             from bench_segment where k = $1 order by t, u`,
      values: [line],
      rowMode: "array",
    });
    if (rows.length !== segments.count)
      throw new Error(`line ${line}: ${segments.count} segments, SQL ${rows.length}`);
    const { production, consumption, landedEnd, sentEnd, offset } = segments;
    for (const [at, [row]] of rows.entries()) {
      const ours = [production[at], consumption[at], landedEnd[at], sentEnd[at], offset[at]];
      if (String(ours) !== String(row)) throw new Error(`line ${line}, segment ${at}: ${ours}, SQL ${row}`);
      compared++;
    }
  }
  if (compared === 0) throw new Error("nothing was compared");
}
