/**
 * The trace line as paths. Its width is energy: `strandPx` pixels for every 100 Wh. It sets out at the chosen
 * kWh, opens to the energy's width, loses what each channel loses, and ends in an accountant's double rule;
 * where a stage is broken it ends in a tear and there is no double rule. All lengths are CSS pixels.
 */
export interface Band {
  readonly sentPx: number;
  readonly landedPx: number;
  /** Offsets of the borders between strands of 100 Wh. */
  readonly strands: readonly number[];
}

export function bandOf(sentWh: number, landedWh: number, strandPx: number): Band {
  const borders = Math.max(0, Math.ceil(landedWh / 100) - 1);
  return {
    sentPx: (sentWh / 100) * strandPx,
    landedPx: (landedWh / 100) * strandPx,
    strands: Array.from({ length: borders }, (_, index) => (index + 1) * strandPx),
  };
}

/** What one channel loses: peeled off at `at` along the line, led to a row of the account. */
export interface Peel {
  readonly at: number;
  readonly lossPx: number;
  readonly rowX: number;
  readonly rowY: number;
}

export interface Anchors {
  readonly thumb: { readonly x: number; readonly y: number };
  /** Along the line: where the flare begins, where it has its full width, where it ends. */
  readonly start: number;
  readonly open: number;
  readonly end: number;
  /** Across: where the band's first edge lies (left on a phone, top on a desk). */
  readonly edge: number;
  readonly dots: readonly number[];
  /** Middle of the gap, where a stage is broken. */
  readonly gap?: number;
  readonly peels: readonly Peel[];
  /** On a desk: left of everything, where the lead comes down. */
  readonly margin: number;
  /** Whether the line ends in its double rule. */
  readonly ruled: boolean;
}

export interface LineDrawing {
  readonly lead: string;
  readonly band: string;
  readonly losses: readonly { readonly path: string; readonly width: number }[];
  readonly strands: string;
  readonly rule: string;
  readonly tear: string;
  readonly dots: readonly { readonly x: number; readonly y: number }[];
}

type Point = readonly [along: number, across: number];
/** Writes a point the way the line runs: down a phone, across a desk. */
type Write = (point: Point) => string;

const down: Write = ([along, across]) => `${round(across)} ${round(along)}`;
const rightwards: Write = ([along, across]) => `${round(along)} ${round(across)}`;

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export function lineDown(band: Band, anchors: Anchors): LineDrawing {
  return draw(band, anchors, down, leadDown(band, anchors), (peel, width) => {
    const x = anchors.edge + width - peel.lossPx / 2;
    return `M${round(x)} ${round(peel.at)}C${round(x)} ${round(peel.rowY - 8)} ${round(anchors.edge + width + 2)} ${round(peel.rowY)} ${round(peel.rowX)} ${round(peel.rowY)}`;
  });
}

export function lineAcross(band: Band, anchors: Anchors): LineDrawing {
  return draw(band, anchors, rightwards, leadAcross(band, anchors), (peel, width) => {
    const y = anchors.edge + width - peel.lossPx / 2;
    const gutter = peel.rowX + 18;
    const foot = anchors.edge + width + 40;
    return `M${round(peel.at)} ${round(y)}C${round(peel.at + 40)} ${round(y)} ${round(gutter)} ${round(foot - 40)} ${round(gutter)} ${round(foot)}V${round(peel.rowY - 12)}Q${round(gutter)} ${round(peel.rowY)} ${round(gutter - 12)} ${round(peel.rowY)}H${round(peel.rowX)}`;
  });
}

function draw(
  band: Band,
  anchors: Anchors,
  write: Write,
  lead: string,
  peelPath: (peel: Peel, widthBefore: number) => string,
): LineDrawing {
  let width = band.sentPx;
  const losses = anchors.gap === undefined ? anchors.peels : [];
  const drawn = losses.map((peel) => {
    const path = peelPath(peel, width);
    width -= peel.lossPx;
    return { path, width: Math.max(0.9, peel.lossPx) };
  });
  const middle = anchors.edge + band.sentPx / 2;
  return {
    lead,
    band: anchors.gap === undefined ? whole(band, anchors, write) : torn(band, anchors, anchors.gap, write),
    losses: drawn,
    strands: strandsOf(band, anchors, write),
    rule: anchors.gap === undefined && anchors.ruled ? ruleOf(band, anchors, write) : "",
    tear: anchors.gap === undefined ? "" : tearOf(band, anchors, anchors.gap, write),
    dots: anchors.dots.map((at) => {
      const [first = "0", second = "0"] = write([at, middle]).split(" ");
      return { x: Number(first), y: Number(second) };
    }),
  };
}

