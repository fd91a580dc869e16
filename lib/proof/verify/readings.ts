import { fromHex } from "@/lib/crypto/bytes";
import { rootOf } from "@/lib/crypto/merkle/tree";
import { rootFromInclusion, verifyInclusion } from "@/lib/crypto/merkle/verify";
import { batchLeafHash, readingLeafHash, readingLeafHashes } from "@/lib/market/metering/blob";
import { intervalOf, monthOfDay } from "@/lib/units/day";
import type { BundleDay, BundleReading } from "./bundle";
import type { State } from "./checks";
import { type Evidence, findRecord, hash, quantity, text } from "./evidence";
import { insist, need } from "./mismatch";

/** A proved reading: which meter, whose, when in the month, how much. */
export interface ProvedReading {
  readonly meter: string;
  readonly of: string;
  readonly role: "production" | "consumption";
  /** Of the month, from 0. */
  readonly interval: number;
  readonly wh: number;
  readonly day: number;
}

type BatchPlace = Pick<BundleReading, "meter" | "anchor" | "index" | "size" | "proof">;

/** The day's curve root stands in the batch that the grid company anchored; returns the day. */
function provedDay(evidence: Evidence, place: BatchPlace, curveRootHash: Uint8Array): number {
  const anchor = evidence.entry(place.anchor, "metering.anchor-day");
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
  return day;
}

/** Whose meter it is: public for a plant, opened for a unit. */
function ownerOf(evidence: Evidence, meter: string): { of: string; role: "production" | "consumption" } {
  const { entry, record, at } = findRecord(evidence, "meter.register", "code", meter);
  const role = record.role === "production" ? "production" : "consumption";
  const of = role === "production" ? record.of : evidence.opened(entry, `records/${at}/of`);
  return { of: text(need(of, "whose meter it is, is withheld"), "of"), role };
}

export function proveReading(evidence: Evidence, month: string, reading: BundleReading): ProvedReading {
  insist(reading.interval < 96, "unreadable", "a day has 96 intervals");
  const root = verifiedCurveRoot(reading);
  const day = provedDay(evidence, reading, root);
  insist(monthOfDay(day) === month, "reading-root", "a reading is of another month");
  const interval = intervalOf(day, reading.interval);
  return { ...ownerOf(evidence, reading.meter), meter: reading.meter, interval, wh: reading.wh, day };
}

/** The curve root that the reading's path leads to, in a tree of 96. */
function verifiedCurveRoot(reading: BundleReading): Uint8Array {
  const leafHash = readingLeafHash(fromHex(reading.mask), reading.wh);
  const proof = reading.curve.map(fromHex);
  const reached = rootFromInclusion({ leafHash, index: reading.interval, size: 96, proof });
  insist(reached.ok, "reading-root", "a reading's path is too long or too short");
  return reached.root;
}

export function proveDay(evidence: Evidence, month: string, day: BundleDay): ProvedReading[] {
  insist(day.wh.length === 96, "unreadable", "a day has 96 readings");
  const wh = Float64Array.from(day.wh);
  const number = provedDay(evidence, day, rootOf(readingLeafHashes({ secret: fromHex(day.secret), wh })));
  insist(monthOfDay(number) === month, "reading-root", "a day is of another month");
  const owner = ownerOf(evidence, day.meter);
  return day.wh.map((one, index) => ({
    ...owner,
    meter: day.meter,
    interval: intervalOf(number, index),
    wh: one,
    day: number,
  }));
}

/** Every reading of the bundle, proved; a meter's interval stands once. */
export function provedReadings(state: State): ProvedReading[] {
  const month = monthOf(state);
  const { kwh, month: whole } = state.bundle;
  const proved = (kwh?.readings ?? []).map((reading) => proveReading(state.evidence, month, reading));
  for (const day of whole?.days ?? []) proved.push(...proveDay(state.evidence, month, day));
  return proved;
}

export function monthOf(state: State): string {
  return text(state.evidence.certificate().payload.month, "month");
}

/** What all meters shown of an object read in an interval; a meter counts once however often it is shown. */
export function readingOf(
  readings: readonly ProvedReading[],
  of: string,
  interval: number,
): number | undefined {
  const byMeter = new Map<string, number>();
  for (const one of readings) {
    if (one.of === of && one.interval === interval) byMeter.set(one.meter, one.wh);
  }
  if (byMeter.size === 0) return undefined;
  return [...byMeter.values()].reduce((sum, wh) => sum + wh, 0);
}
