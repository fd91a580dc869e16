import "server-only";

interface Selection<T> {
  readonly key: string;
  readonly sources: readonly object[];
  readonly value: T;
}

/**
 * What a filter and an order made of lists that are in memory, for the next page and the last: the same as long as
 * the lists are the very same. The one not asked for longest is let go.
 */
export class Selections<T> {
  private kept: Selection<T>[] = [];

  constructor(private readonly most: number) {}

  of(sources: readonly object[], asked: object, make: () => T): T {
    const key = JSON.stringify(asked);
    const isIt = (one: Selection<T>) =>
      one.key === key &&
      one.sources.length === sources.length &&
      one.sources.every((source, at) => source === sources[at]);
    const selection = this.kept.find(isIt) ?? { key, sources, value: make() };
    this.kept = [selection, ...this.kept.filter((one) => one !== selection && one.key !== key)].slice(
      0,
      this.most,
    );
    return selection.value;
  }
}
