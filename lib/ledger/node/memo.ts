/** The rules' caches as a node lends them. */

/** Values of `pure/…` names kept for a process; then all are forgotten. */
const MOST_SHARED = 5_000;

/**
 * A node's own caches, and those of its process: a name that begins with `pure/` says everything its value depends
 * on (context.ts), so that whichever node worked it out did so for all. Clearing forgets the node's own.
 */
export class NodeMemo extends Map<string, unknown> {
  constructor(readonly shared: Map<string, unknown>) {
    super();
  }

  override get(name: string): unknown {
    return name.startsWith("pure/") ? this.shared.get(name) : super.get(name);
  }

  override set(name: string, value: unknown): this {
    if (!name.startsWith("pure/")) return super.set(name, value);
    if (this.shared.size >= MOST_SHARED) this.shared.clear();
    this.shared.set(name, value);
    return this;
  }

  override has(name: string): boolean {
    return name.startsWith("pure/") ? this.shared.has(name) : super.has(name);
  }
}
