import { PROVINCES, type Province, province } from "@/lib/identifiers/provinces";

/**
 * The schematic's geometry (示意图): hexagons standing on a point, all of one size. It shows no boundary, area
 * or distance. Lengths are in units of one cell's width `cellWidth`; y grows southward.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const cellWidth = 110;
const side = cellWidth / Math.sqrt(3);
export const mapWidth = 8 * cellWidth;
export const mapHeight = 14 * side;

export function centreOf({ cell }: Province): Point {
  return {
    x: cellWidth * (cell.col + 0.5 + 0.5 * (cell.row % 2)),
    y: side * (1 + 1.5 * cell.row),
  };
}

/** The six corners of a cell, drawn in by `inset`. */
export function hexagon(centre: Point, inset: number): string {
  const reach = side - inset;
  return Array.from({ length: 6 }, (_, corner) => {
    const angle = ((60 * corner - 90) * Math.PI) / 180;
    return `${round(centre.x + reach * Math.cos(angle))},${round(centre.y + reach * Math.sin(angle))}`;
  }).join(" ");
}

/**
 * Where a place stands in its cell: its bearing from the cell's anchor is kept, its distance pressed into a ring
 * round the middle, which stays free for the name.
 */
export function placeIn(of: Province, lon: number, lat: number): Point {
  const { cell } = of;
  const centre = centreOf(of);
  const u = (lon - cell.lon) * Math.cos((cell.lat * Math.PI) / 180);
  const v = lat - cell.lat;
  const distance = Math.hypot(u, v);
  if (distance === 0) return { x: centre.x, y: centre.y - 0.3 * cellWidth };
  const radius = (cellWidth / 2) * (0.6 + 0.22 * Math.min(1, distance / cell.reach));
  return { x: centre.x + (radius * u) / distance, y: centre.y - (radius * v) / distance };
}

/** Where a cell is marked as one to look at: on its upper corner, clear of the name and of the ring. */
export function alertPlace(of: Province): Point {
  const { x, y } = centreOf(of);
  return { x, y: y - 0.86 * side };
}

/** A point on the ring of `of`, towards `other`: where a line enters or leaves a cell. */
export function towards(of: Province, other: Point, share: number): Point {
  const centre = centreOf(of);
  const distance = Math.hypot(other.x - centre.x, other.y - centre.y) || 1;
  const radius = (cellWidth / 2) * share;
  return {
    x: centre.x + (radius * (other.x - centre.x)) / distance,
    y: centre.y + (radius * (other.y - centre.y)) / distance,
  };
}

/** Bends a line off its middle by a part of its length, northward where it can. */
export function control(from: Point, to: Point, part = 0.24): Point {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const bend = part * (dx >= 0 ? 1 : -1);
  return { x: (from.x + to.x) / 2 + dy * bend, y: (from.y + to.y) / 2 - dx * bend };
}

export function arc(from: Point, to: Point): string {
  return curve(from, to);
}

/** The arc with another bend. */
export function curve(from: Point, to: Point, bend?: number): string {
  const middle = control(from, to, bend);
  return `M${round(from.x)} ${round(from.y)}Q${round(middle.x)} ${round(middle.y)} ${round(to.x)} ${round(to.y)}`;
}

/** The same arc as a ribbon that is `start` wide where it leaves and `end` where it arrives: what is lost is missing. */
export function ribbon(from: Point, to: Point, start: number, end: number, bend?: number): string {
  const middle = control(from, to, bend);
  const left: string[] = [];
  const right: string[] = [];
  for (let step = 0; step <= 24; step++) {
    const t = step / 24;
    const x = (1 - t) ** 2 * from.x + 2 * (1 - t) * t * middle.x + t ** 2 * to.x;
    const y = (1 - t) ** 2 * from.y + 2 * (1 - t) * t * middle.y + t ** 2 * to.y;
    const dx = 2 * (1 - t) * (middle.x - from.x) + 2 * t * (to.x - middle.x);
    const dy = 2 * (1 - t) * (middle.y - from.y) + 2 * t * (to.y - middle.y);
    const half = (start + (end - start) * t) / 2 / (Math.hypot(dx, dy) || 1);
    left.push(`${round(x - dy * half)} ${round(y + dx * half)}`);
    right.unshift(`${round(x + dy * half)} ${round(y - dx * half)}`);
  }
  return `M${[...left, ...right].join("L")}Z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export const allProvinces = PROVINCES;
export const provinceByCode = province;
