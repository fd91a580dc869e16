import { fromHex, fromUtf8, toHex } from "@/lib/crypto/bytes";
import type { Opening } from "@/lib/market/command";
import { parseStateRow } from "@/lib/store/rows/state-row";
import { openRow } from "@/lib/store/rows/table";
import { entryTable, openingTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";

/** An entry of the log: `text` is the leaf's canonical JSON, `hash` its leaf hash in hex, `time` Unix seconds. */
export interface EntryRecord {
  readonly index: number;
  readonly type: string;
  readonly time: number;
  readonly txId: string;
  readonly hash: string;
  /** Trace codes its payload names. */
  readonly codes: readonly string[];
  readonly text: string;
}

const mostEntries = 200;

/** One entry, undefined beyond the view's end. */
export async function entryByIndex(store: Store, index: number): Promise<EntryRecord | undefined> {
  return (await entriesByIndex(store, [index])).get(index);
}

/** Entries by index; those the view does not have are left out. */
export async function entriesByIndex(
  store: Store,
  indices: readonly number[],
): Promise<ReadonlyMap<number, EntryRecord>> {
  const rows = await store.prisma.entry.findMany({ where: { index: { in: [...indices] } } });
  return new Map(rows.map((row) => [row.index, recordOf(store, row)]));
}

/** The openings of an entry: of one record of a batch (from 0), or of the command's own fields (−1). */
export async function openingsOf(
  store: Store,
  entry: number,
  record: number,
): Promise<Readonly<Record<string, Opening>>> {
  const row = await store.prisma.opening.findUnique({ where: { entry_record: { entry, record } } });
  return row === null ? {} : parseStateRow(openRow(store.vault, openingTable, row));
}

/** Entries for the ledger's page, newest first, `before` an index (not itself). */
export async function listEntries(
  store: Store,
  options: { before?: number; limit: number; type?: string },
): Promise<EntryRecord[]> {
  const rows = await store.prisma.entry.findMany({
    where: {
      ...(options.before === undefined ? {} : { index: { lt: options.before } }),
      ...(options.type === undefined ? {} : { type: options.type }),
    },
    orderBy: { index: "desc" },
    take: Math.min(options.limit, mostEntries),
  });
  return rows.map((row) => recordOf(store, row));
}

/** Entries by what a person may paste: an index, a trace code, a transaction's name or a leaf hash. Newest first. */
export async function searchEntries(store: Store, text: string, limit = 50): Promise<EntryRecord[]> {
  const where = searchOf(text.trim());
  if (where === undefined) return [];
  const take = Math.min(limit, mostEntries);
  const rows = await store.prisma.entry.findMany({ where, orderBy: { index: "desc" }, take });
  return rows.map((row) => recordOf(store, row));
}

function searchOf(text: string) {
  if (/^\d{1,9}$/.test(text)) return { index: Number(text) };
  if (/^[0-9A-Z]{32}$/.test(text)) return { codes: { has: text } };
  if (!/^[0-9a-f]{64}$/.test(text)) return undefined;
  return { OR: [{ txId: text }, { hash: new Uint8Array(fromHex(text)) }] };
}

type StoredEntry = NonNullable<Awaited<ReturnType<Store["prisma"]["entry"]["findUnique"]>>>;

function recordOf(store: Store, row: StoredEntry): EntryRecord {
  openRow(store.vault, entryTable, row);
  const { index, type, txId, codes } = row;
  return {
    index,
    type,
    txId,
    codes,
    time: Number(row.time),
    hash: toHex(row.hash),
    text: fromUtf8(row.bytes),
  };
}
