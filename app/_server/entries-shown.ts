import "server-only";
import { parseWhole } from "@/components/ui/format";
import { COMMAND_TYPES } from "@/lib/market/command";
import { type EntryRecord, listEntries, searchEntries } from "@/lib/store/queries/entries";
import { mustWait } from "./limited";
import { store } from "./market";

/** What an address of the ledger's page asks for. */
export interface EntriesWanted {
  /** Entries below this index only. */
  readonly before?: number;
  /** One of the commands' types. */
  readonly type?: string;
  /** An index, a hash, a transaction's name, a trace code: as typed. */
  readonly q: string;
}

export interface EntriesShown {
  readonly wanted: EntriesWanted;
  /** Newest first. */
  readonly entries: readonly EntryRecord[];
  /** Where the next, older page begins; undefined on the last. */
  readonly older?: number;
  /** Seconds until this address may search again; nothing was looked for. */
  readonly wait?: number;
}

const pageSize = 50;

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export function entriesWanted(query: Query): EntriesWanted {
  const one = (name: string): string => {
    const value = query[name];
    return typeof value === "string" ? value.trim() : "";
  };
  const before = parseWhole(one("before"));
  const type = COMMAND_TYPES.find((known) => known === one("type"));
  return {
    ...(before === undefined ? {} : { before: Math.min(before, 2_147_483_647) }),
    ...(type === undefined ? {} : { type }),
    q: one("q").slice(0, 200),
  };
}

export async function entriesShown(wanted: EntriesWanted): Promise<EntriesShown> {
  const { before, type, q } = wanted;
  const opened = await store();
  if (q !== "") {
    const wait = await mustWait("search");
    if (wait !== undefined) return { wanted, entries: [], wait };
    const found = await searchEntries(opened, searchable(q));
    return { wanted, entries: found.filter((entry) => type === undefined || entry.type === type) };
  }
  const found = await listEntries(opened, { before, type, limit: pageSize + 1 });
  const entries = found.slice(0, pageSize);
  const last = entries.at(-1);
  return { wanted, entries, ...(found.length > pageSize && last ? { older: last.index } : {}) };
}

/** Grouped indices, codes in groups of four or behind a prefix, hashes in capitals: people paste what they see. */
function searchable(q: string): string {
  const bare = q.replace(/^.*\//, "").replace(/[\s,#-]/g, "");
  return /^[0-9a-fA-F]{64}$/.test(bare) ? bare.toLowerCase() : bare.toUpperCase();
}
