import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { CertificateRow, FrozenPlantRow, SettledPlantRow } from "@/lib/market/state";
import { addUp, type NationalLines, type NationalPlant, type NationalSums } from "@/lib/oversight/national";
import { packLines } from "@/lib/oversight/national-pack";
import { readDirectory } from "@/lib/store/queries/directory";
import { KeptMonths } from "@/lib/store/queries/kept-months";
import { type LineRecord, linesOfMonth, versionKey } from "@/lib/store/queries/records-lines";
import { openMany } from "@/lib/store/rows/open-many";
import { certificateTable, frozenPlantTable, settledPlantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { type DigestKind, formOf } from "./forms";
import { oneAtATime } from "./one-at-a-time";
import { readDigest, readJson, writeDigest, writeJson } from "./sealed-digest";

/** A finished month; `key` names the rows that its digests are made of. */
export interface FinishedMonth {
  readonly month: Month;
  readonly version: number;
  readonly key: string;
}

/** What a finished month's lines come to, and what the sums are of. It never changes. */
export interface NationalMonth {
  readonly month: Month;
  readonly version: number;
  readonly about: Omit<NationalLines, "plant" | "unit" | "path" | "sentWh" | "landedWh">;
  readonly sums: NationalSums;
}

/** The same without plants, units and flows: small enough to have a few years of it at hand. */
export interface NationalBrief extends Pick<NationalSums, "totals" | "provinces"> {
  readonly month: Month;
  readonly channels: readonly { readonly code: string; readonly sentWh: number }[];
}

/** A month as it is kept: names and places apart, for they are the next month's too. */
interface KeptNational extends Pick<NationalLines, "paths"> {
  /** Names the lists below. */
  readonly about: string;
  readonly onGridWh: readonly number[];
  readonly mechanismWh: readonly number[];
  readonly unsoldWh: readonly number[];
  readonly sums: NationalSums;
}

interface About {
  readonly plants: readonly Omit<NationalPlant, "onGridWh" | "mechanismWh" | "unsoldWh">[];
  readonly units: NationalLines["units"];
  readonly channels: NationalLines["channels"];
}

const gzipped = promisify(gzip);
const keptAbout = new KeptMonths<About | undefined>("national-about", 3);
const kept = new KeptMonths<NationalMonth>("national", 24);
const keptBriefs = new KeptMonths<NationalBrief>("national-brief", 120);
const keptLines = new KeptMonths<Uint8Array>("national-packed", 24);
const keptCertified = new KeptMonths<number>("national-certified", 120);

/** Months that are finished, oldest first. */
export async function finishedMonths(store: Store): Promise<FinishedMonth[]> {
  const where = { stage: "finished" };
  const rows = await store.prisma.settlementMonth.findMany({ where, orderBy: { month: "asc" } });
  return rows.map((row) => ({ month: row.month, version: row.version, key: versionKey(store, row) }));
}

/** Undefined before the month is finished. */
export async function nationalMonth(store: Store, month: Month): Promise<NationalMonth | undefined> {
  const one = (await finishedMonths(store)).find((finished) => finished.month === month);
  return one === undefined ? undefined : nationalOf(store, one);
}

export function nationalOf(store: Store, one: FinishedMonth): Promise<NationalMonth> {
  return kept.get(store, one.key, () => made(store, one, () => readNational(store, one)));
}

export function briefOf(store: Store, one: FinishedMonth): Promise<NationalBrief> {
  const read = () => readJson<NationalBrief>(store, nameOf("brief", one));
  return keptBriefs.get(store, one.key, () => made(store, one, read));
}

/** The month's lines for whoever adds them up again: `packLines`, gzipped. Undefined before it is finished. */
export async function packedLines(store: Store, month: Month): Promise<Uint8Array | undefined> {
  const one = (await finishedMonths(store)).find((finished) => finished.month === month);
  if (one === undefined) return undefined;
  const read = () => readDigest(store, nameOf("packed", one));
  return keptLines.get(store, one.key, () => made(store, one, read));
}

/** Wh that the month's certificates stand for; undefined before one is issued. */
export async function certifiedWh(store: Store, one: FinishedMonth): Promise<number | undefined> {
  const { month } = one;
  const count = await store.prisma.certificate.count({ where: { month } });
  if (count === 0) return undefined;
  const name = `${nameOf("certified", one)}/${count}`;
  return keptCertified.get(store, name, async () => {
    const known = await readJson<number>(store, name);
    if (known !== undefined) return known;
    return oneAtATime(store, async () => {
      const wh = await certified(store, month);
      await writeJson(store, name, wh);
      const older = { startsWith: `${nameOf("certified", one)}/`, not: name };
      await store.prisma.monthDigest.deleteMany({ where: { key: older } });
      return wh;
    });
  });
}

/** Finished months of which a digest that the overview is read from is missing. */
export async function undigestedMonths(store: Store): Promise<FinishedMonth[]> {
  const months = await finishedMonths(store);
  const names = months.flatMap((one) => kinds.map((kind) => nameOf(kind, one)));
  const rows = await store.prisma.monthDigest.findMany({
    where: { key: { in: names } },
    select: { key: true },
  });
  const there = new Set(rows.map(({ key }) => key));
  return months.filter((one) => kinds.some((kind) => !there.has(nameOf(kind, one))));
}

/** Makes the digests the overview is read from, certificates as far as they are issued. */
export async function digestNational(store: Store, one: FinishedMonth): Promise<void> {
  await oneAtATime(store, () => writeDigests(store, one));
  await certifiedWh(store, one);
}

const kinds = ["national", "brief", "packed"] as const satisfies readonly DigestKind[];

function nameOf(kind: (typeof kinds)[number] | "certified", { key }: FinishedMonth): string {
  return `${formOf(kind)}/${key}`;
}

/** The names and places that these months' digests point to. */
export async function aboutNamedBy(
  store: Store,
  months: readonly FinishedMonth[],
): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  for (const one of months) {
    const found = await readJson<KeptNational>(store, nameOf("national", one));
    if (found !== undefined) named.add(found.about);
  }
  return named;
}

