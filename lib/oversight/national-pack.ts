/** A month's lines as they go to the browser: columns of varints, without a name or a code. Pure. */
import { concat, fromUtf8, readU32be, u32be, utf8 } from "@/lib/crypto/bytes";
import type { NationalLines } from "./national";

/** What adding up needs of a month, and no more. */
export interface AddableLines extends Pick<NationalLines, "paths"> {
  readonly plants: readonly Pick<
    NationalLines["plants"][number],
    "province" | "onGridWh" | "mechanismWh" | "unsoldWh"
  >[];
  readonly units: readonly Pick<NationalLines["units"][number], "province">[];
  readonly channels: readonly unknown[];
  readonly plant: ArrayLike<number>;
  readonly unit: ArrayLike<number>;
  readonly path: ArrayLike<number>;
  readonly sentWh: ArrayLike<number>;
  readonly landedWh: ArrayLike<number>;
}

interface Head {
  readonly provinces: readonly string[];
  readonly paths: NationalLines["paths"];
  readonly channels: number;
  readonly plants: number;
  readonly units: number;
  readonly lines: number;
}

/** u32be length of the head, the head in JSON, then each column's varints: plants, units, lines. */
export function packLines(month: AddableLines): Uint8Array {
  const { plants, units, paths, channels } = month;
  const places = new Map<string, number>();
  const placeOf = ({ province }: { readonly province: string }) => {
    const at = places.get(province) ?? places.size;
    places.set(province, at);
    return at;
  };
  const [plantPlaces, unitPlaces] = [plants.map(placeOf), units.map(placeOf)];
  const counts = { channels: channels.length, plants: plants.length, units: units.length };
  const head: Head = { provinces: [...places.keys()], paths, ...counts, lines: month.plant.length };
  const text = utf8(JSON.stringify(head));
  const { plant, unit, path, landedWh, sentWh } = month;
  const columns = [
    ...[plantPlaces, plants.map((one) => one.onGridWh), plants.map((one) => one.mechanismWh)],
    ...[plants.map((one) => one.unsoldWh), unitPlaces, steps(plant), steps(unit), path, landedWh],
    Array.from(sentWh, (sent, at) => folded(sent - (landedWh[at] ?? 0))),
  ];
  return concat(u32be(text.length), text, ...columns.map(varints));
}

/** RangeError where the bytes are not such a month. */
export function unpackLines(packed: Uint8Array): AddableLines {
  const length = packed.length < 4 ? 0 : readU32be(packed, 0);
  if (length === 0 || 4 + length > packed.length) throw new RangeError("not packed lines");
  const head: Head = JSON.parse(fromUtf8(packed.subarray(4, 4 + length)));
  const read = reader(packed, 4 + length);
  const { provinces, paths, channels, plants, units, lines } = head;
  const placesOf = (column: Float64Array) => Array.from(column, (at) => provinces[at] ?? "");
  const plantPlaces = placesOf(read(plants));
  const [onGrid, mechanism, unsold] = [read(plants), read(plants), read(plants)];
  const unitPlaces = placesOf(read(units));
  const [plant, unit, path] = [walked(read(lines)), walked(read(lines)), read(lines)];
  const landedWh = read(lines);
  const sentWh = read(lines).map((step, at) => (landedWh[at] ?? 0) + unfolded(step));
  return {
    ...{ paths, plant, unit, path, landedWh, sentWh, channels: Array.from({ length: channels }) },
    plants: plantPlaces.map((province, at) => {
      const [onGridWh, mechanismWh, unsoldWh] = [onGrid[at] ?? 0, mechanism[at] ?? 0, unsold[at] ?? 0];
      return { province, onGridWh, mechanismWh, unsoldWh };
    }),
    units: unitPlaces.map((province) => ({ province })),
  };
}

// A number of either sign as one that is not negative: 0, −1, 1, −2 … become 0, 1, 2, 3 …
const folded = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value);
const unfolded = (value: number) => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

/** From each to the next: neighbours are near each other. */
function steps(column: ArrayLike<number>): number[] {
  return Array.from(column, (value, at) => folded(value - (at === 0 ? 0 : (column[at - 1] ?? 0))));
}

function walked(column: Float64Array): Float64Array {
  let here = 0;
  return column.map((step) => {
    here += unfolded(step);
    return here;
  });
}

/** Seven bits a byte, the lowest first, the top bit on all but the last. Integers 0 … 2^53−1. */
function varints(column: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(8 * column.length);
  let end = 0;
  for (let at = 0; at < column.length; at++) {
    let rest = column[at] ?? 0;
    while (rest >= 128) {
      bytes[end++] = 128 + (rest % 128);
      rest = Math.floor(rest / 128);
    }
    bytes[end++] = rest;
  }
  return bytes.subarray(0, end);
}

function reader(bytes: Uint8Array, from: number): (count: number) => Float64Array {
  let next = from;
  const one = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = bytes[next++];
      if (byte === undefined) throw new RangeError("not packed lines");
      value += (byte % 128) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  return (count) => Float64Array.from({ length: count }, one);
}
