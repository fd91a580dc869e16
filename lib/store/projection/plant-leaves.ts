import type pg from "pg";
import { compareBytes } from "@/lib/crypto/bytes";
import type { LineRow } from "@/lib/market/state";
import { type PlantLeaf, packLeaves } from "@/lib/store/rows/leaves-pack";
import { parseStateRow } from "@/lib/store/rows/state-row";
import { openRow } from "@/lib/store/rows/table";
import { lineTable, plantLeavesTable, settledPlantTable } from "@/lib/store/rows/tables";
import { ChangeSet, writeChanges } from "@/lib/store/rows/write";
import type { Vault } from "@/lib/store/vault";

const noTrace = new Uint8Array(32);

interface StoredLine {
  readonly [field: string]: string | number | Buffer;
  readonly contract: string;
  readonly version: number;
  readonly month: string;
  readonly plant: string;
  readonly hash: Buffer;
  readonly entry: number;
  readonly sealed: Buffer;
}

/** Packs the leaves of every plant-month that `changes` settled or traced, once its lines are written. */
export async function writePlantLeaves(
  client: pg.ClientBase,
  vault: Vault,
  changes: ChangeSet,
): Promise<void> {
  const packed = new ChangeSet();
  for (const change of changes.tables.get(settledPlantTable)?.values() ?? []) {
    if (change.kind === "delete") {
      packed.delete(plantLeavesTable, change.key);
      continue;
    }
    const { month, version, plant } = change.values;
    const leaves = await leavesOf(client, vault, [month, version, plant]);
    packed.put(
      plantLeavesTable,
      { month, version, plant, count: leaves.length } as never,
      packLeaves(leaves),
    );
  }
  await writeChanges(client, vault, packed);
}

async function leavesOf(client: pg.ClientBase, vault: Vault, key: readonly unknown[]): Promise<PlantLeaf[]> {
  const found = await client.query<StoredLine & { trace_hash: Buffer | null }>(
    `SELECT line.*, trace.hash AS trace_hash FROM line LEFT JOIN trace USING (contract, version)
     WHERE line.month = $1 AND line.version = $2 AND line.plant = $3`,
    [...key],
  );
  const leaves = found.rows.map(({ trace_hash, ...line }) => {
    const { values } = parseStateRow<LineRow>(openRow(vault, lineTable, line));
    return { lineHash: line.hash, traceHash: trace_hash ?? noTrace, sentWh: values.sentWh };
  });
  return leaves.sort((a, b) => compareBytes(a.lineHash, b.lineHash));
}
