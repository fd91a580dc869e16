import { fromHex, toHex } from "@/lib/crypto/bytes";
import type { Store } from "@/lib/store/store";
import { newestEntries } from "./newest-entries";

export interface EntryLine {
  readonly index: number;
  readonly type: string;
  /** Unix seconds. */
  readonly time: number;
  /** Leaf hash, hex. */
  readonly hash: string;
}

/** One page of entries, newest first, and how many there are. `text`: an index, a trace code, a transaction or a hash. */
export async function entriesPage(
  store: Store,
  wanted: { readonly type: string; readonly text: string },
  page: { skip: number; take: number; ascending?: boolean },
): Promise<{ rows: EntryLine[]; total: number }> {
  const where = { ...(wanted.type !== "" && { type: wanted.type }), ...textOf(wanted.text.trim()) };
  const [rows, total] = await Promise.all([
    store.prisma.entry.findMany({
      where,
      orderBy: { index: page.ascending ? "asc" : "desc" },
      skip: page.skip,
      take: page.take,
      select: { index: true, type: true, time: true, hash: true },
    }),
    store.prisma.entry.count({ where }),
  ]);
  return {
    rows: rows.map(({ index, type, time, hash }) => ({ index, type, time: Number(time), hash: toHex(hash) })),
    total,
  };
}

function textOf(text: string) {
  if (text === "") return {};
  if (/^\d{1,9}$/.test(text)) return { index: Number(text) };
  if (/^[0-9A-Z]{32}$/.test(text)) return { codes: { has: text } };
  if (/^[0-9a-f]{64}$/.test(text)) return { OR: [{ txId: text }, { hash: new Uint8Array(fromHex(text)) }] };
  return { index: -1 };
}

/** The types of entries there are. */
export async function entryTypes(store: Store): Promise<string[]> {
  return [...(await newestEntries(store)).keys()];
}
