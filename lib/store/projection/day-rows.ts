import { fromHex } from "@/lib/crypto/bytes";
import type { Ledger } from "@/lib/ledger/ledger";
import { curveAt } from "@/lib/market/metering/blob";
import type { DayRow } from "@/lib/market/state";
import { packDay } from "@/lib/store/rows/day-pack";
import { parseStateRow } from "@/lib/store/rows/state-row";
import { meterDayTable } from "@/lib/store/rows/tables";
import type { ChangeSet } from "@/lib/store/rows/write";

/** Blobs of the batch being projected, by hash: many days share one. */
export type Blobs = Map<string, Uint8Array>;

/** A meter's anchored day: where the state says it is, with the curve of its blob. */
export async function projectDay(
  changes: ChangeSet,
  ledger: Pick<Ledger, "blob">,
  blobs: Blobs,
  [meter = "", day = ""]: readonly string[],
  value: Uint8Array | null,
): Promise<void> {
  const key = { meter, day: Number(day) };
  if (value === null) return changes.delete(meterDayTable, key);
  const { entry, position, blob } = parseStateRow<DayRow>(value);
  const curve = curveAt(await blobOf(ledger, blobs, blob), position);
  if (curve.meter !== meter) throw new Error(`blob ${blob} has another meter than ${meter} at ${position}`);
  changes.put(meterDayTable, { ...key, entry, position, blob: fromHex(blob) }, packDay(curve));
}

async function blobOf(ledger: Pick<Ledger, "blob">, blobs: Blobs, hash: string): Promise<Uint8Array> {
  const known = blobs.get(hash);
  if (known !== undefined) return known;
  const bytes = await ledger.blob(hash);
  if (bytes === undefined) throw new Error(`no member holds blob ${hash}`);
  blobs.set(hash, bytes);
  return bytes;
}
