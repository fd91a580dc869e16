import { compareText } from "@/lib/crypto/bytes";
import type { PathChannel } from "@/lib/market/settlement/line-leaf";
import type { LimitedBy } from "@/lib/market/settlement/rules";
import type { ContractRow, LineRow, MonthRow, SettledPlantRow } from "@/lib/market/state";
import { openMany } from "@/lib/store/rows/open-many";
import { openState, type StoredRow } from "@/lib/store/rows/open-state";
import { contractTable, lineTable, settledPlantTable, settlementMonthTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { edgesOf } from "@/lib/units/loss";
import { KeptMonths } from "./kept-months";
import { readLineDigest, writeLineDigest } from "./line-digest";

/** A settled line with all its settlement depends on. Objects by trace code; Wh unless the name says kWh. */
export interface LineRecord {
  readonly contract: string;
  readonly number: string;
  readonly month: Month;
  readonly version: number;
  readonly plant: string;
  readonly unit: string;
  readonly via: string;
  readonly path: readonly PathChannel[];
  readonly contractKwh: number;
  readonly settledKwh: number;
  readonly deviationKwh: number;
  readonly limitedBy: LimitedBy;
  readonly sentWh: number;
  readonly landedWh: number;
  readonly lossWh: number;
  readonly G: number;
  readonly C: number;
  readonly U: number;
  readonly D: number;
  /** Of settlement.settle. */
  readonly entry: number;
  /** Of contract.record. */
  readonly contractEntry: number;
}

const AT_ONCE = 1_000;
const kept = new KeptMonths<readonly LineRecord[]>("line-records", 6);

/** Lines of a month's newest version in contract-number order; [] before it is settled. A version never changes. */
export async function linesOfMonth(store: Store, month: Month): Promise<readonly LineRecord[]> {
  const row = await store.prisma.settlementMonth.findUnique({ where: { month } });
  if (row === null) return [];
  if (row.stage !== "finished") return readLines(store, month, row.version);
  const key = versionKey(store, row);
  return kept.get(store, key, () => finishedLines(store, key, month, row.version));
}

/** Names the rows a finished month's digests are made of: another settlement of it has another. */
export function versionKey(store: Store, row: StoredRow): string {
  const { inputRoot, version, freezeEntry } = openState<MonthRow>(store, settlementMonthTable, row);
  return `${row.month}/${version}/${freezeEntry}/${inputRoot.slice(0, 32)}`;
}

/** From the digest where there is one: a hundred thousand sealed rows take seconds to open, one value does not. */
async function finishedLines(
  store: Store,
  key: string,
  month: Month,
  version: number,
): Promise<LineRecord[]> {
  const known = await readLineDigest(store, key, month, version);
  if (known !== undefined) return known;
  const lines = await readLines(store, month, version);
  await writeLineDigest(store, key, lines);
  return lines;
}

async function readLines(store: Store, month: Month, version: number): Promise<LineRecord[]> {
  const settled = await store.prisma.settledPlant.findMany({ where: { month, version } });
  const results = await openMany<SettledPlantRow>(store, settledPlantTable, settled);
  const plants = new Map(results.map((result, at) => [settled[at]?.plant ?? "", result]));
  const found: LineRecord[] = [];
  for (let after = ""; ; ) {
    const rows = await store.prisma.line.findMany({
      where: { month, version, contract: { gt: after } },
      orderBy: { contract: "asc" },
      take: AT_ONCE,
    });
    const codes = rows.map(({ contract }) => contract);
    const stored = await store.prisma.contract.findMany({ where: { code: { in: codes } } });
    const contracts = await openMany<ContractRow>(store, contractTable, stored);
    const byCode = new Map(contracts.map((contract) => [contract.code, contract]));
    for (const line of await openMany<LineRow>(store, lineTable, rows)) {
      const contract = byCode.get(line.values.contract);
      if (contract) found.push(recordOf(contract, line, version, plants.get(line.values.plant)));
    }
    if (rows.length < AT_ONCE) break;
    after = codes.at(-1) ?? "";
  }
  return found.sort((a, b) => compareText(a.number, b.number));
}

function recordOf(
  { code, number, month, via, entry: contractEntry }: ContractRow,
  { values, entry }: LineRow,
  version: number,
  plant: SettledPlantRow | undefined,
): LineRecord {
  const { contractKwh, settledKwh, sentWh, landedWh, limitedBy, U, D, path } = values;
  return {
    ...{ contract: code, number, month, version, via, plant: values.plant, unit: values.unit, path },
    ...{ contractKwh, settledKwh, deviationKwh: contractKwh - settledKwh, limitedBy },
    ...{ sentWh, landedWh, lossWh: sentWh - landedWh, G: plant?.result.G ?? 0, C: plant?.result.C ?? 0 },
    ...{ U, D, entry, contractEntry },
  };
}

export interface ChannelSums {
  readonly sentWh: number;
  readonly lossWh: number;
  readonly landedWh: number;
}

/** What the lines sent into one channel, lost on it and brought out of it: another thing than their own ends. */
export function sumChannel(
  lines: Iterable<Pick<LineRecord, "landedWh" | "path">>,
  channel: string,
): ChannelSums {
  const sums = { sentWh: 0, lossWh: 0, landedWh: 0 };
  for (const { landedWh, path } of lines) {
    const at = path.findIndex((one) => one.channel === channel);
    const edge = at < 0 ? undefined : edgesOf(landedWh, path)[at];
    if (edge === undefined) continue;
    sums.sentWh += edge.sentWh;
    sums.lossWh += edge.lossWh;
    sums.landedWh += edge.landedWh;
  }
  return sums;
}

/** Months that have been settled, newest first. */
export async function settledMonths(store: Store): Promise<Month[]> {
  const rows = await store.prisma.settlementMonth.findMany({ orderBy: { month: "desc" } });
  return rows.map(({ month }) => month);
}
