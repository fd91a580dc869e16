import type { LineValues } from "@/lib/market/settlement/line-leaf";
import {
  type ContractRow,
  channels,
  keys,
  meters,
  type Origin,
  participants,
  plants,
} from "@/lib/market/state";
import type { BundleEntry } from "@/lib/proof/verify/bundle";
import type { Source, SourceEntry } from "./source";

type Opens = (field: string) => boolean;

/** Gathers the entries a bundle needs, each once, with what is opened of them. */
export class EntryCollector {
  constructor(
    private readonly source: Source,
    private readonly wanted = new Map<number, Opens[]>(),
  ) {}

  /** Another one that wants the same so far. */
  copy(): EntryCollector {
    return new EntryCollector(
      this.source,
      new Map([...this.wanted].map(([index, opens]) => [index, [...opens]])),
    );
  }

  /** Asks for an entry; `opens` says which of its sealed fields the viewer sees. */
  open(index: number, opens: Opens): void {
    const asked = this.wanted.get(index);
    if (asked) asked.push(opens);
    else this.wanted.set(index, [opens]);
  }

  /** One record of a batch command: only its own fields may open, under `prefix`. */
  record({ entry, record }: Origin, prefix: string, sees: Opens): void {
    const own = `records/${record}/`;
    this.open(entry, (field) => field.startsWith(own) && sees(`${prefix}.${field.slice(own.length)}`));
  }

  /** What a line rests on: its contract, its plant, the channels of its path. */
  async context(contract: ContractRow, values: LineValues, sees: Opens): Promise<void> {
    this.record(contract, "contract", sees);
    this.record(await this.source.must(plants, values.plant), "plant", () => false);
    for (const { channel } of values.path) {
      this.record(await this.source.must(channels, channel), "channel", () => false);
    }
  }

  async meter(code: string, sees: Opens): Promise<void> {
    this.record(await this.source.must(meters, code), "meter", sees);
  }

  /** Every entry with its inclusion proof, the registrations of the keys that signed and of whose they are, and those keys' ids. */
  async finish(size: number): Promise<{ entries: BundleEntry[]; keyIds: string[] }> {
    const read = new Map<number, SourceEntry>();
    const keyIds = new Set<string>();
    for (let pending = this.unread(read); pending.length > 0; pending = this.unread(read)) {
      for (const entry of await Promise.all(pending.map((index) => this.source.entry(index)))) {
        read.set(entry.index, entry);
        for (const signer of entry.signers) if (signer.length === 32) await this.signer(signer, keyIds);
      }
    }
    const ordered = [...read.values()].sort((a, b) => a.index - b.index);
    const entries = await Promise.all(ordered.map((entry) => this.bundled(entry, size)));
    return { entries, keyIds: [...keyIds] };
  }

  private unread(read: ReadonlyMap<number, SourceEntry>): number[] {
    return [...this.wanted.keys()].filter((index) => !read.has(index));
  }

  private async signer(keyId: string, keyIds: Set<string>): Promise<void> {
    const key = await this.source.row(keys, keyId);
    // A member's own key stands in the roster, not in the state.
    if (!key) return;
    keyIds.add(keyId);
    this.open(key.entry, () => false);
    // A key that was endorsed later says whose it is; in which role that one stands is said where it was registered.
    const owner = await this.source.row(participants, key.participant);
    if (owner) this.open(owner.entry, () => false);
  }

  private async bundled(entry: SourceEntry, size: number): Promise<BundleEntry> {
    const opens = this.wanted.get(entry.index) ?? [];
    const shown = Object.entries(entry.openings).filter(([field]) => opens.some((one) => one(field)));
    return {
      index: entry.index,
      entry: entry.text,
      proof: [...(await this.source.inclusion(entry.index, size))],
      openings: Object.fromEntries(shown.map(([field, [salt, value]]) => [field, [salt, value]])),
    };
  }
}
