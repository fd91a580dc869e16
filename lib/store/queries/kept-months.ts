import type { Store } from "@/lib/store/store";

/** Answers about months that do not change any more, the one not asked for longest let go. One set for each store. */
export class KeptMonths<T> {
  private readonly byStore = new WeakMap<Store, Map<string, Promise<T>>>();

  constructor(private readonly most: number) {}

  get(store: Store, key: string, read: () => Promise<T>): Promise<T> {
    const kept = this.byStore.get(store) ?? new Map<string, Promise<T>>();
    this.byStore.set(store, kept);
    const known = kept.get(key);
    const answer = known ?? read();
    kept.delete(key);
    kept.set(key, answer);
    if (known === undefined) answer.catch(() => kept.delete(key));
    if (kept.size > this.most) kept.delete(kept.keys().next().value ?? "");
    return answer;
  }

  /** Forgets an answer: what it was made of has changed after all. */
  drop(store: Store, key: string): void {
    this.byStore.get(store)?.delete(key);
  }
}