/** From the lead's width to the energy's, once along one edge and back along the other. */
function flare(band: Band, { start, open, edge }: Anchors, write: Write): { out: string; back: string } {
  const middle = edge + band.sentPx / 2;
  const far = edge + band.sentPx;
  const belly = (open - start) * 0.56;
  return {
    out: `M${write([start, middle - 1.5])}C${write([start + belly, middle - 1.5])} ${write([open - belly * 0.9, edge])} ${write([open, edge])}`,
    back: `L${write([open, far])}C${write([open - belly * 0.9, far])} ${write([start + belly, middle + 1.5])} ${write([start, middle + 1.5])}Z`,
  };
}

function whole(band: Band, anchors: Anchors, write: Write): string {
  const { out, back } = flare(band, anchors, write);
  const { edge, end, peels } = anchors;
  const steps: Point[] = [[end, edge]];
  let width = band.sentPx - peels.reduce((sum, peel) => sum + peel.lossPx, 0);
  steps.push([end, edge + width]);
  for (const peel of [...peels].reverse()) {
    steps.push([peel.at, edge + width]);
    width += peel.lossPx;
    steps.push([peel.at, edge + width]);
  }
  return `${out}${steps.map((point) => `L${write(point)}`).join("")}${back}`;
}

/** Half the gap that a broken stage leaves. */
const halfGap = 24;
const teeth = [0, 0.2, 0.4, 0.6, 0.8, 1];

function jag(at: number, edge: number, width: number): Point[] {
  return teeth.map((share, index) => [at + (index % 2 === 0 ? -5 : 5), edge + width * share]);
}

function torn(band: Band, anchors: Anchors, gap: number, write: Write): string {
  const { out, back } = flare(band, anchors, write);
  const { edge, end } = anchors;
  const before = jag(gap - halfGap, edge, band.sentPx).map((point) => `L${write(point)}`);
  const after = jag(gap + halfGap, edge, band.landedPx).map((point) => `L${write(point)}`);
  const rest = `M${after.join("").slice(1)}L${write([end, edge + band.landedPx])}L${write([end, edge])}Z`;
  return `${out}${before.join("")}${back} ${rest}`;
}

function tearOf(band: Band, { edge }: Anchors, gap: number, write: Write): string {
  const side = (at: number): string => {
    const points: Point[] = [
      [at - 5, edge - 5],
      ...jag(at, edge, band.sentPx),
      [at + 5, edge + band.sentPx + 5],
    ];
    return `M${points.map(write).join("L")}`;
  };
  return side(gap - halfGap + 5) + side(gap + halfGap - 5);
}

/** Strands fan out of the lead with the flare and run on to the end. */
function strandsOf(band: Band, { start, open, end, edge }: Anchors, write: Write): string {
  const middle = band.sentPx / 2;
  const from = start + (open - start) * 0.25;
  const bend = (open - from) * 0.5;
  return band.strands
    .map((offset) => {
      const bundled = edge + middle + (offset - middle) * 0.06;
      const across = edge + offset;
      return `M${write([from, bundled])}C${write([from + bend, bundled])} ${write([open - bend, across])} ${write([open, across])}L${write([end, across])}`;
    })
    .join("");
}

function ruleOf(band: Band, { edge, end }: Anchors, write: Write): string {
  return [5, 10.5]
    .map((gap) => `M${write([end + gap, edge - 7])}L${write([end + gap, edge + band.sentPx + 7])}`)
    .join("");
}

/** On a phone: down from the thumb and over to the band's middle, with rounded corners where there is room. */
function leadDown(band: Band, { thumb, start, edge }: Anchors): string {
  const x = edge + band.sentPx / 2;
  const { x: tx, y: ty } = thumb;
  const turn = 14;
  const side = Math.sign(x - tx);
  if (Math.abs(x - tx) < 2 * turn) {
    const half = (ty + start) / 2;
    return `M${round(tx)} ${round(ty)}C${round(tx)} ${round(half)} ${round(x)} ${round(half)} ${round(x)} ${round(start + 1)}`;
  }
  const bar = ty + 26;
  return `M${round(tx)} ${round(ty)}V${round(bar - turn)}Q${round(tx)} ${round(bar)} ${round(tx + side * turn)} ${round(bar)}H${round(x - side * turn)}Q${round(x)} ${round(bar)} ${round(x)} ${round(bar + turn)}V${round(start + 1)}`;
}

/** On a desk: down, out to the margin, down beside the heading and into the flare. */
function leadAcross(band: Band, { thumb, start, edge, margin }: Anchors): string {
  const y = edge + band.sentPx / 2;
  const { x, y: top } = thumb;
  return `M${round(x)} ${round(top)}V${round(top + 14)}Q${round(x)} ${round(top + 28)} ${round(x - 14)} ${round(top + 28)}H${round(margin + 14)}Q${round(margin)} ${round(top + 28)} ${round(margin)} ${round(top + 42)}V${round(y - 16)}Q${round(margin)} ${round(y)} ${round(margin + 16)} ${round(y)}H${round(start + 1)}`;
}
