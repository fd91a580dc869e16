import "server-only";
import pLimit from "p-limit";
import { heldOnce } from "./held-once";

interface Held {
  readonly kept: Map<string, Promise<unknown>>;
  readonly turn: ReturnType<typeof pLimit>;
}

/**
 * Answers that cannot change, kept while they are asked for: the one not asked for longest goes first. Askers of
 * the same answer wait for one making of it, and so many are made at once, whoever asks and from whichever copy of
 * the module.
 */
export class Remembered<T> {
  private readonly held: Held;

  constructor(
    name: string,
    private readonly most: number,
    atOnce: number,
  ) {
    this.held = heldOnce(`answers/${name}`, () => ({ kept: new Map(), turn: pLimit(atOnce) }));
  }

  get(key: string, make: () => Promise<T>): Promise<T> {
    const { kept, turn } = this.held;
    const known = kept.get(key) as Promise<T> | undefined;
    const answer = known ?? turn(make);
    kept.delete(key);
    kept.set(key, answer);
    if (known) return known;
    if (kept.size > this.most) kept.delete(kept.keys().next().value ?? "");
    answer.catch(() => {
      if (kept.get(key) === answer) kept.delete(key);
    });
    return answer;
  }

  /** For answers that turned out not to be worth keeping. */
  forget(key: string): void {
    this.held.kept.delete(key);
  }
}
