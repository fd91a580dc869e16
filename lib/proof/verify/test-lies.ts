import { fromHex, toHex } from "@/lib/crypto/bytes";
import type { TestMarket } from "@/lib/market/test-market";
import type { Bundle } from "./bundle";
import type { Trust } from "./checks";
import { readSegment } from "./segments";
import type { Forger, Secrets } from "./test-forger";
import type { CheckCode, CheckId } from "./verdict";

/** For tests: what a lie is, and what lies are made with. */

/** The true market whose bundle is forged. */
export interface World {
  readonly market: TestMarket;
  readonly secrets: Secrets;
  /** Another certificate's code, and the company that sells. */
  readonly other: string;
  readonly seller: string;
  /** Unix seconds. */
  readonly now: number;
}

export interface Lie {
  readonly name: string;
  /** The check that must fail, and why. */
  readonly check: CheckId;
  readonly code: CheckCode;
  /** Checks that fail along with it, because the same lie is theirs to see too. */
  readonly also?: readonly CheckId[];
  /** Before everything above is made consistent again. */
  readonly forge?: (forger: Forger, world: World) => void | Promise<void>;
  /** In the finished bundle. */
  readonly bend?: (bundle: Bundle, forger: Forger, world: World) => void | Promise<void>;
  readonly trust?: (trust: Trust, bundle: Bundle) => Trust;
  /** The whole month stays in the bundle. */
  readonly month?: boolean;
}

export const first = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error("nothing to lie about");
  return item;
};
export const entryOf = (bundle: Bundle, type: string) =>
  first(bundle.entries.filter(({ entry }) => entry.includes(`"type":"${type}","v":1},"result"`)));
export const other = (hash: string) => toHex(fromHex(hash).reverse());
export const kwhOf = (bundle: Bundle) => {
  if (!bundle.kwh) throw new Error("no kWh");
  return bundle.kwh;
};

/** The day and reading of the kWh on one side, to be set to what the forger likes. */
export function setReading(forger: Forger, side: "production" | "consumption", wh: number): void {
  const isProduction = (meter: string) => meter.slice(9, 11) !== "00";
  for (const reading of kwhOf(forger.bundle).readings) {
    if (isProduction(reading.meter) !== (side === "production")) continue;
    const day = forger.days.find((one) => one.anchor === reading.anchor && one.meter === reading.meter);
    if (day) day.wh[reading.interval] = wh;
  }
}

/** Two neighbouring segments of a line that share their production interval. */
export function sharing(forger: Forger): { at: number; segments: string[] } {
  const { segments } = forger.line(0);
  const at = segments.findIndex((segment, index) => {
    const next = segments[index + 1];
    if (next === undefined) return false;
    return readSegment(segment).production === readSegment(next).production;
  });
  return { at, segments };
}

/** A place in the log near its end that the bundle shows nothing of. */
export function latestFree(forger: Forger): number {
  const taken = new Set(forger.entries.map(({ index }) => index));
  for (let index = forger.size - 1; index > 0; index--) if (!taken.has(index)) return index;
  throw new Error("the log is full");
}

export function pathOf(forger: Forger): { channel: string }[] {
  return forger.line(0).values.path as unknown as { channel: string }[];
}

/** Adds to a u48 of the last segment: of the landed end at 8 hex digits, of the sent end at 20. */
export function bendLast(segments: string[], at: number, by: number): void {
  const last = segments.length - 1;
  const segment = segments[last] ?? "";
  const wh = Number.parseInt(segment.slice(at, at + 12), 16) + by;
  segments[last] = `${segment.slice(0, at)}${wh.toString(16).padStart(12, "0")}${segment.slice(at + 12)}`;
}
