import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Ledger, StoredRecord } from "@/lib/ledger/ledger";
import { days } from "@/lib/market/state";
import { ledgerTables, ROWS_VERSION } from "@/lib/store/rows/tables";
import { ChangeSet, writeChanges } from "@/lib/store/rows/write";
import type { Store } from "@/lib/store/store";
import { inTransaction } from "@/lib/store/transaction";
import { assetProjectors } from "./asset-rows";
import { type Blobs, projectDay } from "./day-rows";
import { entryHashOf, projectEntry } from "./entry-rows";
import { factProjectors, monthProjectors } from "./month-rows";
import { writePlantLeaves } from "./plant-leaves";
import type { Projector } from "./projector";

/** What the projection needs of the ledger. */
export type Source = Pick<Ledger, "records" | "entries" | "blob">;

const entriesPerTransaction = 128;
const pollMs = 150;

const projectors: ReadonlyMap<string, Projector> = new Map(
  [...assetProjectors, ...monthProjectors, ...factProjectors].map((one) => [one.source, one]),
);

/**
 * Follows the ledger to its end as of now; returns the number of entries the view then holds. Entries are applied
 * in order, a batch a transaction together with the position: a crash leaves whole batches. Several processes may
 * call it at once: one works, the others wait for it. A view that is not of this ledger, or of an older row layout,
 * is made again from entry 0.
 */
export async function project(store: Store, ledger: Source): Promise<number> {
  await resetIf(store, (client, next, rows) => isOlder(rows) || isForeign(client, ledger, next));
  return toTheEnd(store, ledger);
}

/**
 * As `project`, for whoever has to find out whether the view is this ledger's: rows that contradict it stay. Only a
 * view of an older row layout is made again.
 */
export async function projectOn(store: Store, ledger: Source): Promise<number> {
  await resetIf(store, (_, __, rows) => isOlder(rows));
  return toTheEnd(store, ledger);
}

async function toTheEnd(store: Store, ledger: Source): Promise<number> {
  for (;;) {
    const { next, applied } = await step(store, ledger);
    if (applied === 0) return next;
  }
}

/** Keeps following until the signal. `onError` hears of failures; the next try is a second later. */
export async function follow(
  store: Store,
  ledger: Source,
  options: { signal: AbortSignal; onError?: (error: unknown) => void },
): Promise<void> {
  let next: number | undefined;
  while (!options.signal.aborted) {
    try {
      // A look at the log before the transaction: an idle market writes nothing.
      const idle = next !== undefined && (await ledger.entries(next, 1)).length === 0;
      if (idle) await sleep(pollMs, undefined, { signal: options.signal }).catch(() => {});
      else next = await project(store, ledger);
    } catch (error) {
      if (options.signal.aborted) return;
      options.onError?.(error);
      await sleep(1000, undefined, { signal: options.signal }).catch(() => {});
    }
  }
}

/** Empties the view and makes it again from the log and the members' stores; the old rows are not read. */
export async function rebuild(store: Store, ledger: Source): Promise<number> {
  await inTransaction(store, reset);
  return project(store, ledger);
}

async function step(store: Store, ledger: Source): Promise<{ next: number; applied: number }> {
  return inTransaction(store, async (client) => {
    const from = await positionOf(client);
    const records = await ledger.records(from, entriesPerTransaction);
    if (records.length === 0) return { next: from, applied: 0 };
    const changes = await changesOf(store, ledger, records, from);
    await writeChanges(client, store.vault, changes);
    await writePlantLeaves(client, store.vault, changes);
    const next = from + records.length;
    await client.query("UPDATE projection SET next = $1 WHERE id = 1", [next]);
    return { next, applied: records.length };
  });
}

async function changesOf(
  store: Store,
  ledger: Source,
  records: readonly StoredRecord[],
  from: number,
): Promise<ChangeSet> {
  const changes = new ChangeSet();
  const blobs: Blobs = new Map();
  for (const [i, record] of records.entries()) {
    if (record.index !== from + i) throw new Error(`ledger answered entry ${record.index} for ${from + i}`);
    projectEntry(changes, record);
    for (const [key, value] of record.writes) await projectWrite(changes, store, ledger, blobs, key, value);
  }
  return changes;
}

async function projectWrite(
  changes: ChangeSet,
  store: Store,
  ledger: Source,
  blobs: Blobs,
  key: string,
  value: Uint8Array | null,
): Promise<void> {
  const [source = "", ...ids] = key.split("/");
  if (source === days.name) return projectDay(changes, ledger, blobs, ids, value);
  const projector = projectors.get(source);
  if (projector === undefined) return;
  if (value === null) changes.delete(projector.table, projector.key(ids));
  else changes.put(projector.table, projector.row(ids, value, store.vault), value);
}

type Doubt = (client: pg.ClientBase, next: number, rows: number) => boolean | Promise<boolean>;

async function resetIf(store: Store, doubt: Doubt): Promise<void> {
  await inTransaction(store, async (client) => {
    const found = await client.query<{ next: number; rows: number }>(
      "SELECT next, rows FROM projection WHERE id = 1 FOR UPDATE",
    );
    const { next = 0, rows = 0 } = found.rows[0] ?? {};
    if (await doubt(client, next, rows)) await reset(client);
  });
}

function isOlder(rows: number): boolean {
  return rows !== ROWS_VERSION;
}

async function isForeign(client: pg.ClientBase, ledger: Source, next: number): Promise<boolean> {
  return next > 0 && !(await isLast(client, ledger, next - 1));
}

/** Whether the view's last entry is the ledger's at that index. */
async function isLast(client: pg.ClientBase, ledger: Source, index: number): Promise<boolean> {
  const found = await client.query<{ hash: Buffer }>("SELECT hash FROM entry WHERE index = $1", [index]);
  const [leaf] = await ledger.entries(index, 1);
  return leaf !== undefined && found.rows[0]?.hash.toString("hex") === entryHashOf(leaf.bytes);
}

async function positionOf(client: pg.ClientBase): Promise<number> {
  const found = await client.query<{ next: number }>("SELECT next FROM projection WHERE id = 1 FOR UPDATE");
  return found.rows[0]?.next ?? 0;
}

async function reset(client: pg.ClientBase): Promise<void> {
  await client.query("SELECT 1 FROM projection WHERE id = 1 FOR UPDATE");
  await client.query(`TRUNCATE ${ledgerTables.map(({ name }) => `"${name}"`).join(", ")}`);
  await client.query("UPDATE projection SET next = 0, rows = $1 WHERE id = 1", [ROWS_VERSION]);
}
