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

/** Written keys are kept by table (the text before the first slash), so that listing one table reads only it. */
export function overlayOn(base: StateReader): Overlay {
  const tables = new Map<string, Map<string, Uint8Array | null>>();
  return {
    apply(writes) {
      for (const [key, value] of writes) tableOf(tables, key).set(key, value);
    },
    *written() {
      for (const table of tables.values()) yield* table;
    },
    get(key) {
      const written = tables.get(tableName(key))?.get(key);
      return written === undefined ? base.get(key) : (written ?? undefined);
    },
    keys(prefix) {
      const own = ownKeys(tables, prefix);
      return own.length === 0 ? base.keys(prefix) : merged(base.keys(prefix), own);
    },
  };
}

type OwnKey = readonly [key: string, value: Uint8Array | null];

function ownKeys(
  tables: ReadonlyMap<string, ReadonlyMap<string, Uint8Array | null>>,
  prefix: string,
): OwnKey[] {
  const found: OwnKey[] = [];
  const slash = prefix.indexOf("/");
  for (const [name, table] of tables) {
    if (slash < 0 ? !name.startsWith(prefix) && !prefix.startsWith(name) : name !== prefix.slice(0, slash))
      continue;
    for (const entry of table) if (entry[0].startsWith(prefix)) found.push(entry);
  }
  // Keys are ASCII: order of UTF-16 units is that of bytes.
  return found.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
}

function* merged(stored: Iterable<string>, own: readonly OwnKey[]): Generator<string> {
  let next = 0;
  for (const key of stored) {
    for (let entry = own[next]; entry !== undefined && entry[0] < key; entry = own[++next]) {
      if (entry[1] !== null) yield entry[0];
    }
    const same = own[next];
    if (same === undefined || same[0] !== key) yield key;
    else {
      next++;
      if (same[1] !== null) yield key;
    }
  }
  for (const [key, value] of own.slice(next)) if (value !== null) yield key;
}

function tableName(key: string): string {
  const slash = key.indexOf("/");
  return slash < 0 ? key : key.slice(0, slash);
}

function tableOf(
  tables: Map<string, Map<string, Uint8Array | null>>,
  key: string,
): Map<string, Uint8Array | null> {
  const name = tableName(key);
  const known = tables.get(name);
  if (known) return known;
  const table = new Map<string, Uint8Array | null>();
  tables.set(name, table);
  return table;
}
