/** What a batch has written so far, laid over what is stored: command 2 of a batch sees what command 1 wrote. */
import type { StateReader } from "@/lib/market/state";
import type { Store, Writes } from "./store";

/** Where the market's state lives among a member's records. */
export const STATE_PREFIX = "s/";

/** The stored state, read only. */
export function storedState(store: Store): StateReader {
  return {
    get: (key) => store.get(STATE_PREFIX + key),
    *keys(prefix) {
      for (const key of store.keys(STATE_PREFIX + prefix)) yield key.slice(STATE_PREFIX.length);
    },
  };
}

export interface Overlay extends StateReader {
  /** Lays one entry's writes on top. */
  apply(writes: Writes): void;
  /** Everything applied, by state key. */
  written(): Iterable<readonly [key: string, value: Uint8Array | null]>;
}

/** Written keys are kept by table (the text before the first slash), in order in those tables that were listed. */
export function overlayOn(base: StateReader): Overlay {
  const tables = new Map<string, OwnTable>();
  return {
    apply(writes) {
      for (const [key, value] of writes) tableOf(tables, key).put(key, value);
    },
    *written() {
      for (const table of tables.values()) yield* table.rows;
    },
    get(key) {
      const written = tables.get(tableName(key))?.rows.get(key);
      return written === undefined ? base.get(key) : (written ?? undefined);
    },
    keys(prefix) {
      if (!prefix.includes("/")) throw new RangeError(`a listing names its table: ${prefix}`);
      const table = tables.get(tableName(prefix));
      return table === undefined ? base.keys(prefix) : merged(base.keys(prefix), table, prefix);
    },
  };
}

class OwnTable {
  readonly rows = new Map<string, Uint8Array | null>();
  #order: string[] | undefined;

  put(key: string, value: Uint8Array | null): void {
    if (this.#order && !this.rows.has(key)) this.#order.splice(firstFrom(this.#order, key), 0, key);
    this.rows.set(key, value);
  }

  /** Written keys in order. Keys are ASCII: order of UTF-16 units is that of bytes. */
  get order(): readonly string[] {
    this.#order ??= [...this.rows.keys()].sort((a, b) => (a < b ? -1 : Number(a > b)));
    return this.#order;
  }
}

/** Stored keys and written ones in one order, without those written as removed. */
function* merged(stored: Iterable<string>, { order, rows }: OwnTable, prefix: string): Generator<string> {
  let next = firstFrom(order, prefix);
  const own = () => {
    const key = order[next];
    return key?.startsWith(prefix) ? key : undefined;
  };
  for (const key of stored) {
    for (let written = own(); written !== undefined && written <= key; written = own()) {
      next++;
      if (written !== key && rows.get(written) !== null) yield written;
    }
    if (rows.get(key) !== null) yield key;
  }
  for (let written = own(); written !== undefined; written = own()) {
    next++;
    if (rows.get(written) !== null) yield written;
  }
}

/** Place of the first key that does not stand before `key`. */
function firstFrom(order: readonly string[], key: string): number {
  let from = 0;
  let to = order.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((order[middle] ?? "") < key) from = middle + 1;
    else to = middle;
  }
  return from;
}

function tableName(key: string): string {
  const slash = key.indexOf("/");
  return slash < 0 ? key : key.slice(0, slash);
}

function tableOf(tables: Map<string, OwnTable>, key: string): OwnTable {
  const name = tableName(key);
  const known = tables.get(name);
  if (known) return known;
  const table = new OwnTable();
  tables.set(name, table);
  return table;
}
