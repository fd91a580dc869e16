import { fromHex } from "@/lib/crypto/bytes";
import { rootOf } from "@/lib/crypto/merkle/tree";
import { rootFromInclusion, verifyInclusion } from "@/lib/crypto/merkle/verify";
import { batchLeafHash, readingLeafHash, readingLeafHashes } from "@/lib/market/metering/blob";
import { intervalOf, isDayNumber, monthOfDay } from "@/lib/units/day";
import { INTERVALS_PER_DAY, intervalsInMonth, isMonth } from "@/lib/units/interval";
import type { BundleDay, BundleReading } from "./bundle";
import { once, type State } from "./checks";
import { type Evidence, hash, insistBefore, quantity, type ReadEntry, text } from "./evidence";
import { insist, Mismatch, need } from "./mismatch";

export type MeterRole = "production" | "consumption";

/** What the meters of one plant or unit read in the month, as far as it is shown and proved. */
export interface ProvedCurve {
  readonly role: MeterRole;
  /** By meter, one value an interval of the month; NaN where no reading is shown. */
  readonly meters: ReadonlyMap<string, Float64Array>;
  /** Entries that anchored them. */
  readonly anchors: ReadonlySet<ReadEntry>;
}

/** By plant or unit. */
export type ProvedReadings = ReadonlyMap<string, ProvedCurve>;

type BatchPlace = Pick<BundleReading, "meter" | "anchor" | "index" | "size" | "proof">;

/** Every reading of the bundle, proved; a meter's interval stands once, however often it is shown. */
export function provedReadings(state: State): ProvedReadings {
  return once(state, "readings", () => {
    const collector = new Collector(state.evidence, monthOf(state));
    const { kwh, month } = state.bundle;
    for (const reading of kwh?.readings ?? []) collector.reading(reading);
    for (const day of month?.days ?? []) collector.day(day);
    return collector.curves;
  });
}

interface Collected extends ProvedCurve {
  readonly meters: Map<string, Float64Array>;
  readonly anchors: Set<ReadEntry>;
}

class Collector {
  readonly curves = new Map<string, Collected>();
  private readonly owners = new Map<string, Owner>();

  constructor(
    private readonly evidence: Evidence,
    private readonly month: string,
  ) {}

  reading(reading: BundleReading): void {
    const { day, anchor } = this.place(reading, verifiedCurveRoot(reading));
    this.put(reading.meter, anchor, intervalOf(day, reading.interval), reading.wh);
  }

  day(shown: BundleDay): void {
    insist(shown.wh.length === INTERVALS_PER_DAY, "unreadable", "a day has 96 readings");
    const hashes = readingLeafHashes({ secret: fromHex(shown.secret), wh: Float64Array.from(shown.wh) });
    const { day, anchor } = this.place(shown, rootOf(hashes));
    shown.wh.forEach((wh, index) => {
      this.put(shown.meter, anchor, intervalOf(day, index), wh);
    });
  }

  /** The day's curve root stands in the batch that the meter's own grid company anchored. */
  private place(place: BatchPlace, curveRootHash: Uint8Array): { day: number; anchor: ReadEntry } {
    const anchor = this.evidence.entry(place.anchor, "metering.anchor-day");
    const day = quantity(anchor.payload.day, "day");
    const batch = verifyInclusion({
      leafHash: batchLeafHash(place.meter, day, curveRootHash),
      index: place.index,
      size: place.size,
      proof: place.proof.map(fromHex),
      root: hash(anchor.payload.root, "root"),
    });
    const whole = place.size === quantity(anchor.payload.count, "count");
    insist(batch.ok && whole, "reading-root", "a day's curve is not in the batch that was anchored", { day });
    insist(
      isDayNumber(day) && monthOfDay(day) === this.month,
      "reading-root",
      "a reading is of another month",
    );
    const { grid, entry } = this.owner(place.meter);
    insist(grid === anchor.payload.grid, "meter", "a reading was anchored by another grid company", { day });
    insistBefore(entry, anchor);
    return { day, anchor };
  }

