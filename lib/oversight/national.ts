/** A finished month of the whole market, line by line, and what the lines come to. Pure: server and browser share it. */
import { compareText } from "@/lib/crypto/bytes";
import { edgesOf, type PathEdge } from "@/lib/units/loss";
import type { AddableLines } from "./national-pack";

export interface NationalPlant {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly province: string;
  readonly capacityKw: number;
  readonly lonE6: number;
  readonly latE6: number;
  readonly onGridWh: number;
  /** What of it went to the mechanism: on-grid less what could be sold. */
  readonly mechanismWh: number;
  readonly unsoldWh: number;
}

export interface NationalUnit {
  readonly code: string;
  readonly name: string;
  readonly province: string;
}

export interface NationalChannel {
  readonly code: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly capacityKw: number;
  readonly lossPpm: number;
}

/** The month's lines by columns. `plant`, `unit` and `path` point into their lists; a path into channels, sending end first. */
export interface NationalLines {
  readonly plants: readonly NationalPlant[];
  readonly units: readonly NationalUnit[];
  readonly channels: readonly NationalChannel[];
  readonly paths: readonly (readonly (readonly [channel: number, lossPpm: number])[])[];
  readonly plant: readonly number[];
  readonly unit: readonly number[];
  readonly path: readonly number[];
  readonly sentWh: readonly number[];
  readonly landedWh: readonly number[];
}

export interface Flow {
  readonly from: string;
  readonly to: string;
  /** Channels by place in the list; none inside a province. */
  readonly path: readonly number[];
  readonly lines: number;
  readonly sentWh: number;
  readonly landedWh: number;
}

export interface ChannelSum {
  readonly lines: number;
  readonly sentWh: number;
  readonly lossWh: number;
  readonly landedWh: number;
}

/** What a province made, sent, kept and received. */
export interface ProvinceSum {
  readonly code: string;
  readonly plants: number;
  readonly onGridWh: number;
  readonly mechanismWh: number;
  readonly unsoldWh: number;
  /** Sent by its plants, inside and out. */
  readonly sentWh: number;
  /** Over channels. */
  readonly outWh: number;
  readonly outLandedWh: number;
  readonly withinWh: number;
  readonly inWh: number;
}

export interface NationalTotals {
  readonly lines: number;
  readonly onGridWh: number;
  readonly mechanismWh: number;
  readonly unsoldWh: number;
  readonly sentWh: number;
  readonly landedWh: number;
  readonly lossWh: number;
  readonly acrossSentWh: number;
  readonly acrossLandedWh: number;
  readonly withinWh: number;
}

