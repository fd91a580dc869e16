import { cellWidth, centreOf, type Point, provinceByCode } from "./cartogram";

/** The map draws losses this many times as large, and says so. */
export const LOSS_DRAWN = 5;

export interface ArcInput {
  readonly code: string;
  readonly from: string;
  readonly to: string;
  readonly sentWh: number;
  readonly lossWh: number;
}

export interface Arc {
  readonly code: string;
  readonly from: Point;
  readonly to: Point;
  /** Widths where it leaves and where it arrives. */
  readonly start: number;
  readonly end: number;
}

const WIDEST = 17;
const THINNEST = 1.6;

/** Each channel from rim to rim; those of one cell leave side by side. Width is energy. */
export function arcsOf(channels: readonly ArcInput[]): Arc[] {
  const most = Math.max(1, ...channels.map(({ sentWh }) => sentWh));
  return channels.flatMap(({ code, from, to, sentWh, lossWh }) => {
    const [a, b] = [provinceByCode(from), provinceByCode(to)];
    if (a === undefined || b === undefined) return [];
    const same = channels.filter((one) => one.from === from && one.to === to);
    const shift = 13 * (same.findIndex((one) => one.code === code) - (same.length - 1) / 2);
    const start = sentWh === 0 ? THINNEST : Math.max(THINNEST, (WIDEST * sentWh) / most);
    const left = sentWh === 0 ? 1 : Math.max(0.12, 1 - (LOSS_DRAWN * lossWh) / sentWh);
    const [p, q] = [centreOf(a), centreOf(b)];
    return [{ code, from: rim(p, q, 0.68, shift), to: rim(q, p, 0.62, -shift), start, end: start * left }];
  });
}

/** A point of a cell towards another, moved aside. */
function rim(of: Point, other: Point, share: number, aside: number): Point {
  const [dx, dy] = [other.x - of.x, other.y - of.y];
  const length = Math.hypot(dx, dy) || 1;
  const radius = (cellWidth / 2) * share;
  return {
    x: of.x + (radius * dx - aside * dy) / length,
    y: of.y + (radius * dy + aside * dx) / length,
  };
}

/** The middle of the bent line, where its name stands. */
export function middleOf({ from, to }: Arc): Point {
  const bend = 0.12 * (to.x - from.x >= 0 ? 1 : -1);
  return {
    x: (from.x + to.x) / 2 + (to.y - from.y) * bend,
    y: (from.y + to.y) / 2 - (to.x - from.x) * bend,
  };
}
