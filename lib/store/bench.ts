/** This layer's rows of the bench: curves into PostgreSQL, and what a traced MWh takes there. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatCode } from "@/lib/identifiers/trace-code";
import { benchMarket } from "@/lib/tracing/bench-market";
import { packSegments } from "@/lib/tracing/pack";
import { traceLine } from "@/lib/tracing/pair";
import { portion } from "@/lib/tracing/portion";
import { landedStart, type Segments, segmentAt } from "@/lib/tracing/segments";
import { packDay } from "./rows/day-pack";
import { sealRow } from "./rows/table";
import { meterDayTable, segmentsTable } from "./rows/tables";
import { ChangeSet, writeChanges } from "./rows/write";
import { openStore, type Store } from "./store";
import { inTransaction } from "./transaction";

export interface BenchRow {
  readonly figure: string;
  /** In `unit`, median of the rounds; the peer's likewise. */
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  readonly ratio: number;
  readonly goal: string;
  readonly met: boolean;
}

const ROUNDS = 5;
const METERS = 100;
const DAYS = 60;
const MONTH = "2026-04";
const month = benchMarket({ plants: 8, units: 8, perUnit: 1, intervals: 2880 });

/** On an empty database, which is left full: for a throw-away one. Throws when ours and the peer's rows differ. */
export async function storeBench(options: { readonly connectionString: string }): Promise<BenchRow[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "lvji-bench-"));
  const store = await openStore({ connectionString: options.connectionString, dataDir });
  try {
    return [await curvesRow(store), await storageRow(store)];
  } finally {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface BenchDay {
  readonly values: {
    meter: string;
    day: number;
    entry: number;
    position: number;
    blob: Uint8Array<ArrayBuffer>;
  };
  readonly hidden: Uint8Array;
}

async function curvesRow(store: Store): Promise<BenchRow> {
  const days = benchDays(METERS, DAYS);
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await store.pool.query("TRUNCATE meter_day");
    ours.push(await perSecond(days.length, () => write(store, days)));
    const written = await fingerprint(store);
    await store.pool.query("TRUNCATE meter_day");
    peer.push(await perSecond(days.length, () => createMany(store, days)));
    if ((await fingerprint(store)) !== written) throw new Error("the peer wrote other rows");
  }
  const ratio = median(ours) / median(peer);
  return {
    figure: "curves into PostgreSQL, sealed days of 96 readings; peer: multi-row INSERT (createMany)",
    ours: Math.round(median(ours)),
    peer: Math.round(median(peer)),
    unit: "days/s",
    ratio: Math.round(ratio * 10) / 10,
    goal: "≥ 4 × multi-row INSERT",
    met: ratio >= 4,
  };
}

async function write(store: Store, days: readonly BenchDay[]): Promise<void> {
  const changes = new ChangeSet();
  for (const { values, hidden } of days) changes.put(meterDayTable, values, hidden);
  await inTransaction(store, (client) => writeChanges(client, store.vault, changes));
}

async function createMany(store: Store, days: readonly BenchDay[]): Promise<void> {
  const data = days.map(({ values, hidden }) => {
    return { ...values, sealed: sealRow(store.vault, meterDayTable, values, hidden).sealed };
  });
  await store.prisma.meterDay.createMany({ data });
}

async function fingerprint(store: Store): Promise<string> {
  const found = await store.pool.query<{ md5: string }>(
    "SELECT md5(string_agg(concat(meter, day, entry, position, blob, length(sealed)), ',' ORDER BY meter, day)) FROM meter_day",
  );
  return found.rows[0]?.md5 ?? "";
}