  private owner(meter: string): Owner {
    const known = this.owners.get(meter);
    if (known) return known;
    const owner = ownerOf(this.evidence, meter);
    this.owners.set(meter, owner);
    return owner;
  }

  private put(meter: string, anchor: ReadEntry, interval: number, wh: number): void {
    const { of, role } = this.owner(meter);
    const curve = this.curves.get(of) ?? { role, meters: new Map(), anchors: new Set() };
    this.curves.set(of, curve);
    const values = curve.meters.get(meter) ?? new Float64Array(intervalsInMonth(this.month)).fill(Number.NaN);
    curve.meters.set(meter, values);
    const before = values[interval] ?? Number.NaN;
    insist(Number.isNaN(before) || before === wh, "meter", "one meter reads two values in one interval", {
      interval,
    });
    values[interval] = wh;
    curve.anchors.add(anchor);
  }
}

interface Owner {
  readonly of: string;
  readonly role: MeterRole;
  readonly grid: string;
  readonly entry: ReadEntry;
}

/** Whose meter it is: public for a plant, opened for a unit. */
function ownerOf(evidence: Evidence, meter: string): Owner {
  const { entry, record, at } = evidence.record("meter.register", meter);
  const { role } = record;
  insist(role === "production" || role === "consumption", "unreadable", "a meter of no known role");
  const of = role === "production" ? record.of : evidence.opened(entry, `records/${at}/of`);
  return {
    of: text(need(of, "whose meter it is, is withheld"), "of"),
    role,
    grid: text(record.grid, "grid"),
    entry,
  };
}

/** The curve root that the reading's path leads to, in a tree of 96. */
function verifiedCurveRoot(reading: BundleReading): Uint8Array {
  const leafHash = readingLeafHash(fromHex(reading.mask), reading.wh);
  const proof = reading.curve.map(fromHex);
  const reached = rootFromInclusion({ leafHash, index: reading.interval, size: INTERVALS_PER_DAY, proof });
  insist(reached.ok, "reading-root", "a reading's path is too long or too short");
  return reached.root;
}

/** The certificate's month, `YYYY-MM`. Throws Mismatch. */
export function monthOf(state: State): string {
  const month = text(state.evidence.certificate().payload.month, "month");
  insist(isMonth(month), "unreadable", "the certificate is of no month");
  return month;
}

/** The curve of an object in its role; undefined where none of its meters is shown. */
export function curveOf(readings: ProvedReadings, of: string, role: MeterRole): ProvedCurve | undefined {
  const curve = readings.get(of);
  insist(curve === undefined || curve.role === role, "meter", "a meter of another role than its object has");
  return curve;
}

/**
 * What all meters shown of an object read in an interval. Undefined where none of them is shown there; a failed check
 * where one is and another is left out.
 */
export function readingOf(curve: ProvedCurve | undefined, interval: number): number | undefined {
  let [sum, shown] = [0, 0];
  for (const values of curve?.meters.values() ?? []) {
    const wh = values[interval] ?? Number.NaN;
    if (Number.isNaN(wh)) continue;
    sum += wh;
    shown++;
  }
  if (shown === 0) return undefined;
  if (shown === curve?.meters.size) return sum;
  throw new Mismatch("missing", "a meter's reading is left out", { interval });
}

/** The month of an object, all meters shown added up; a failed check where an interval is missing. */
export function wholeCurve(curve: ProvedCurve | undefined, intervals: number): Float64Array {
  const total = new Float64Array(intervals);
  insist(curve !== undefined && curve.meters.size > 0, "missing", "the month's readings are missing");
  for (let at = 0; at < intervals; at++) {
    total[at] = need(readingOf(curve, at), "days of the month are missing");
  }
  return total;
}

/** How many readings are shown in a role. */
export function countReadings(readings: ProvedReadings, role: MeterRole): number {
  let count = 0;
  for (const curve of readings.values()) {
    if (curve.role !== role) continue;
    for (const values of curve.meters.values()) for (const wh of values) if (!Number.isNaN(wh)) count++;
  }
  return count;
}