export interface NationalSums {
  readonly totals: NationalTotals;
  /** Lines whose sent is not their landed carried back through their channels: none in a sound market. */
  readonly broken: number;
  readonly provinces: readonly ProvinceSum[];
  readonly channels: readonly ChannelSum[];
  readonly flows: readonly Flow[];
  /** By place in the lists. */
  readonly plantLines: readonly number[];
  readonly plantSentWh: readonly number[];
  readonly unitLines: readonly number[];
  readonly unitLandedWh: readonly number[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Adds up every line. RangeError where a path names a channel that is not listed. */
export function addUp(month: AddableLines): NationalSums {
  const { plants, units, channels, paths } = month;
  const channelSums = channels.map(() => ({ lines: 0, sentWh: 0, lossWh: 0, landedWh: 0 }));
  const flows = new Map<string, Writable<Flow>>();
  const plantLines = plants.map(() => 0);
  const plantSentWh = plants.map(() => 0);
  const unitLines = units.map(() => 0);
  const unitLandedWh = units.map(() => 0);
  let broken = 0;
  const edges = paths.map((path) => path.map(([, lossPpm]) => ({ lossPpm })));
  for (let at = 0; at < month.plant.length; at++) {
    const [p, u, r] = [month.plant[at] ?? -1, month.unit[at] ?? -1, month.path[at] ?? -1];
    const [sentWh, landedWh] = [month.sentWh[at] ?? 0, month.landedWh[at] ?? 0];
    const path = paths[r] ?? [];
    plantLines[p] = (plantLines[p] ?? 0) + 1;
    plantSentWh[p] = (plantSentWh[p] ?? 0) + sentWh;
    unitLines[u] = (unitLines[u] ?? 0) + 1;
    unitLandedWh[u] = (unitLandedWh[u] ?? 0) + landedWh;
    if (throughChannels(channelSums, path, edges[r] ?? [], landedWh) !== sentWh) broken += 1;
    const [from, to] = [plants[p]?.province ?? "", units[u]?.province ?? ""];
    const key = `${from}/${to}/${r}`;
    const flow = flows.get(key) ?? {
      ...{ from, to, path: path.map(([channel]) => channel) },
      ...{ lines: 0, sentWh: 0, landedWh: 0 },
    };
    flow.lines += 1;
    flow.sentWh += sentWh;
    flow.landedWh += landedWh;
    flows.set(key, flow);
  }
  const inOrder = [...flows].sort((a, b) => compareText(a[0], b[0])).map(([, flow]) => flow);
  const provinces = provinceSums(plants, plantSentWh, inOrder);
  return {
    ...{ totals: totalsOf(month.plant.length, provinces), broken },
    ...{ provinces, channels: channelSums, flows: inOrder },
    ...{ plantLines, plantSentWh, unitLines, unitLandedWh },
  };
}

/** Adds a line to the channels of its path; what has to be sent for it. */
function throughChannels(
  sums: readonly Writable<ChannelSum>[],
  path: readonly (readonly [number, number])[],
  losses: readonly PathEdge[],
  landedWh: number,
): number {
  const edges = edgesOf(landedWh, losses);
  for (const [at, edge] of edges.entries()) {
    const sum = sums[path[at]?.[0] ?? -1];
    if (sum === undefined) throw new RangeError("a path over an unknown channel");
    sum.lines += 1;
    sum.sentWh += edge.sentWh;
    sum.lossWh += edge.lossWh;
    sum.landedWh += edge.landedWh;
  }
  return edges[0]?.sentWh ?? landedWh;
}

function provinceSums(
  plants: AddableLines["plants"],
  plantSentWh: readonly number[],
  flows: readonly Flow[],
): ProvinceSum[] {
  const sums = new Map<string, Writable<ProvinceSum>>();
  const of = (code: string) => {
    const known = sums.get(code) ?? {
      ...{ code, plants: 0, onGridWh: 0, mechanismWh: 0, unsoldWh: 0 },
      ...{ sentWh: 0, outWh: 0, outLandedWh: 0, withinWh: 0, inWh: 0 },
    };
    sums.set(code, known);
    return known;
  };
  for (const [at, plant] of plants.entries()) {
    const sum = of(plant.province);
    sum.plants += 1;
    sum.onGridWh += plant.onGridWh;
    sum.mechanismWh += plant.mechanismWh;
    sum.unsoldWh += plant.unsoldWh;
    sum.sentWh += plantSentWh[at] ?? 0;
  }
  for (const { from, to, path, sentWh, landedWh } of flows) {
    if (path.length === 0) of(from).withinWh += landedWh;
    else {
      of(from).outWh += sentWh;
      of(from).outLandedWh += landedWh;
      of(to).inWh += landedWh;
    }
  }
  return [...sums.values()].sort((a, b) => compareText(a.code, b.code));
}

function totalsOf(lines: number, provinces: readonly ProvinceSum[]): NationalTotals {
  const sum = (of: (one: ProvinceSum) => number) => provinces.reduce((all, one) => all + of(one), 0);
  const [sentWh, acrossSentWh] = [sum((one) => one.sentWh), sum((one) => one.outWh)];
  const [acrossLandedWh, withinWh] = [sum((one) => one.inWh), sum((one) => one.withinWh)];
  const landedWh = acrossLandedWh + withinWh;
  return {
    lines,
    onGridWh: sum((one) => one.onGridWh),
    mechanismWh: sum((one) => one.mechanismWh),
    unsoldWh: sum((one) => one.unsoldWh),
    ...{ sentWh, landedWh, lossWh: sentWh - landedWh, acrossSentWh, acrossLandedWh, withinWh },
  };
}
