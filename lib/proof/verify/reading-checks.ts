import { fromHex } from "@/lib/crypto/bytes";
import { verifySum } from "@/lib/crypto/merkle/sum-tree";
import { daysOfMonth } from "@/lib/units/day";
import type { Passed, State } from "./checks";
import { hash, quantity } from "./evidence";
import type { ReadLine } from "./lines";
import { insist, Mismatch, need, withheld } from "./mismatch";
import { readPath, withoutKwh } from "./path";
import { monthOf, type ProvedReading, provedReadings, readingOf } from "./readings";

/** `reading`: what the plant's meters read is in their curves, and the curves in anchored batches. */
export function checkReading(state: State): Passed {
  const { bundle } = state;
  if (!bundle.kwh && !bundle.month) throw withoutKwh(state);
  const production = provedReadings(state).filter((one) => one.role === "production");
  if (bundle.kwh) {
    const path = readPath(state);
    const plant = need(state.lines[path.line]?.plant, "the plant is withheld");
    for (const { productionInterval } of path.pieces) {
      const wh = readingOf(production, plant, productionInterval);
      insist(wh !== undefined, "missing", "a reading of the plant is missing", {
        interval: productionInterval,
      });
    }
  }
  const detail = { readings: production.length };
  return { reason: `${production.length} readings of the plant's meters are in the anchored curves`, detail };
}

/** `balance`: the plant sold no more than it could, and no Wh of an interval twice or beyond its reading. */
export function checkBalance(state: State): Passed {
  const { lines, bundle } = state;
  if (lines.length === 0) throw withheld("the quantities are not disclosed");
  for (const line of lines) checkSum(line);
  if (!bundle.kwh && !bundle.month) return sold(lines.length);
  const production = provedReadings(state).filter((one) => one.role === "production");
  if (bundle.kwh) checkPlaces(state, production);
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

/** Places inside the plant's intervals: disjoint, and none beyond what the meters read. */
function checkPlaces(state: State, production: readonly ProvedReading[]): void {
  const path = readPath(state);
  const plant = need(state.lines[path.line]?.plant, "the plant is withheld");
  const ends = new Map<number, number>();
  const ordered = [...path.pieces].sort(
    (a, b) => a.productionInterval - b.productionInterval || a.offset - b.offset,
  );
  for (const { productionInterval, offset, sentWh } of ordered) {
    insist((ends.get(productionInterval) ?? 0) <= offset, "offsets", "one Wh of generation is used twice");
    ends.set(productionInterval, offset + sentWh);
    const wh = need(readingOf(production, plant, productionInterval), "a reading of the plant is missing");
    insist(offset + sentWh <= wh, "reading-exceeded", "more than the meter read", { offset, sentWh, wh });
  }
}

/** `consumption`: the unit's own readings where they are opened, else attested by the members. */
export function checkConsumption(state: State): Passed {
  const { bundle } = state;
  if (!bundle.kwh && !bundle.month) throw withoutKwh(state);
  if (bundle.level !== "full") {
    throw new Mismatch(
      "attested",
      "the unit's readings are not disclosed; the members attest them",
      {},
      null,
    );
  }
  const consumption = provedReadings(state).filter((one) => one.role === "consumption");
  if (bundle.kwh) {
    const path = readPath(state);
    const unit = need(state.lines[path.line]?.unit, "the unit is withheld");
    const taken = new Map<number, number>();
    for (const { consumptionInterval: at, landedWh } of path.pieces) {
      if (landedWh > 0) taken.set(at, (taken.get(at) ?? 0) + landedWh);
    }
    for (const [interval, landedWh] of taken) {
      const wh = need(readingOf(consumption, unit, interval), "a reading of the unit is missing");
      insist(landedWh <= wh, "reading-exceeded", "more than the unit's meter read", { landedWh, wh });
    }
  }
  insist(consumption.length > 0, "missing", "the unit's readings are missing");
  checkWholeMonth(state, consumption);
  return {
    reason: "what was used is within what the unit's meters read",
    detail: { readings: consumption.length },
  };
}

/** With the whole month shown, the readings add up to U. */
function checkWholeMonth(state: State, consumption: readonly ProvedReading[]): void {
  if (!state.bundle.month) return;
  const month = monthOf(state);
  const days = new Set(consumption.map((one) => one.day));
  insist(
    daysOfMonth(month).every((day) => days.has(day)),
    "missing",
    "days of the unit's month are missing",
  );
  const unit = need(state.lines[0]?.unit, "the unit is withheld");
  let sum = 0;
  const seen = new Set<string>();
  for (const one of consumption) {
    const key = `${one.meter}/${one.interval}`;
    if (one.of === unit && !seen.has(key)) sum += one.wh;
    seen.add(key);
  }
  const U = need(state.lines[0]?.U, "U is withheld");
  insist(sum === U, "sum", `the readings add up to ${sum} Wh, settled with ${U} Wh`, { sum, U });
}