/** One line a plant and unit, a whole month, beside a row for every reading and every segment. */
async function storageRow(store: Store): Promise<BenchRow> {
  const lines = month.plants.map((_, at) => benchLine(at));
  await store.pool.query("TRUNCATE meter_day, segments");
  await write(store, benchDays(month.plants.length + month.units.length, 30));
  await writeSegments(store, lines);
  await writeNaive(store, lines);
  const sizes = await store.pool.query<{ ours: string; peer: string; readings: string }>(
    `SELECT pg_total_relation_size('meter_day') + pg_total_relation_size('segments') AS ours,
            pg_total_relation_size('naive_reading') + pg_total_relation_size('naive_segment') AS peer,
            (SELECT count(*) FROM naive_reading) AS readings`,
  );
  const { ours = "0", peer = "0", readings } = sizes.rows[0] ?? {};
  if (Number(readings) !== 96 * 30 * (month.plants.length + month.units.length))
    throw new Error("readings differ");
  const mwh = lines.reduce((sum, segments) => sum + landedStart(segments, segments.count), 0) / 1_000_000;
  const ratio = Number(peer) / Number(ours);
  return {
    figure: "storage per traced MWh; peer: one row per reading and per segment",
    ours: Math.round(Number(ours) / mwh),
    peer: Math.round(Number(peer) / mwh),
    unit: "bytes/MWh",
    ratio: Math.round(ratio * 10) / 10,
    goal: "≤ 1/8 of one row each",
    met: ratio >= 8,
  };
}

function benchLine(at: number): Segments {
  const plant = month.plants[at];
  const unit = month.units[at];
  if (plant === undefined || unit === undefined) throw new RangeError(`no line ${at}`);
  const landedWh = Math.floor(Math.min(plant.totalWh, unit.totalWh) / 1250) * 1000;
  const { segments } = traceLine({
    x: portion(landedWh, plant.totalWh, plant.readings),
    y: portion(landedWh, unit.totalWh, unit.readings),
    sentWh: landedWh,
    landedWh,
    offsetStarts: new Float64Array(month.intervals),
  });
  return segments;
}

async function writeSegments(store: Store, lines: readonly Segments[]): Promise<void> {
  const changes = new ChangeSet();
  for (const [at, segments] of lines.entries()) {
    changes.put(
      segmentsTable,
      { contract: codeOf("K", at), version: 1, month: MONTH },
      packSegments(segments),
    );
  }
  await inTransaction(store, (client) => writeChanges(client, store.vault, changes));
}

async function writeNaive({ pool }: Store, lines: readonly Segments[]): Promise<void> {
  await pool.query(`CREATE TABLE naive_reading (meter int, interval int, wh bigint, PRIMARY KEY (meter, interval));
    CREATE TABLE naive_segment (line int, index int, production smallint, consumption smallint, landed_end bigint,
      sent_end bigint, plant_offset bigint, PRIMARY KEY (line, index))`);
  const assets = [...month.plants, ...month.units];
  for (const [at, { readings }] of assets.entries()) {
    const statement =
      "INSERT INTO naive_reading SELECT $1, i - 1, wh FROM unnest($2::int8[]) WITH ORDINALITY r(wh, i)";
    await pool.query(statement, [at, [...readings]]);
  }
  for (const [at, segments] of lines.entries()) {
    const rows = Array.from({ length: segments.count }, (_, index) => segmentAt(segments, index));
    await pool.query(
      `INSERT INTO naive_segment SELECT $1, i - 1, p, c, l, s, o
       FROM unnest($2::int2[], $3::int2[], $4::int8[], $5::int8[], $6::int8[]) WITH ORDINALITY r(p, c, l, s, o, i)`,
      [
        at,
        rows.map(({ production }) => production),
        rows.map(({ consumption }) => consumption),
        rows.map(({ landedEnd }) => landedEnd),
        rows.map(({ sentEnd }) => sentEnd),
        rows.map(({ offset }) => offset),
      ],
    );
  }
}

function benchDays(meters: number, days: number): BenchDay[] {
  const blob = new Uint8Array(32).fill(7);
  const assets = [...month.plants, ...month.units];
  return Array.from({ length: meters * days }, (_, at) => {
    const meter = at % meters;
    const day = Math.floor(at / meters);
    const from = 96 * (day % 30);
    const wh = assets[meter % assets.length]?.readings.slice(from, from + 96) ?? new Float64Array(96);
    const secret = new Uint8Array(createHash("sha256").update(`${at}`).digest());
    const values = { meter: codeOf("M", meter), day: 20_260_401 + day, entry: day, position: meter, blob };
    return { values, hidden: packDay({ secret, wh }) };
  });
}

function codeOf(object: "K" | "M", sequence: number): string {
  const province = object === "K" ? "41" : "00";
  const fields = { energy: "S1", province, scope: "0", mode: "0", month: MONTH, place: "632521" };
  return formatCode({ object, sequence, ...fields });
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (count * 1000) / (performance.now() - started);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
