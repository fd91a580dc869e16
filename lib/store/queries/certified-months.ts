import { deflateRawSync, inflateRawSync } from "node:zlib";
import { fromUtf8, utf8 } from "@/lib/crypto/bytes";
import type { CertificateRow, LineRow } from "@/lib/market/state";
import { formOf } from "@/lib/store/digest/forms";
import { openState } from "@/lib/store/rows/open-state";
import { certificateTable, lineTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { SealBroken } from "@/lib/store/vault";
import type { Month } from "@/lib/units/interval";
import { KeptMonths } from "./kept-months";
import { newestOf } from "./newest-entries";
import { ledgerRowBatches } from "./row-batches";

// What a certificate stands for lies sealed in its lines: ten thousand take seconds to open. A month's certificates are
// therefore opened once and kept together, sealed again; what can change of one, its status and level, is not in here.

/** A certificate with what its lines come to. */
export interface Certified {
  readonly code: string;
  readonly version: number;
  readonly unit: string;
  /** Lines, those settled at 0 too. */
  readonly lines: number;
  readonly entry: number;
  readonly kwh: number;
  /** The plants whose energy it certifies, trace code and kWh. */
  readonly plants: readonly (readonly [plant: string, kwh: number])[];
}

// A change of these columns is another form (digest/forms.ts).
interface Columns {
  readonly names: readonly string[];
  readonly rows: readonly Row[];
}
/** Units and plants by their place among the names; of each plant its kWh behind it. */
type Row = readonly [
  code: string,
  version: number,
  unit: number,
  lines: number,
  entry: number,
  plants: readonly number[],
];

interface Mark {
  readonly month: Month;
  readonly count: number;
  readonly newest: number;
}

const keptMarks = new KeptMonths<ReadonlyMap<Month, Mark>>("certified-marks", 4);
const kept = new KeptMonths<ReadonlyMap<string, Certified>>("certified", 60);

/** Months with certificates, newest first. */
export async function certifiedMonths(store: Store): Promise<Month[]> {
  return [...(await marksOf(store)).keys()];
}

/** A month's certificates in the order of their codes. */
export async function certifiedOf(store: Store, month: Month): Promise<ReadonlyMap<string, Certified>> {
  const mark = (await marksOf(store)).get(month);
  if (mark === undefined) return new Map();
  const key = `${formOf("certificates")}/${month}/${mark.count}/${mark.newest}`;
  return kept.get(store, key, async () => {
    const columns = (await digestOf(store, key)) ?? (await made(store, month, key));
    return new Map(certifiedFrom(columns).map((one) => [one.code, one]));
  });
}

/** Another certificate, or a corrected one, is another number or a later entry. */
async function marksOf(store: Store): Promise<ReadonlyMap<Month, Mark>> {
  const newest = await newestOf(store, "certificate.");
  return keptMarks.get(store, String(newest), async () => {
    const { rows } = await store.pool.query<Mark>(
      `SELECT month, count(*)::int AS count, max(entry) AS newest FROM certificate
        GROUP BY month ORDER BY month DESC`,
    );
    return new Map(rows.map((row) => [row.month, row]));
  });
}

async function digestOf(store: Store, key: string): Promise<Columns | undefined> {
  const row = await store.prisma.monthDigest.findUnique({ where: { key } });
  try {
    return row === null ? undefined : JSON.parse(fromUtf8(inflateRawSync(store.open(row.sealed, key))));
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

async function made(store: Store, month: Month, key: string): Promise<Columns> {
  const columns = await columnsOf(store, month);
  const sealed = store.seal(new Uint8Array(deflateRawSync(utf8(JSON.stringify(columns)), { level: 1 })), key);
  await store.prisma.monthDigest.upsert({ where: { key }, create: { key, sealed }, update: { sealed } });
  const older = { startsWith: `${formOf("certificates")}/${month}/`, not: key };
  await store.prisma.monthDigest.deleteMany({ where: { key: older } });
  return columns;
}

async function columnsOf(store: Store, month: Month): Promise<Columns> {
  const certificates: CertificateRow[] = [];
  const where = "WHERE month = $1 ORDER BY code";
  for await (const rows of ledgerRowBatches(store, certificateTable, where, [month])) {
    for (const row of rows) certificates.push(openState<CertificateRow>(store, certificateTable, row));
  }
  const names = new Map<string, number>();
  const place = (name: string): number => {
    const at = names.get(name) ?? names.size;
    names.set(name, at);
    return at;
  };
  const settled = await settledKwh(store, month, new Set(certificates.map(({ version }) => version)));
  const rows = certificates.map(({ code, version, unit, count, entry }): Row => {
    const plants = [...(settled.get(`${unit}/${version}`) ?? [])];
    const flat = plants.flatMap(([plant, kwh]) => [place(plant), kwh]);
    return [code, version, place(unit), count, entry, flat];
  });
  return { names: [...names.keys()], rows };
}

/** By unit and version, of each plant. */
async function settledKwh(
  store: Store,
  month: Month,
  versions: ReadonlySet<number>,
): Promise<Map<string, Map<string, number>>> {
  const found = new Map<string, Map<string, number>>();
  const where = "WHERE month = $1 AND version = ANY($2::int[])";
  for await (const rows of ledgerRowBatches(store, lineTable, where, [month, [...versions]])) {
    for (const row of rows) {
      const { unit, plant, settledKwh: kwh } = openState<LineRow>(store, lineTable, row).values;
      if (kwh === 0) continue;
      const key = `${unit}/${String(row.version)}`;
      const plants = found.get(key) ?? new Map<string, number>();
      found.set(key, plants.set(plant, (plants.get(plant) ?? 0) + kwh));
    }
  }
  return found;
}

function certifiedFrom({ names, rows }: Columns): Certified[] {
  return rows.map(([code, version, unit, lines, entry, flat]) => {
    const plants: [string, number][] = [];
    let kwh = 0;
    for (let at = 0; at < flat.length; at += 2) {
      const [plant = 0, own = 0] = [flat[at], flat[at + 1]];
      plants.push([names[plant] ?? "", own]);
      kwh += own;
    }
    return { code, version, unit: names[unit] ?? "", lines, entry, kwh, plants };
  });
}
