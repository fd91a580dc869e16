import { sankey } from "d3-sankey";
import type { Flow } from "@/lib/oversight/national";

export interface Node {
  readonly code: string;
  readonly side: "from" | "to";
  readonly wh: number;
  readonly y: number;
  readonly height: number;
}

/** A band that is `start` high where it leaves; `wisp` of it is lost on the way and `end` arrives: start = end + wisp. */
export interface Band {
  readonly flow: Flow;
  readonly y0: number;
  readonly y1: number;
  readonly start: number;
  readonly end: number;
  readonly wisp: number;
}

export interface SankeyLayout {
  readonly nodes: readonly Node[];
  readonly bands: readonly Band[];
}

interface Named {
  readonly id: string;
}
interface Weighted {
  readonly source: string;
  readonly target: string;
  readonly value: number;
  readonly flow: Flow;
}

/** Sending provinces on the left, receiving ones on the right, all to one scale: pixels a Wh. */
export function layoutSankey(flows: readonly Flow[], width: number, height: number): SankeyLayout {
  const across = flows.filter(({ path, sentWh }) => path.length > 0 && sentWh > 0);
  if (across.length === 0) return { nodes: [], bands: [] };
  const ends = [...new Set(across.flatMap(({ from, to }) => [`from/${from}`, `to/${to}`]))];
  const graph = sankey<Named, Weighted>()
    .nodeId(({ id }) => id)
    .nodeWidth(4)
    .nodePadding(14)
    .extent([
      [0, 0],
      [width, height],
    ])({
    nodes: ends.map((id) => ({ id })),
    links: across.map((flow) => ({
      ...{ source: `from/${flow.from}`, target: `to/${flow.to}` },
      ...{ value: flow.sentWh, flow },
    })),
  });
  const scale = Math.max(...graph.links.map(({ width: wide, value }) => (wide ?? 0) / value));
  // What arrives is less than what left: bands stand on each other again where they land.
  const tops = new Map(graph.nodes.map(({ id, y0 = 0 }) => [id, y0]));
  const landedAt = new Map<string, number>();
  const bands = [...graph.links]
    .sort((a, b) => (a.y1 ?? 0) - (b.y1 ?? 0))
    .map((link): Band => {
      const { flow } = link;
      const y1 = landedAt.get(flow.to) ?? tops.get(`to/${flow.to}`) ?? 0;
      const [start, end] = [flow.sentWh * scale, flow.landedWh * scale];
      landedAt.set(flow.to, y1 + end);
      return { flow, y0: (link.y0 ?? 0) - start / 2, y1, start, end, wisp: start - end };
    });
  const nodes = graph.nodes.map(({ id, y0 = 0 }): Node => {
    const [side, code = ""] = id.split("/");
    const own = across.filter(({ from, to }) => (side === "from" ? from : to) === code);
    const wh = own.reduce((sum, flow) => sum + (side === "from" ? flow.sentWh : flow.landedWh), 0);
    return { code, side: side === "from" ? "from" : "to", wh, y: y0, height: wh * scale };
  });
  return { nodes, bands };
}

/** Places for texts that want to stand at `wanted`, kept `gap` apart, in the order given back; none moves up. */
export function spread(wanted: readonly number[], gap: number): number[] {
  const order = wanted.map((y, at) => ({ y, at })).sort((a, b) => a.y - b.y || a.at - b.at);
  const placed = [...wanted];
  let floor = Number.NEGATIVE_INFINITY;
  for (const { y, at } of order) {
    const here = Math.max(y, floor);
    placed[at] = here;
    floor = here + gap;
  }
  return placed;
}

/** The middle of a band and its lower edge, `share` of the way across: 0 where it leaves, 1 where it arrives. */
export function bandAt({ y0, y1, start, end }: Band, share: number): { middle: number; under: number } {
  // bandPath bends at half way: across and down are the same curve of a parameter, found by bisection.
  let [low, high] = [0, 1];
  for (let step = 0; step < 24; step++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t ** 3 < share) low = t;
    else high = t;
  }
  const arrived = 3 * low ** 2 - 2 * low ** 3;
  const top = y0 + (y1 - y0) * arrived;
  const thick = start + (end - start) * arrived;
  return { middle: top + thick / 2, under: top + thick };
}

/** A band's outline from left to right between two places across. */
export function bandPath({ y0, y1, start, end }: Band, x0: number, x1: number): string {
  const middle = (x0 + x1) / 2;
  return (
    `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}` +
    `V${y1 + end}C${middle} ${y1 + end} ${middle} ${y0 + start} ${x0} ${y0 + start}Z`
  );
}
