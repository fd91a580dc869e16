import type { Store } from "@/lib/store/store";

type Kept = Map<string, Promise<unknown>>;

const shared = globalThis as typeof globalThis & { lvjiKept?: WeakMap<Store, Map<string, Kept>> };

/** The answers of this name about this store. */
function keptOf(store: Store, name: string): Kept {
  shared.lvjiKept ??= new WeakMap();
  const named = shared.lvjiKept.get(store) ?? new Map<string, Kept>();
  shared.lvjiKept.set(store, named);
  const kept = named.get(name) ?? new Map<string, Promise<unknown>>();
  named.set(name, kept);
  return kept;
}

/**
 * Answers about months that do not change any more, the one not asked for longest let go. One set for each store and
 * name, however often a build holds the module that asks: pages and handlers have copies of their own, and what one
 * of them has in hand the others would open and hold again.
 */
export class KeptMonths<T> {
  /** No two caches have the same name: a test sees to it. */
  constructor(
    private readonly name: string,
    private readonly most: number,
  ) {}

  get(store: Store, key: string, read: () => Promise<T>): Promise<T> {
    const kept = keptOf(store, this.name);
    const known = kept.get(key) as Promise<T> | undefined;
    const answer = known ?? read();
    kept.delete(key);
    kept.set(key, answer);
    if (known === undefined) {
      answer.catch(() => {
        if (kept.get(key) === answer) kept.delete(key);
      });
    }
    if (kept.size > this.most) kept.delete(kept.keys().next().value ?? "");
    return answer;
  }

  /** Forgets an answer: what it was made of has changed after all. */
  drop(store: Store, key: string): void {
    keptOf(store, this.name).delete(key);
  }
}
