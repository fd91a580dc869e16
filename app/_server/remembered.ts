import "server-only";
import pLimit from "p-limit";

/**
 * Answers that cannot change, kept while they are asked for: the one not asked for longest goes first. Askers of
 * the same answer wait for one making of it, and so many are made at once, whoever asks.
 */
export class Remembered<T> {
  private readonly kept = new Map<string, Promise<T>>();
  private readonly turn: ReturnType<typeof pLimit>;

  constructor(
    private readonly most: number,
    atOnce: number,
  ) {
    this.turn = pLimit(atOnce);
  }

  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    const answer = known ?? this.turn(make);
    this.kept.delete(key);
    this.kept.set(key, answer);
    if (known) return known;
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value ?? "");
    answer.catch(() => this.kept.delete(key));
    return answer;
  }

  /** For answers that turned out not to be worth keeping. */
  forget(key: string): void {
    this.kept.delete(key);
  }
}
