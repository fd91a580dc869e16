import { compareBytes, fromHex } from "@/lib/crypto/bytes";
import type { Json } from "@/lib/crypto/canonical";
import { inclusionProof } from "@/lib/crypto/merkle/tree";
import type { Ledger, StoredRecord } from "@/lib/ledger/ledger";
import { batchLeafHashes, type DayCurve, decodeDayBlob } from "@/lib/market/metering/blob";
import {
  type DayRow,
  frozenPlants,
  type LineRow,
  lines as lineTable,
  type Table,
  type TraceRow,
  traces as traceTable,
  versionId,
} from "@/lib/market/state";

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

  async entry(index: number): Promise<SourceEntry> {
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

export function opening(value: readonly [string, Json]): [string, Json] {
  return [value[0], value[1]];
}
