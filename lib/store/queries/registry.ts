import type { ContractRow, KeyRow, MeterRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { contractTable, keyTable, meterTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Directory } from "./directory";
import { registering, rememberedDirectory } from "./find";
import { KeptMonths } from "./kept-months";
import { newestAmong, newestEntries } from "./newest-entries";
import { contractMonths, contractsOfMonth, type ListedContract } from "./records-contracts";

/** Everything that is registered, by trace code, with what the lists say besides. */
export interface RegistryBook extends Directory {
  readonly meters: ReadonlyMap<string, MeterRow>;
  /** Participants with a key in force. */
  readonly keyed: ReadonlySet<string>;
  /** Meters a day of which is anchored. */
  readonly measured: ReadonlySet<string>;
}

const kept = new KeptMonths<RegistryBook>("registry-book", 1);
const keptObjects = new KeptMonths<Omit<RegistryBook, "measured">>("registry-objects", 1);
const keptMeasured = new KeptMonths<ReadonlySet<string>>("registry-measured", 1);

/** Read anew once something is registered: opening thousands of sealed names for every page would be slow. */
export async function registryBook(store: Store): Promise<RegistryBook> {
  const entries = await newestEntries(store);
  const registered = newestAmong(entries, ...registering, "meter.");
  const metered = newestAmong(entries, "meter.", "metering.");
  return kept.get(store, `${registered}/${metered}`, async () => {
    const [objects, measured] = await Promise.all([
      keptObjects.get(store, String(registered), () => readBook(store)),
      keptMeasured.get(store, String(metered), () => readMeasured(store)),
    ]);
    return { ...objects, measured };
  });
}

async function readBook(store: Store): Promise<Omit<RegistryBook, "measured">> {
  const [directory, meters, keys] = await Promise.all([
    rememberedDirectory(store),
    store.prisma.meter.findMany({ orderBy: { code: "asc" } }),
    store.prisma.key.findMany({ where: { until: null } }),
  ]);
  return {
    ...directory,
    meters: new Map(meters.map((row) => [row.code, openState<MeterRow>(store, meterTable, row)])),
    keyed: new Set(keys.map((row) => openState<KeyRow>(store, keyTable, row).participant)),
  };
}

/** Each meter is looked up once: its days are very many. */
async function readMeasured(store: Store): Promise<ReadonlySet<string>> {
  const { rows } = await store.pool.query<{ code: string }>(
    "SELECT code FROM meter WHERE EXISTS (SELECT 1 FROM meter_day WHERE meter_day.meter = meter.code)",
  );
  return new Set(rows.map(({ code }) => code));
}

/** One contract, undefined where there is none of this code. Throws SealBroken. */
export async function contractOf(store: Store, code: string): Promise<ContractRow | undefined> {
  const row = await store.prisma.contract.findUnique({ where: { code } });
  return row === null ? undefined : openState<ContractRow>(store, contractTable, row);
}

export interface ContractSearch {
  readonly text: string;
  /** Plants and units (codes) the text is about. */
  readonly plants: readonly string[];
  readonly units: readonly string[];
}

/** So many are opened to be looked through; of more only what can be looked up while it is sealed is found. */
const MOST_OPENED = 20_000;
const MOST_FOUND = 2_000;

/**
 * Contracts of every month, newest month first, among which are all that a text may be about; where there are too many
 * to open, those of this very number or code and the newest of these plants and units. Throws SealBroken.
 */
export async function contractsOfAllMonths(
  store: Store,
  { text, plants, units }: ContractSearch,
  mostOpened = MOST_OPENED,
): Promise<{ rows: readonly ListedContract[]; isAll: boolean }> {
  if ((await store.prisma.contract.count()) <= mostOpened) {
    const months = await contractMonths(store);
    const found = await Promise.all(months.map((month) => contractsOfMonth(store, month)));
    return { rows: found.flat(), isAll: true };
  }
  const { vault, prisma } = store;
  const named = [
    { numberIndex: vault.blind("contract.number", text) },
    { code: text },
    { plant: { in: [...plants] } },
    { unitIndex: { in: units.map((unit) => vault.blind("unit", unit)) } },
  ];
  const rows = await prisma.contract.findMany({
    where: text === "" ? {} : { OR: named },
    orderBy: [{ month: "desc" }, { entry: "desc" }],
    take: MOST_FOUND,
  });
  return { rows: rows.map((row) => openState<ContractRow>(store, contractTable, row)), isAll: false };
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

/** Contracts of a plant in a month: what a new one stands beside. */
export async function contractedKwh(store: Store, plant: string, month: string): Promise<number> {
  const rows = await store.prisma.contract.findMany({ where: { plant, month } });
  return rows.reduce((sum, row) => sum + openState<ContractRow>(store, contractTable, row).contractKwh, 0);
}
