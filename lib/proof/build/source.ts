import { compareBytes, fromHex, toHex } from "@/lib/crypto/bytes";
import { inclusionProof } from "@/lib/crypto/merkle/tree";
import type { Ledger, StoredRecord } from "@/lib/ledger/ledger";
import { batchLeafHashes, type DayCurve, decodeDayBlob } from "@/lib/market/metering/blob";
import {
  assetMeters,
  closedMonths,
  type DayRow,
  frozenPlants,
  type LineRow,
  lines as lineTable,
  type Table,
  type TraceRow,
  traces as traceTable,
  versionId,
} from "@/lib/market/state";
import type { Standing } from "./bundle";
import { type FrozenInput, readFrozenInput } from "./frozen-input";

/** An entry of the log that a bundle will carry. */
export interface SourceEntry {
  readonly index: number;
  readonly text: string;
  readonly type: string;
  readonly signers: readonly string[];
  readonly openings: StoredRecord["openings"];
}

/** A plant-month's lines as its roots order them: by leaf hash. */
export interface PlantMonth {
  readonly lines: readonly {
    readonly contract: string;
    readonly hash: Uint8Array;
    readonly sentWh: number;
  }[];
  readonly traces: readonly { readonly contract: string; readonly hash: Uint8Array }[];
}

interface Batch {
  readonly curves: readonly DayCurve[];
  readonly leaves: readonly Uint8Array[];
}

/** What it takes to build a bundle, read from the members' store and kept where it can never change. */
export class Source {
  private readonly plantMonths = new Map<string, Promise<PlantMonth>>();
  private readonly batches = new Map<string, Promise<Batch>>();
  private readonly entries = new Map<string, Promise<SourceEntry>>();
  private readonly proofs = new Map<string, Promise<readonly string[]>>();
  private readonly standings = new Map<string, Promise<Standing>>();
  private readonly traceTrees = new Map<string, Promise<Uint8Array>>();
  private readonly inputs = new Map<string, Promise<FrozenInput>>();

  constructor(readonly ledger: Ledger) {}

  async row<T>(table: Table<T>, ...ids: string[]): Promise<T | undefined> {
    const bytes = await this.ledger.state(table.key(...ids));
    return bytes === undefined ? undefined : table.decode(bytes);
  }

  /** As `row`, for what must be there if the ledger is whole. */
  async must<T>(table: Table<T>, ...ids: string[]): Promise<T> {
    const row = await this.row(table, ...ids);
    if (row === undefined) throw new Error(`the ledger lacks ${table.key(...ids)}`);
    return row;
  }

  /** An entry as it was logged: it never changes. */
  entry(index: number): Promise<SourceEntry> {
    return remember(this.entries, String(index), 500, () => this.readEntry(index));
  }

  private async readEntry(index: number): Promise<SourceEntry> {
    const [record] = await this.ledger.records(index, 1);
    if (!record || record.index !== index) throw new Error(`the ledger lacks entry ${index}`);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(record.bytes);
    const entry = JSON.parse(text) as { type: string; command: { signers: string[] } };
    return { index, text, type: entry.type, signers: entry.command.signers, openings: record.openings };
  }

  /** Sorted leaves of a settled plant-month; `plant` is a trace code. Never changes for a version. */
  plantMonth(month: string, version: number, plant: string): Promise<PlantMonth> {
    return remember(this.plantMonths, `${month}/${version}/${plant}`, 200, async () => {
      const frozen = await this.must(frozenPlants, month, versionId(version), plant);
      const rows = await Promise.all(
        frozen.lines.map(async (contract) => ({
          contract,
          line: await this.must<LineRow>(lineTable, month, versionId(version), contract),
          trace: await this.must<TraceRow>(traceTable, month, versionId(version), contract),
        })),
      );
      const byLine = rows
        .map(({ contract, line }) => ({ contract, hash: fromHex(line.leafHash), sentWh: line.values.sentWh }))
        .sort((a, b) => compareBytes(a.hash, b.hash));
      const order = new Map(byLine.map(({ contract }, at) => [contract, at]));
      const byTrace = rows
        .map(({ contract, trace }) => ({ contract, hash: fromHex(trace.leafHash) }))
        .sort((a, b) => (order.get(a.contract) ?? 0) - (order.get(b.contract) ?? 0));
      return { lines: byLine, traces: byTrace };
    });
  }

  /** What the month's settlement depended on (COMMANDS.md, `settlement.freeze`), leaf by leaf. */
  frozenInput(month: string, version: number): Promise<FrozenInput> {
    return remember(this.inputs, `${month}/${version}`, 24, () => readFrozenInput(this, month, version));
  }

  /** All ids below a key, page by page: a month has thousands of contracts. */
  async ids(prefix: string): Promise<string[]> {
    const found: string[] = [];
    for (let page = [""]; page.length > 0; ) {
      page = [...(await this.ledger.stateKeys(`${prefix}/`, 1_000, found.at(-1)))];
      found.push(...page);
    }
    return found.map((key) => key.slice(prefix.length + 1));
  }

  /** Meters of a plant or unit whose month was closed: after the freeze no other can be. */
  async closedMeters(asset: string, month: string): Promise<string[]> {
    const meters = await this.ids(assetMeters.key(asset));
    const closed = await Promise.all(meters.map((meter) => this.row(closedMonths, meter, month)));
    return meters.filter((_, at) => closed[at] !== undefined);
  }

  /** Where an entry stands in the tree of `size`, in hex. */
  inclusion(index: number, size: number): Promise<readonly string[]> {
    return remember(this.proofs, `${index}/${size}`, 2_000, async () =>
      (await this.ledger.inclusion(index, size)).map(toHex),
    );
  }

  /** The part of a certificate's bundles that is made once. */
  standing(name: string, make: () => Promise<Standing>): Promise<Standing> {
    return remember(this.standings, name, 200, make);
  }

  /** The upper part of a line's trace tree: 3 kB where a month's segments are 140. */
  traceBlocks(month: string, version: number, contract: string, make: () => Uint8Array): Promise<Uint8Array> {
    return remember(this.traceTrees, `${month}/${version}/${contract}`, 10_000, async () => make());
  }

  /** A meter's day, with its place in the batch that was anchored. */
  async day(
    number: number,
    row: DayRow,
  ): Promise<{ curve: DayCurve; index: number; size: number; proof: Uint8Array[] }> {
    const batch = await remember(this.batches, row.blob, 400, () => this.readBatch(number, row.blob));
    const curve = batch.curves[row.position];
    if (!curve) throw new Error(`blob ${row.blob} has no curve ${row.position}`);
    const proof = inclusionProof(batch.leaves, row.position);
    return { curve, index: row.position, size: batch.leaves.length, proof };
  }

  private async readBatch(number: number, blob: string): Promise<Batch> {
    const bytes = await this.ledger.blob(blob);
    const decoded = bytes === undefined ? undefined : decodeDayBlob(bytes);
    if (!decoded?.ok) throw new Error(`the members' stores lack blob ${blob}`);
    return { curves: decoded.curves, leaves: batchLeafHashes(number, decoded.curves) };
  }
}

/** A cache of what cannot change, oldest out first. A failure is not remembered. */
function remember<T>(
  cache: Map<string, Promise<T>>,
  key: string,
  most: number,
  make: () => Promise<T>,
): Promise<T> {
  const known = cache.get(key);
  if (known) return known;
  const made = make().catch((error: unknown) => {
    cache.delete(key);
    throw error;
  });
  cache.set(key, made);
  if (cache.size > most) cache.delete(cache.keys().next().value ?? "");
  return made;
}
