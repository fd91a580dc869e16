/** A meter's month as the state keeps it: one packed value of T × u48be Wh. */
import { readU48be } from "@/lib/crypto/bytes";
import { writeU48 } from "@/lib/market/metering/blob";

const WH_BYTES = 6;

/** Readings of a month in time order → packed bytes. RangeError unless all are whole and below 2^48. */
export function packMonth(wh: Float64Array): Uint8Array {
  const packed = new Uint8Array(wh.length * WH_BYTES);
  for (let t = 0; t < wh.length; t++) writeU48(packed, t * WH_BYTES, wh[t] ?? 0);
  return packed;
}

/** Adds the readings of a packed month to `curve`, interval by interval. */
export function addMonth(curve: Float64Array, packed: Uint8Array): void {
  if (packed.length !== curve.length * WH_BYTES) throw new RangeError(`a month of ${packed.length} bytes`);
  for (let t = 0; t < curve.length; t++) curve[t] = (curve[t] ?? 0) + readU48be(packed, t * WH_BYTES);
}

/** The readings of a packed month. */
export function unpackMonth(packed: Uint8Array): Float64Array {
  const curve = new Float64Array(packed.length / WH_BYTES);
  addMonth(curve, packed);
  return curve;
}
