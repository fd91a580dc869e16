/**
 * Part of the market's state fetched over the port, so that the rules' own synchronous functions can read it.
 * Asking for what was not fetched is a bug and throws: an absent row and an unfetched one must not look alike.
 */
import { compareText } from "@/lib/crypto/bytes";
import type { StateSource } from "@/lib/gateway/view";
import type { StateReader } from "@/lib/market/state";

const PAGE = 5_000;
const AT_ONCE = 200;

export class Snapshot implements StateReader {
  private readonly rows = new Map<string, Uint8Array | undefined>();
  private readonly listed = new Map<string, readonly string[]>();

  constructor(private readonly ledger: StateSource) {}

  get(key: string): Uint8Array | undefined {
    const row = this.rows.get(key);
    if (row !== undefined || this.rows.has(key)) return row;
    for (const prefix of this.listed.keys()) if (key.startsWith(prefix)) return undefined;
    throw new Error(`state ${key} was not fetched`);
  }

  keys(prefix: string): Iterable<string> {
    const keys = this.listed.get(prefix);
    if (keys !== undefined) return keys;
    for (const [whole, all] of this.listed) {
      if (prefix.startsWith(whole)) return all.filter((key) => key.startsWith(prefix));
    }
    throw new Error(`state ${prefix}… was not fetched`);
  }

  /** Rows by key, absent ones included. */
  async fetch(keys: Iterable<string>): Promise<void> {
    const wanted = [...new Set(keys)].filter((key) => !this.rows.has(key));
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      const some = wanted.slice(at, at + AT_ONCE);
      const rows = await Promise.all(some.map((key) => this.ledger.state(key)));
      for (const [i, key] of some.entries()) this.rows.set(key, rows[i]);
    }
  }

  /** Every row whose key begins with `prefix`; its keys. */
  async fetchAll(prefix: string): Promise<readonly string[]> {
    const keys = await this.fetchKeys(prefix);
    await this.fetch(keys);
    return keys;
  }

  /** The keys that begin with `prefix`, without their rows. */
  async fetchKeys(prefix: string): Promise<readonly string[]> {
    const known = this.listed.get(prefix);
    if (known !== undefined) return known;
    const keys: string[] = [];
    for (;;) {
      const page = await this.ledger.stateKeys(prefix, PAGE, keys.at(-1));
      keys.push(...page);
      if (page.length < PAGE) break;
    }
    this.listed.set(prefix, keys.sort(compareText));
    return keys;
  }
}
