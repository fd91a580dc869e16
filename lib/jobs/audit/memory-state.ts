/** A market's state in memory, its keys in byte order. */
import { compareText } from "@/lib/crypto/bytes";
import type { StateReader, Writes } from "@/lib/market/state";

/** Keys are sorted table by table, when a table is listed after it changed: listings name a table first. */
export class MemoryState implements StateReader {
  readonly blobs = new Map<string, Uint8Array>();
  private readonly rows = new Map<string, Uint8Array>();
  private readonly tables = new Map<string, { keys: string[]; isSorted: boolean }>();

  get size(): number {
    return this.rows.size;
  }

  get(key: string): Uint8Array | undefined {
    return this.rows.get(key);
  }

  keys(prefix: string): Iterable<string> {
    if (prefix === "") return [...this.rows.keys()].sort(compareText);
    const table = this.tables.get(tableOf(prefix));
    if (table === undefined) return [];
    if (!table.isSorted) table.keys.sort(compareText);
    table.isSorted = true;
    const from = firstNotBelow(table.keys, prefix);
    let to = from;
    while (table.keys[to]?.startsWith(prefix)) to++;
    return table.keys.slice(from, to).filter((key) => this.rows.has(key));
  }

  apply(writes: Writes): void {
    for (const [key, value] of writes) {
      if (value === null) this.delete(key);
      else this.put(key, value);
    }
  }

  private put(key: string, value: Uint8Array): void {
    const isNew = !this.rows.has(key);
    this.rows.set(key, value);
    if (!isNew) return;
    const table = this.tables.get(tableOf(key)) ?? { keys: [], isSorted: true };
    this.tables.set(tableOf(key), table);
    const last = table.keys.at(-1);
    table.isSorted &&= last === undefined || compareText(last, key) < 0;
    table.keys.push(key);
  }

  private delete(key: string): void {
    if (!this.rows.delete(key)) return;
    const table = this.tables.get(tableOf(key));
    if (table !== undefined) table.keys = table.keys.filter((other) => other !== key);
  }
}

function tableOf(key: string): string {
  const slash = key.indexOf("/");
  return slash < 0 ? key : key.slice(0, slash);
}

function firstNotBelow(keys: readonly string[], wanted: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareText(keys[middle] ?? "", wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
