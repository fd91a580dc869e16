/** Addresses and contents of a log's static files (C2SP tlog-tiles). Paths read are untrusted. */
import { concat, readU16be, u16be } from "../bytes";

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256;

export interface Tile {
  /** 0 holds leaf hashes, each level above the roots of full tiles below; `entries` the entries themselves. */
  readonly level: number | "entries";
  /** Within the level, from 0. */
  readonly index: number;
  /** 1 … 256; less than 256 is a partial tile, at the right edge of a tree. */
  readonly width: number;
}

/** `tile/<level>/<index>[.p/<width>]`, the index in groups of three digits: 1234067 is `x001/x234/067`. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.../g) ?? [];
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${path}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
}

/** The tile at a path, or undefined unless the path is the one address of a tile. */
export function parseTilePath(path: string): Tile | undefined {
  const [, level = "", groups = "", partial] =
    /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(path) ?? [];
  if (groups === "") return undefined;
  const tile: Tile = {
    level: level === "entries" ? level : Number(level),
    index: Number(groups.replace(/[x/]/g, "")),
    width: partial === undefined ? TILE_WIDTH : Number(partial),
  };
  if (tile.level !== "entries" && tile.level > 63) return undefined;
  // Leading groups of zeros, widths of 256 and above, indices beyond 2^53: all write themselves another way.
  return Number.isSafeInteger(tile.index) && tile.width <= TILE_WIDTH && tilePath(tile) === path
    ? tile
    : undefined;
}

/** Width of the tile at (level, index) in a tree of `size` leaves: 0 where there is none. */
export function tileWidth(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** An entry bundle: u16be length and bytes of each. RangeError for an entry of more than 65,535 bytes. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return concat(...entries.flatMap((entry) => [u16be(entry.length), entry]));
}

/** The entries of an untrusted bundle, or undefined where lengths and bytes do not come out even. */
export function decodeEntries(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    if (at + 2 > bundle.length) return undefined;
    const end = at + 2 + readU16be(bundle, at);
    if (end > bundle.length) return undefined;
    entries.push(bundle.slice(at + 2, end));
    at = end;
  }
  return entries;
}
