import type { ContractRow, KeyRow, MeterRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { contractTable, keyTable, meterTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Directory } from "./directory";
import { rememberedDirectory } from "./find";

/** Everything that is registered, by trace code, with what the lists say besides. */
export interface RegistryBook extends Directory {
  readonly meters: ReadonlyMap<string, MeterRow>;
  /** Participants with a key in force. */
  readonly keyed: ReadonlySet<string>;
  /** Meters a day of which is anchored. */
  readonly measured: ReadonlySet<string>;
}

interface Kept {
  readonly next: number;
  readonly book: Promise<RegistryBook>;
}
const kept = new WeakMap<Store, Kept>();

/** Read anew once the log has gone on: names are sealed, and opening thousands for every page would be slow. */
export async function registryBook(store: Store): Promise<RegistryBook> {
  const next = (await store.prisma.projection.findUnique({ where: { id: 1 } }))?.next ?? 0;
  const known = kept.get(store);
  if (known?.next === next) return known.book;
  const book = readBook(store);
  kept.set(store, { next, book });
  book.catch(() => kept.delete(store));
  return book;
}

async function readBook(store: Store): Promise<RegistryBook> {
  const [directory, meters, keys, days] = await Promise.all([
    rememberedDirectory(store),
    store.prisma.meter.findMany({ orderBy: { code: "asc" } }),
    store.prisma.key.findMany({ where: { until: null } }),
    store.pool.query<{ meter: string }>("SELECT DISTINCT meter FROM meter_day"),
  ]);
  return {
    ...directory,
    meters: new Map(meters.map((row) => [row.code, openState<MeterRow>(store, meterTable, row)])),
    keyed: new Set(keys.map((row) => openState<KeyRow>(store, keyTable, row).participant)),
    measured: new Set(days.rows.map(({ meter }) => meter)),
  };
}

/** One contract, undefined where there is none of this code. Throws SealBroken. */
export async function contractOf(store: Store, code: string): Promise<ContractRow | undefined> {
  const row = await store.prisma.contract.findUnique({ where: { code } });
  return row === null ? undefined : openState<ContractRow>(store, contractTable, row);
}

const most = 50;

/** The newest contracts of plants and units, `most` at the most, and how many there are. */
export async function contractsWith(
  store: Store,
  plants: readonly string[],
  units: readonly string[],
): Promise<{ rows: ContractRow[]; total: number }> {
  const unitIndex = units.map((unit) => store.vault.blind("unit", unit));
  const where = { OR: [{ plant: { in: [...plants] } }, { unitIndex: { in: unitIndex } }] };
  const [rows, total] = await Promise.all([
    store.prisma.contract.findMany({ where, orderBy: { entry: "desc" }, take: most }),
    store.prisma.contract.count({ where }),
  ]);
  return { rows: rows.map((row) => openState<ContractRow>(store, contractTable, row)), total };
}

/** Contracts of a plant or a unit in a month: what a new one stands beside. */
export async function contractedKwh(store: Store, plant: string, month: string): Promise<number> {
  const rows = await store.prisma.contract.findMany({ where: { plant, month } });
  return rows.reduce((sum, row) => sum + openState<ContractRow>(store, contractTable, row).contractKwh, 0);
}
