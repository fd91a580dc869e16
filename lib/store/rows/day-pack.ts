import { DAY_SECRET_BYTES } from "@/lib/market/metering/blob";
import { INTERVALS_PER_DAY } from "@/lib/units/interval";

/** A meter's day as stored: the day secret, how many bytes a reading takes (1–6), the readings big-endian. */
export interface StoredDay {
  readonly secret: Uint8Array;
  /** 96 readings, Wh. */
  readonly wh: Float64Array;
}

/** RangeError for readings outside 0 … 2^48−1. */
export function packDay({ secret, wh }: StoredDay): Uint8Array {
  let largest = 0;
  for (const reading of wh) largest = Math.max(largest, reading);
  if (wh.length !== INTERVALS_PER_DAY || !(largest < 2 ** 48)) throw new RangeError("not a day of readings");
  let width = 1;
  while (largest >= 256 ** width) width += 1;
  const packed = new Uint8Array(DAY_SECRET_BYTES + 1 + width * INTERVALS_PER_DAY);
  packed.set(secret);
  packed[DAY_SECRET_BYTES] = width;
  const bytes = Buffer.from(packed.buffer);
  wh.forEach((reading, i) => {
    bytes.writeUIntBE(reading, DAY_SECRET_BYTES + 1 + width * i, width);
  });
  return packed;
}

/** RangeError where the bytes have another length than their width says. */
export function unpackDay(packed: Uint8Array): StoredDay {
  const width = packed[DAY_SECRET_BYTES] ?? 0;
  if (width < 1 || width > 6 || packed.length !== DAY_SECRET_BYTES + 1 + width * INTERVALS_PER_DAY) {
    throw new RangeError("not a packed day");
  }
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  const wh = Float64Array.from({ length: INTERVALS_PER_DAY }, (_, i) =>
    bytes.readUIntBE(DAY_SECRET_BYTES + 1 + width * i, width),
  );
  return { secret: packed.slice(0, DAY_SECRET_BYTES), wh };
}