/** Where the worker has not been yet, or a value does not open: made now. Whoever else asks meanwhile waits for it. */
async function made<T>(store: Store, one: FinishedMonth, read: () => Promise<T | undefined>): Promise<T> {
  const known = await read();
  if (known !== undefined) return known;
  return oneAtATime(store, async () => {
    const meanwhile = await read();
    if (meanwhile !== undefined) return meanwhile;
    await writeDigests(store, one);
    const written = await read();
    if (written === undefined) throw new Error(`no digest of ${one.month}`);
    return written;
  });
}

async function readNational(store: Store, one: FinishedMonth): Promise<NationalMonth | undefined> {
  const found = await readJson<KeptNational>(store, nameOf("national", one));
  if (found === undefined) return undefined;
  const { paths, sums, onGridWh, mechanismWh, unsoldWh } = found;
  const about = await keptAbout.get(store, found.about, () => readJson<About>(store, found.about));
  if (about === undefined) return undefined;
  const plants = about.plants.map((plant, at) => ({
    code: plant.code,
    name: plant.name,
    type: plant.type,
    province: plant.province,
    capacityKw: plant.capacityKw,
    lonE6: plant.lonE6,
    latE6: plant.latE6,
    onGridWh: onGridWh[at] ?? 0,
    mechanismWh: mechanismWh[at] ?? 0,
    unsoldWh: unsoldWh[at] ?? 0,
  }));
  const { month, version } = one;
  return { month, version, about: { plants, units: about.units, channels: about.channels, paths }, sums };
}

async function writeNational(store: Store, one: FinishedMonth, lines: NationalLines, sums: NationalSums) {
  const { plants, units, channels, paths } = lines;
  const about: About = {
    plants: plants.map(({ onGridWh: _, mechanismWh: __, unsoldWh: ___, ...plant }) => plant),
    units,
    channels,
  };
  const text = JSON.stringify(about);
  const name = `${formOf("about")}/${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
  if ((await readDigest(store, name)) === undefined) await writeJson(store, name, about);
  keptAbout.drop(store, name);
  const whole: KeptNational = {
    about: name,
    paths,
    onGridWh: plants.map((plant) => plant.onGridWh),
    mechanismWh: plants.map((plant) => plant.mechanismWh),
    unsoldWh: plants.map((plant) => plant.unsoldWh),
    sums,
  };
  await writeJson(store, nameOf("national", one), whole);
}

async function writeDigests(store: Store, one: FinishedMonth): Promise<void> {
  const { month, version } = one;
  const lines = await columnsOf(store, month, version);
  const sums = addUp(lines);
  const channels = lines.channels.map(({ code }, at) => ({ code, sentWh: sums.channels[at]?.sentWh ?? 0 }));
  const { totals, provinces } = sums;
  const brief: NationalBrief = { month, totals, provinces, channels };
  await writeNational(store, one, lines, sums);
  await writeJson(store, nameOf("brief", one), brief);
  const packed = await gzipped(packLines(lines), { level: 9 });
  await writeDigest(store, nameOf("packed", one), new Uint8Array(packed));
}

async function certified(store: Store, month: Month): Promise<number> {
  const rows = await store.prisma.certificate.findMany({ where: { month } });
  const opened = await openMany<CertificateRow>(store, certificateTable, rows);
  const units = new Set(opened.map(({ unit }) => unit));
  const lines = await linesOfMonth(store, month);
  return lines.reduce((sum, { unit, settledKwh }) => sum + (units.has(unit) ? 1000 * settledKwh : 0), 0);
}

async function columnsOf(store: Store, month: Month, version: number): Promise<NationalLines> {
  const [directory, records, frozen, settled] = await Promise.all([
    readDirectory(store),
    linesOfMonth(store, month),
    store.prisma.frozenPlant.findMany({ where: { month, version }, orderBy: { plant: "asc" } }),
    store.prisma.settledPlant.findMany({ where: { month, version } }),
  ]);
  const results = await openMany<SettledPlantRow>(store, settledPlantTable, settled);
  const resultOf = new Map(results.map(({ result }, at) => [settled[at]?.plant ?? "", result]));
  const metered = await openMany<FrozenPlantRow>(store, frozenPlantTable, frozen);
  const plants = metered.flatMap(({ onGridWh }, at) => {
    const [plant, result] = [frozen[at]?.plant ?? "", resultOf.get(frozen[at]?.plant ?? "")];
    const known = directory.plants.get(plant);
    if (known === undefined || result === undefined) return [];
    const { code, name, type, province, capacityKw, lonE6, latE6 } = known;
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
