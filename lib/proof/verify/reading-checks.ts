import { fromHex } from "@/lib/crypto/bytes";
import { verifySum } from "@/lib/crypto/merkle/sum-tree";
import { intervalsInMonth } from "@/lib/units/interval";
import type { Passed, State } from "./checks";
import { hash, insistBefore, quantity } from "./evidence";
import { insistInput, insistMeters, plantInputs } from "./inputs";
import type { ReadLine } from "./lines";
import { insist, Mismatch, need, withheld } from "./mismatch";
import { plantsShown, wholeLines } from "./month";
import { readPath, withoutPath } from "./path";
import {
  countReadings,
  curveOf,
  monthOf,
  type ProvedCurve,
  type ProvedReadings,
  provedReadings,
  readingOf,
  wholeCurve,
} from "./readings";

/** `reading`: what the plant's meters read is in their curves, and the curves in anchored batches. */
export function checkReading(state: State): Passed {
  const { bundle } = state;
  const without = withoutPath(state);
  if (without) throw without;
  const readings = provedReadings(state);
  if (bundle.kwh) {
    const { plant, curve } = kwhPlant(state, readings);
    insistMeters(state, plant, curve);
    for (const { productionInterval } of readPath(state).pieces) {
      const wh = readingOf(curve, productionInterval);
      insist(wh !== undefined, "missing", "a reading of the plant is missing", {
        interval: productionInterval,
      });
    }
  }
  if (bundle.month) {
    const intervals = intervalsInMonth(monthOf(state));
    for (const plant of plantsShown(state)) {
      const curve = curveOf(readings, plant, "production");
      insistMeters(state, plant, curve);
      wholeCurve(curve, intervals);
    }
  }
  for (const line of state.lines) {
    for (const curve of readings.values())
      for (const anchor of curve.anchors) insistBefore(anchor, line.settle);
  }
  const count = countReadings(readings, "production");
  return {
    reason: `${count} readings of the plant's meters are in the anchored curves`,
    detail: { readings: count },
  };
}

function kwhPlant(state: State, readings: ProvedReadings): { plant: string; curve: ProvedCurve | undefined } {
  const plant = need(state.lines[readPath(state).line]?.plant, "the plant is withheld");
  return { plant, curve: curveOf(readings, plant, "production") };
}

/** `balance`: the plant sold no more than it could, and no Wh of an interval twice or beyond its reading. */
export function checkBalance(state: State): Passed {
  const { lines, bundle } = state;
  if (lines.length === 0) throw withheld("the quantities are not disclosed");
  for (const line of lines) {
    checkSum(line);
    insistInput(state, line);
  }
  if (bundle.kwh) checkKwhPlaces(state);
  if (bundle.month) checkMonthPlaces(state);
  return sold(lines.length);
}

function sold(lines: number): Passed {
  return { reason: "what the plants sent stays within what they could sell", detail: { lines } };
}

function checkSum(line: ReadLine): void {
  const sentWh = line.sentWh;
  if (sentWh === undefined) throw withheld("what a line sent is withheld");
  const { result } = line.settle;
  const total = quantity(result.sentWh, "sentWh");
  const G = quantity(result.G, "G");
  const { index, size, proof } = line.source.sum;
  const siblings = proof.map(([sibling, sum]) => [fromHex(sibling), sum] as const);
  const root = hash(result.sumRoot, "sumRoot");
  const verdict = verifySum({
    lineHash: line.leafHash,
    sum: sentWh,
    index,
    size,
    proof: siblings,
    root,
    total,
  });
  insist(
    verdict.ok && size === quantity(result.count, "count"),
    "oversold",
    "the plant's sum does not come out",
  );
  insist(total <= G, "oversold", `the plant sent ${total} Wh of ${G} Wh`, { total, G });
}

/** Part of an interval's generation, and who takes it. */
interface Taken {
  readonly interval: number;
  readonly offset: number;
  readonly sentWh: number;
}

/** Places inside the plant's intervals: disjoint, and none beyond what the meters read. */
function insistPlaces(taken: Taken[], curve: ProvedCurve | undefined): void {
  taken.sort((a, b) => a.interval - b.interval || a.offset - b.offset || a.sentWh - b.sentWh);
  let [at, end] = [-1, 0];
  for (const { interval, offset, sentWh } of taken) {
    if (interval !== at) [at, end] = [interval, 0];
    insist(end <= offset, "offsets", "one Wh of generation is used twice", { interval });
    end = offset + sentWh;
    const wh = need(readingOf(curve, interval), "a reading of the plant is missing");
    insist(end <= wh, "reading-exceeded", "more than the meter read", { offset, sentWh, wh });
  }
}

