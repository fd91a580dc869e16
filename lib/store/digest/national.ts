import { deflateRawSync, inflateRawSync } from "node:zlib";
import { fromUtf8, toHex, utf8 } from "@/lib/crypto/bytes";
import type { CertificateRow, FrozenPlantRow, SettledPlantRow } from "@/lib/market/state";
import { addUp, type NationalLines, type NationalSums } from "@/lib/oversight/national";
import { readDirectory } from "@/lib/store/queries/directory";
import { KeptMonths } from "@/lib/store/queries/kept-months";
import { type LineRecord, linesOfMonth } from "@/lib/store/queries/records-lines";
import { openState } from "@/lib/store/rows/open-state";
import { certificateTable, frozenPlantTable, settledPlantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { SealBroken } from "@/lib/store/vault";
import type { Month } from "@/lib/units/interval";

/** Raise it when a form below changes: older digests are then made again. */
const FORM = 2;

/** A finished month of the market: its lines by columns, compact, and what they come to. It never changes. */
export interface NationalMonth {
  readonly month: Month;
  readonly version: number;
  /** Everything but the lines' own columns. */
  readonly about: Omit<NationalLines, "plant" | "unit" | "path" | "sentWh" | "landedWh">;
  readonly sums: NationalSums;
}

const kept = new KeptMonths<NationalMonth | undefined>(40);
const keptLines = new KeptMonths<NationalLines | undefined>(6);
const keptCertified = new KeptMonths<number>(40);

/** Months that are finished, oldest first. */
export async function finishedMonths(store: Store): Promise<{ month: Month; version: number }[]> {
  const rows = await store.prisma.settlementMonth.findMany({
    where: { stage: "finished" },
    select: { month: true, version: true },
    orderBy: { month: "asc" },
  });
  return rows;
}

/** Undefined before the month is finished. Made once, sealed and kept; afterwards one value is opened. */
export async function nationalMonth(store: Store, month: Month): Promise<NationalMonth | undefined> {
  const row = await finished(store, month);
  if (row === undefined) return undefined;
  const key = `${month}/${row.version}/${row.first}`;
  return kept.get(store, key, () =>
    digested(store, `national/${FORM}/${key}`, async () => {
      const lines = await nationalLines(store, month);
      if (lines === undefined) return undefined;
      const { plants, units, channels, paths } = lines;
      return { month, version: row.version, about: { plants, units, channels, paths }, sums: addUp(lines) };
    }),
  );
}

/** The month's lines by columns, for whoever adds them up again. */
export async function nationalLines(store: Store, month: Month): Promise<NationalLines | undefined> {
  const row = await finished(store, month);
  if (row === undefined) return undefined;
  const key = `${month}/${row.version}/${row.first}`;
  return keptLines.get(store, key, () =>
    digested(store, `national-lines/${FORM}/${key}`, () => columnsOf(store, month, row.version)),
  );
}

/** Wh that the month's certificates stand for; undefined before one is issued. */
export async function certifiedWh(store: Store, month: Month): Promise<number | undefined> {
  const [row, count] = await Promise.all([
    finished(store, month),
    store.prisma.certificate.count({ where: { month } }),
  ]);
  if (row === undefined || count === 0) return undefined;
  const key = `${month}/${row.version}/${row.first}/${count}`;
  return keptCertified.get(store, key, () =>
    digested(store, `certified/${FORM}/${key}`, () => certified(store, month)),
  );
}

async function finished(store: Store, month: Month): Promise<{ version: number; first: string } | undefined> {
  const row = await store.prisma.settlementMonth.findUnique({ where: { month } });
  if (row?.stage !== "finished") return undefined;
  const { version } = row;
  const first = await store.prisma.line.findFirst({
    where: { month, version },
    orderBy: { contract: "asc" },
    select: { hash: true },
  });
  return { version, first: first === null ? "" : toHex(first.hash) };
}

async function certified(store: Store, month: Month): Promise<number> {
  const rows = await store.prisma.certificate.findMany({ where: { month } });
  const units = new Set(rows.map((row) => openState<CertificateRow>(store, certificateTable, row).unit));
  const lines = await linesOfMonth(store, month);
  return lines.reduce((sum, { unit, settledKwh }) => sum + (units.has(unit) ? 1000 * settledKwh : 0), 0);
}

/** What is stored under the key where its seal holds, else what `make` gives, stored. */
async function digested<T>(store: Store, key: string, make: () => Promise<T>): Promise<T> {
  const row = await store.prisma.monthDigest.findUnique({ where: { key } });
  try {
    if (row !== null) return JSON.parse(fromUtf8(inflateRawSync(store.open(row.sealed, key))));
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
  }
  const value = await make();
  if (value === undefined) return value;
  const packed = deflateRawSync(utf8(JSON.stringify(value)), { level: 1 });
  const sealed = store.seal(new Uint8Array(packed), key);
  await store.prisma.monthDigest.upsert({ where: { key }, create: { key, sealed }, update: { sealed } });
  return value;
}

async function columnsOf(store: Store, month: Month, version: number): Promise<NationalLines> {
  const [directory, records, frozen, settled] = await Promise.all([
    readDirectory(store),
    linesOfMonth(store, month),
    store.prisma.frozenPlant.findMany({ where: { month, version }, orderBy: { plant: "asc" } }),
    store.prisma.settledPlant.findMany({ where: { month, version } }),
  ]);
  const results = new Map(
    settled.map((row) => [row.plant, openState<SettledPlantRow>(store, settledPlantTable, row).result]),
  );
  const plants = frozen.flatMap((row) => {
    const { onGridWh } = openState<FrozenPlantRow>(store, frozenPlantTable, row);
    const plant = directory.plants.get(row.plant);
    const result = results.get(row.plant);
    if (plant === undefined || result === undefined) return [];
    const { code, name, type, province, capacityKw, lonE6, latE6 } = plant;
    const energy = { onGridWh, mechanismWh: onGridWh - result.G, unsoldWh: result.unsoldWh };
    return [{ ...{ code, name, type, province, capacityKw, lonE6, latE6 }, ...energy }];
  });
  const channels = [...directory.channels.values()].map((channel) => {
    const { code, name, fromProvince: from, toProvince: to, capacityKw, lossPpm } = channel;
    return { code, name, from, to, capacityKw, lossPpm };
  });
  const unitCodes = [...new Set(records.map(({ unit }) => unit))];
  const units = unitCodes.map((code) => {
    const unit = directory.units.get(code);
    const owner = directory.participants.get(unit?.owner ?? "")?.name ?? "";
    return { code, name: [owner, unit?.name].filter(Boolean).join(" · "), province: unit?.province ?? "" };
  });
  return { plants, units, channels, ...columns(records, { plants, units, channels }) };
}

function columns(
  records: readonly LineRecord[],
  { plants, units, channels }: Pick<NationalLines, "plants" | "units" | "channels">,
) {
  const places = (list: readonly { code: string }[]) => new Map(list.map(({ code }, at) => [code, at]));
  const [plantAt, unitAt, channelAt] = [places(plants), places(units), places(channels)];
  const pathAt = new Map<string, number>();
  const path = records.map(({ path: way }) => {
    const key = JSON.stringify(way.map(({ channel, lossPpm }) => [channelAt.get(channel) ?? -1, lossPpm]));
    const at = pathAt.get(key) ?? pathAt.size;
    pathAt.set(key, at);
    return at;
  });
  return {
    paths: [...pathAt.keys()].map((key): [number, number][] => JSON.parse(key)),
    plant: records.map(({ plant }) => plantAt.get(plant) ?? -1),
    unit: records.map(({ unit }) => unitAt.get(unit) ?? -1),
    path,
    sentWh: records.map(({ sentWh }) => sentWh),
    landedWh: records.map(({ landedWh }) => landedWh),
  };
}
