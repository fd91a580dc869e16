import { centreOf, type Point, placeIn, provinceByCode } from "./cartogram";

export interface Placed {
  readonly province: string;
  readonly lonE6: number;
  readonly latE6: number;
}

/** Between the middles of two discs of a cell. */
const APART = 17;
const ROUNDS = 40;

/**
 * Where the discs of plants stand: each on its bearing in its cell, those that would lie over each other turned apart
 * on their ring, as little as it takes. Undefined where a province is not on the schematic. Follows the input's order.
 */
export function discPlaces(plants: readonly Placed[]): (Point | undefined)[] {
  const places = new Array<Point | undefined>(plants.length).fill(undefined);
  for (const [code, members] of byProvince(plants)) {
    const of = provinceByCode(code);
    if (of === undefined) continue;
    const centre = centreOf(of);
    const rings = members.map((at) => {
      const { lonE6 = 0, latE6 = 0 } = plants[at] ?? {};
      const { x, y } = placeIn(of, lonE6 / 1e6, latE6 / 1e6);
      return {
        at,
        angle: Math.atan2(y - centre.y, x - centre.x),
        radius: Math.hypot(x - centre.x, y - centre.y),
      };
    });
    rings.sort((a, b) => a.angle - b.angle || a.at - b.at);
    turnApart(rings);
    for (const { at, angle, radius } of rings)
      places[at] = { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
  }
  return places;
}

function byProvince(plants: readonly Placed[]): Map<string, number[]> {
  const cells = new Map<string, number[]>();
  for (const [at, { province }] of plants.entries()) {
    const members = cells.get(province);
    if (members === undefined) cells.set(province, [at]);
    else members.push(at);
  }
  return cells;
}

/** Neighbours by angle give way to each other, half and half, until none is too near or there is no room left. */
function turnApart(rings: { angle: number; radius: number }[]): void {
  if (rings.length < 2) return;
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (const [at, one] of rings.entries()) {
      const next = rings[(at + 1) % rings.length];
      if (next === undefined || next === one) continue;
      const turn = at === rings.length - 1 ? 2 * Math.PI : 0;
      const least = APART / Math.min(one.radius, next.radius);
      const missing = least - (next.angle + turn - one.angle);
      if (missing <= 1e-6) continue;
      one.angle -= missing / 2;
      next.angle += missing / 2;
      moved = true;
    }
    if (!moved) return;
  }
}
