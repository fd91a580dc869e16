import { ArcLayout, type Way } from "./arc-layout";
import { arcWidth, THINNEST } from "./arc-width";
import type { Point } from "./cartogram";
import { LOSS_DRAWN } from "./loss-drawn";

export interface ArcInput {
  readonly code: string;
  readonly from: string;
  readonly to: string;
  readonly sentWh: number;
  readonly lossWh: number;
  /** What stands on it. */
  readonly text: string;
}

export interface Arc extends Way {
  readonly code: string;
  /** Widths where it leaves and where it arrives. */
  readonly start: number;
  readonly end: number;
  /** Where its name stands. */
  readonly name: Point;
}

/**
 * Each channel from rim to rim, bent so that it covers no name or figure of the `busy` provinces if there is a way;
 * width is energy. In the order given; the widest choose their way first.
 * Names keep off each other, the provinces' names and the `plants`.
 */
export function arcsOf(
  channels: readonly ArcInput[],
  busy: ReadonlySet<string>,
  plants: readonly Point[] = [],
): Arc[] {
  const { widths, ways } = laidOut(channels, busy);
  const layout = new ArcLayout(busy, plants);
  return channels.flatMap(({ code, sentWh, lossWh, text }, at) => {
    const way = ways.get(at);
    if (way === undefined) return [];
    const start = widths[at] ?? THINNEST;
    const left = sentWh === 0 ? 1 : Math.max(0.12, 1 - (LOSS_DRAWN * lossWh) / sentWh);
    return [{ code, ...way, start, end: start * left, name: layout.label(way, textWidth(text)) }];
  });
}

interface LaidOut {
  readonly widths: readonly number[];
  readonly ways: ReadonlyMap<number, Way>;
}

/** The last few: a press on the map mostly leaves the channels as they are. */
const known = new Map<string, LaidOut>();
const MOST_KNOWN = 8;

function laidOut(channels: readonly ArcInput[], busy: ReadonlySet<string>): LaidOut {
  const ends = channels.map(({ from, to, sentWh }) => `${from}/${to}/${sentWh}`);
  const key = [...ends, ...busy].join(" ");
  const found = known.get(key) ?? layOut(channels, busy);
  known.delete(key);
  known.set(key, found);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value ?? "");
  return found;
}

function layOut(channels: readonly ArcInput[], busy: ReadonlySet<string>): LaidOut {
  const most = Math.max(0, ...channels.map(({ sentWh }) => sentWh));
  const layout = new ArcLayout(busy);
  const widths = channels.map(({ sentWh }) => arcWidth(sentWh, most));
  const widest = channels.map((_, at) => at).sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0) || a - b);
  const ways = new Map<number, Way>();
  for (const at of widest) {
    const { from = "", to = "" } = channels[at] ?? {};
    const way = layout.way(from, to, widths[at] ?? THINNEST);
    if (way !== undefined) ways.set(at, way);
  }
  return { widths, ways };
}

/** A name's width on the map: a Chinese character is as wide as it is high. */
function textWidth(text: string): number {
  return [...text].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0x2e80 ? 12.5 : 6.8), 0);
}
