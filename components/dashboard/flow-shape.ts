/** The trace line of a month's totals: where each strand runs, in a box 1000 wide. Pure geometry. */

export interface Strand {
  readonly id: string;
  readonly contractKwh: number;
  readonly settledKwh: number;
  readonly byGenerationKwh: number;
  readonly byConsumptionKwh: number;
}

export interface StrandShape {
  readonly id: string;
  readonly path: string;
  /** Where its name stands, and how far up the ends lie. */
  readonly endY: number;
  readonly peels: readonly { readonly side: "generation" | "consumption"; readonly path: string }[];
}

export interface FlowShape {
  readonly height: number;
  readonly strands: readonly StrandShape[];
  /** Middle of the bundle where it begins. */
  readonly top: number;
  readonly bottom: number;
}

const BUNDLE = 36;
const GAP = 3;
const TOP = 64;
const STEP = 46;
const X = { generation: 265, consumption: 465, part: 640, end: 800 } as const;

/** Width is kWh: a strand loses at each peel exactly what the peel is wide. */
export function flowShape(strands: readonly Strand[]): FlowShape {
  const total = strands.reduce((sum, { contractKwh }) => sum + contractKwh, 0);
  const scale = BUNDLE / Math.max(1, total);
  const spread = (strands.length - 1) * STEP;
  const bundle = BUNDLE + (strands.length - 1) * GAP;
  const middle = Math.max(TOP + bundle / 2, spread / 2 + 28);
  let y = middle - bundle / 2;
  const [top, bottom] = [y, y + bundle];
  const shapes = strands.map((strand, at) => {
    const endY = middle - spread / 2 + at * STEP;
    const shape = strandShape(strand, y, scale, endY, top, bottom);
    y += strand.contractKwh * scale + GAP;
    return shape;
  });
  return { height: Math.max(bottom + 52, middle + spread / 2 + 30), strands: shapes, top, bottom };
}

function strandShape(
  strand: Strand,
  from: number,
  scale: number,
  endY: number,
  top: number,
  bottom: number,
): StrandShape {
  const { contractKwh, settledKwh, byGenerationKwh, byConsumptionKwh } = strand;
  const generation = byGenerationKwh * scale;
  const consumption = byConsumptionKwh * scale;
  const to = from + contractKwh * scale;
  const [a, b] = [from + generation, to - consumption];
  const half = (settledKwh * scale) / 2;
  const path = [
    `M0 ${n(from)}H${X.generation}${curve(X.generation, from, X.generation + 50, a)}`,
    `H${X.part}${curve(X.part, a, X.end, endY - half)}V${n(endY + half)}`,
    `${curve(X.end, endY + half, X.part, b)}H${X.consumption + 50}`,
    `${curve(X.consumption + 50, b, X.consumption, to)}H0Z`,
  ].join("");
  const peels = [
    ...(byGenerationKwh > 0
      ? [{ side: "generation" as const, path: peel(X.generation, from, generation, top - 26) }]
      : []),
    ...(byConsumptionKwh > 0
      ? [{ side: "consumption" as const, path: peel(X.consumption, b, consumption, bottom + 26) }]
      : []),
  ];
  return { id: strand.id, path, endY, peels };
}

/** A band as wide as what falls short, turning off the strand. */
function peel(x: number, y: number, width: number, to: number): string {
  const w = Math.max(1, width);
  return `M${x} ${n(y)}${curve(x, y, x + 60, to)}H${x + 84}V${n(to + w)}H${x + 60}${curve(x + 60, to + w, x, y + w)}Z`;
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const middle = (x1 + x2) / 2;
  return `C${middle} ${n(y1)} ${middle} ${n(y2)} ${x2} ${n(y2)}`;
}

const n = (value: number): string => value.toFixed(2);