function checkKwhPlaces(state: State): void {
  const taken = readPath(state).pieces.map(({ productionInterval: interval, offset, sentWh }) => ({
    interval,
    offset,
    sentWh,
  }));
  insistPlaces(taken, kwhPlant(state, provedReadings(state)).curve);
}

/** All lines of the certificate, plant by plant; and the plant's meters read what its month was frozen with. */
function checkMonthPlaces(state: State): void {
  const readings = provedReadings(state);
  const intervals = intervalsInMonth(monthOf(state));
  for (const plant of plantsShown(state)) {
    const curve = curveOf(readings, plant, "production");
    const own = wholeLines(state).filter(({ line }) => state.lines[line]?.plant === plant);
    const taken: Taken[] = [];
    for (const { segments } of own) {
      let before = 0;
      for (let at = 0; at < segments.count; at++) {
        const sentWh = (segments.sentEnd[at] ?? 0) - before;
        taken.push({ interval: segments.production[at] ?? 0, offset: segments.offset[at] ?? 0, sentWh });
        before += sentWh;
      }
    }
    insistPlaces(taken, curve);
    const onGridWh = wholeCurve(curve, intervals).reduce((sum, wh) => sum + wh, 0);
    const frozen = plantInputs(state).get(plant)?.onGridWh ?? -1;
    insist(frozen === onGridWh, "sum", "the plant's readings do not add up to what was settled with", {
      ...{ onGridWh, frozen },
    });
  }
}

/** `consumption`: the unit's own readings where they are opened, else attested by the members. */
export function checkConsumption(state: State): Passed {
  const { bundle } = state;
  const without = withoutPath(state);
  if (without) throw without;
  const readings = provedReadings(state);
  const count = countReadings(readings, "consumption");
  if (bundle.level !== "full" && count === 0) {
    const reason = "the unit's readings are not disclosed; the members attest them";
    throw new Mismatch("attested", reason, {}, null);
  }
  const unit = need(state.lines.find((line) => line.unit !== undefined)?.unit, "the unit is withheld");
  const curve = curveOf(readings, unit, "consumption");
  insist(curve !== undefined, "missing", "the unit's readings are missing");
  if (bundle.kwh) checkUsed(state, curve);
  if (bundle.month) checkWholeMonth(state, curve);
  return { reason: "what was used is within what the unit's meters read", detail: { readings: count } };
}

/** No interval of the unit takes more of this kWh than its meters read. */
function checkUsed(state: State, curve: ProvedCurve): void {
  const used = new Map<number, number>();
  for (const { consumptionInterval: at, landedWh } of readPath(state).pieces) {
    if (landedWh > 0) used.set(at, (used.get(at) ?? 0) + landedWh);
  }
  for (const [interval, landedWh] of used) {
    const wh = need(readingOf(curve, interval), "a reading of the unit is missing");
    insist(landedWh <= wh, "reading-exceeded", "more than the unit's meter read", { landedWh, wh });
  }
}

/** With the whole month shown, the readings add up to U, and no interval takes more than was read. */
function checkWholeMonth(state: State, curve: ProvedCurve): void {
  const intervals = intervalsInMonth(monthOf(state));
  const wh = wholeCurve(curve, intervals);
  const sum = wh.reduce((total, one) => total + one, 0);
  const U = need(state.lines[0]?.U, "U is withheld");
  insist(sum === U, "sum", `the readings add up to ${sum} Wh, settled with ${U} Wh`, { sum, U });
  const used = new Float64Array(intervals);
  for (const { segments } of wholeLines(state)) {
    let before = 0;
    for (let at = 0; at < segments.count; at++) {
      const interval = segments.consumption[at] ?? 0;
      used[interval] = (used[interval] ?? 0) + (segments.landedEnd[at] ?? 0) - before;
      before = segments.landedEnd[at] ?? 0;
    }
  }
  for (let at = 0; at < intervals; at++) {
    insist((used[at] ?? 0) <= (wh[at] ?? 0), "reading-exceeded", "more than the unit's meters read", {
      interval: at,
    });
  }
}
