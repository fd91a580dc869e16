import { allProvinces, cellWidth, centreOf, control, type Point, provinceByCode } from "./cartogram";

// Where arcs and their names stand so that no province's name and figure is covered: of a few ways to bend an arc the
// one is taken that crosses least, the widest arc first. Everything follows from the input's order alone.

export interface Box {
  readonly x: number;
  readonly y: number;
  /** Half of its width and height. */
  readonly w: number;
  readonly h: number;
}

export interface Way {
  readonly from: Point;
  readonly to: Point;
  /** How far the arc's control point stands off its middle, in parts of its length; positive is northward. */
  readonly bend: number;
}

interface Placed {
  readonly points: readonly Point[];
  readonly half: number;
  /** What all its points lie in. */
  readonly from: Point;
  readonly to: Point;
}

const NAME = { w: 33, h: 20, down: 5 } as const;
/** Half of a disc and the room about it. */
const DISC = 10;
const RIM = { start: 0.72, end: 0.68 } as const;
const bends = [0.24, 0.16, 0.34, 0.46, -0.16, -0.24, -0.34, -0.46];
const turns = [0, 28, 52, 76];

/** The room of every cell's name and figure; `busy` cells weigh more. */
export function nameBoxes(busy: ReadonlySet<string>): readonly (Box & { readonly weight: number })[] {
  return allProvinces.map((one) => {
    const { x, y } = centreOf(one);
    return { x, y: y + NAME.down, w: NAME.w, h: NAME.h, weight: busy.has(one.code) ? 10 : 2 };
  });
}

export class ArcLayout {
  private readonly placed: Placed[] = [];
  private readonly labels: Box[] = [];
  private readonly names: readonly (Box & { readonly weight: number })[];

  /** `plants`: where discs stand, which no arc's name should be under. */
  constructor(
    busy: ReadonlySet<string>,
    private readonly plants: readonly Point[] = [],
  ) {
    this.names = nameBoxes(busy);
  }

  /** The way between two cells, given the arc's width. Undefined where a cell is not on the schematic. */
  way(from: string, to: string, width: number): Way | undefined {
    const [a, b] = [provinceByCode(from), provinceByCode(to)];
    if (a === undefined || b === undefined) return undefined;
    const [p, q] = [centreOf(a), centreOf(b)];
    let best: { way: Way; cost: number; points: readonly Point[] } | undefined;
    for (const bend of bends) {
      const aside = control(p, q, bend);
      for (const start of turns) {
        const leaving = rim(p, q, RIM.start, start, aside);
        for (const end of turns) {
          const detour = 0.4 * Math.abs(bend) + 0.004 * (start + end);
          if (best !== undefined && detour >= best.cost) continue;
          const way = { bend, from: leaving, to: rim(q, p, RIM.end, end, aside) };
          const points = pointsOf(way, 24);
          const most = best === undefined ? Number.POSITIVE_INFINITY : best.cost - detour;
          const cost = this.costOf(points, width / 2, most) + detour;
          if (best === undefined || cost < best.cost) best = { way, cost, points };
        }
      }
    }
    if (best === undefined) return undefined;
    const { points } = best;
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const within = {
      from: { x: Math.min(...xs), y: Math.min(...ys) },
      to: { x: Math.max(...xs), y: Math.max(...ys) },
    };
    this.placed.push({ points, half: width / 2, ...within });
    return best.way;
  }

  /** Where on the arc a name of that width is in nobody's way. */
  label(way: Way, width: number): Point {
    const points = pointsOf(way, 40);
    let best: { at: Point; cost: number } | undefined;
    for (let step = 6; step <= 34; step++) {
      const at = points[step] ?? way.from;
      const box = { x: at.x, y: at.y - 4, w: width / 2 + 2, h: 9 };
      const cost =
        this.names.reduce((sum, name) => sum + name.weight * overlap(box, name), 0) +
        this.labels.reduce((sum, label) => sum + 12 * overlap(box, label), 0) +
        this.plants.reduce((sum, plant) => sum + 12 * overlap(box, { ...plant, w: DISC, h: DISC }), 0) +
        Math.abs(step - 20) * 0.8;
      if (best === undefined || cost < best.cost) best = { at, cost };
    }
    const at = best?.at ?? way.from;
    this.labels.push({ x: at.x, y: at.y - 4, w: width / 2 + 2, h: 9 });
    return at;
  }

  /** What an arc covers. From `most` on it is not looked at any further: another way is better already. */
  private costOf(points: readonly Point[], half: number, most: number): number {
    let cost = 0;
    for (const [at, { x, y }] of points.entries()) {
      for (const name of this.names) {
        const inside =
          Math.abs(x - name.x) < name.w + half / 2 && Math.abs(y - name.y) < name.h + half / 2 + 1;
        if (inside) cost += name.weight;
      }
      if (cost >= most) return cost;
      if (at % 2 === 1 || at < 4 || at > points.length - 5) continue;
      for (const other of this.placed) if (isNear(other, x, y, half + other.half + 3)) cost += 1.5;
    }
    return cost;
  }
}

/** Whether a point of the arc is nearer than `reach`. */
function isNear({ points, from, to }: Placed, x: number, y: number, reach: number): boolean {
  if (x < from.x - reach || x > to.x + reach || y < from.y - reach || y > to.y + reach) return false;
  const square = reach * reach;
  return points.some((p) => (p.x - x) * (p.x - x) + (p.y - y) * (p.y - y) < square);
}

/** Points of the arc from its start to its end. */
export function pointsOf({ from, to, bend }: Way, steps: number): Point[] {
  const middle = control(from, to, bend);
  const points: Point[] = [];
  for (let step = 0; step <= steps; step++) {
    const t = step / steps;
    const [start, bent, end] = [(1 - t) * (1 - t), 2 * (1 - t) * t, t * t];
    points.push({
      x: start * from.x + bent * middle.x + end * to.x,
      y: start * from.y + bent * middle.y + end * to.y,
    });
  }
  return points;
}

/** A point on the ring round a cell's middle, turned from the straight way towards what the arc is bent to. */
function rim(of: Point, other: Point, share: number, degrees: number, towards: Point): Point {
  const [dx, dy] = [other.x - of.x, other.y - of.y];
  const side = Math.sign(dx * (towards.y - of.y) - dy * (towards.x - of.x));
  const angle = Math.atan2(dy, dx) + (side * degrees * Math.PI) / 180;
  const radius = (cellWidth / 2) * share;
  return { x: of.x + radius * Math.cos(angle), y: of.y + radius * Math.sin(angle) };
}

/** Points of area, scaled to a label's size, that two boxes share. */
function overlap(a: Box, b: Box): number {
  const x = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x - a.w, b.x - b.w);
  const y = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y - a.h, b.y - b.h);
  return x <= 0 || y <= 0 ? 0 : (x * y) / 100;
}
