import "server-only";
import { heldOnce } from "./held-once";

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
  private readonly held: { selections: readonly Selection<T>[] };

  constructor(
    name: string,
    private readonly most: number,
  ) {
    this.held = heldOnce(`selections/${name}`, () => ({ selections: [] }));
  }

  of(sources: readonly object[], asked: object, make: () => T): T {
    const key = JSON.stringify(asked);
    const isIt = (one: Selection<T>) =>
      one.key === key &&
      one.sources.length === sources.length &&
      one.sources.every((source, at) => source === sources[at]);
    const known = this.held.selections;
    const selection = known.find(isIt) ?? { key, sources, value: make() };
    const others = known.filter((one) => one !== selection && one.key !== key);
    this.held.selections = [selection, ...others].slice(0, this.most);
    return selection.value;
  }
}
