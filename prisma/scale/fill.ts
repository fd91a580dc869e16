/** Writes a made-up market's rows into the view, beside what is there. The ledger knows nothing of them. */
import type pg from "pg";
import { canonicalBytes, type Json } from "@/lib/crypto/canonical";
import * as state from "@/lib/market/state";
import { assetProjectors } from "@/lib/store/projection/asset-rows";
import { monthProjectors } from "@/lib/store/projection/month-rows";
import { readDirectory } from "@/lib/store/queries/directory";
import { copyRows } from "@/lib/store/rows/copy";
import type { Store } from "@/lib/store/store";
import { inTransaction } from "@/lib/store/transaction";
import { addMonths } from "@/lib/units/interval";
import { scaleAssets } from "./assets";
import { scaleDeals } from "./deals";
import { type ScaleMonth, scaleMonth } from "./month";
import type { Around, ScaleSize } from "./size";

const MARKER = "scale";
const projectors = new Map([...assetProjectors, ...monthProjectors].map((one) => [one.source, one]));

export interface Filled {
  readonly months: readonly string[];
  readonly plants: number;
  readonly units: number;
  readonly contracts: number;
  readonly certificates: number;
}

/** Undefined where it was done before. All or nothing: one transaction. */
export async function fillScale(
  store: Store,
  size: ScaleSize,
  log: (line: string) => void = () => {},
): Promise<Filled | undefined> {
  const known = await store.prisma.marker.findUnique({ where: { key: MARKER } });
  if (known !== null) return undefined;
  const around = await aroundOf(store);
  const filled = await inTransaction(store, (client) => write(store, client, size, around, log));
  await store.prisma.marker.create({ data: { key: MARKER, value: { ...size } } });
  await store.pool.query("ANALYZE");
  return filled;
}

async function write(
  { vault }: Store,
  client: pg.ClientBase,
  size: ScaleSize,
  around: Around,
  log: (line: string) => void,
): Promise<Filled> {
  const put: Put = async (source, rows) => {
    const projector = projectors.get(source);
    if (projector === undefined) throw new Error(`no view of ${source}`);
    const made = rows.map(([ids, row]) => {
      const hidden = canonicalBytes({ ...row } as Json);
      return { values: projector.row(ids, hidden, vault), hidden };
    });
    await copyRows(client, vault, projector.table, made);
  };
  const byCode = <T extends { code: string }>(rows: readonly T[]) =>
    rows.map((row) => [[row.code], row] as const);
  const assets = scaleAssets(size, around);
  await put(state.participants.name, byCode(assets.companies));
  await put(state.plants.name, byCode(assets.plants));
  await put(state.units.name, byCode(assets.units));
  await put(state.channels.name, byCode(assets.channels));
  const deals = scaleDeals(size, assets, around);
  const counted = { contracts: 0, certificates: 0 };
  const months = Array.from({ length: size.months }, (_, at) => addMonths(around.before, at - size.months));
  for (const [at, month] of months.entries()) {
    const { seed } = size;
    const made = scaleMonth(month, deals, assets.plants, { seed, at, retailer: around.retailer });
    await writeMonth(put, made);
    counted.contracts += made.contracts.length;
    counted.certificates += made.certificates.length;
    log(`${month}: ${made.contracts.length} contracts, ${made.certificates.length} certificates`);
  }
  return { months, plants: size.plants, units: size.units, ...counted };
}

/** Rows of one state table, each with the ids of its key. */
type Put = (
  source: string,
  rows: readonly (readonly [ids: readonly string[], row: object])[],
) => Promise<void>;

async function writeMonth(put: Put, made: ScaleMonth): Promise<void> {
  const { month } = made;
  const ids = (code: string) => [month, state.versionId(1), code];
  await put(state.months.name, [[[month], made.row]]);
  await put(
    state.contracts.name,
    made.contracts.map((row) => [[row.code], row]),
  );
  await put(
    state.lines.name,
    made.lines.map((row) => [ids(row.values.contract), row]),
  );
  await put(
    state.traces.name,
    made.traces.map(({ contract, ...row }) => [ids(contract), row]),
  );
  await put(
    state.frozenPlants.name,
    made.frozenPlants.map(({ plant, ...row }) => [ids(plant), row]),
  );
  await put(
    state.frozenUnits.name,
    made.frozenUnits.map(({ unit, ...row }) => [ids(unit), row]),
  );
  await put(
    state.settledPlants.name,
    made.settledPlants.map(({ plant, ...row }) => [ids(plant), row]),
  );
  await put(
    state.certificates.name,
    made.certificates.map((row) => [[row.code], row]),
  );
}

/** The companies of the demonstration market that the made-up rows lean on, where they are there. */
async function aroundOf(store: Store): Promise<Around> {
  const directory = await readDirectory(store);
  const first = await store.prisma.settlementMonth.findFirst({ orderBy: { month: "asc" } });
  const codeOf = (id: string) => [...directory.participants.values()].find((one) => one.id === id)?.code;
  const [holder, seller, retailer] = [codeOf("xinghe"), codeOf("gen-qinghai"), codeOf("lvya")];
  return {
    before: first?.month ?? "2026-09",
    ...(holder === undefined ? {} : { holder }),
    ...(seller === undefined ? {} : { seller }),
    ...(retailer === undefined ? {} : { retailer }),
    channels: [...directory.channels.values()],
  };
}
