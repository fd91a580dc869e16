/** Rule 1: no metering point of a plant, nor all of them together, reads more in a quarter-hour than its capacity allows. */
import { ceilingWh } from "@/lib/market/metering/rules";
import { type DayNumber, monthOfDay } from "@/lib/units/day";
import type { Finding, SlotReading } from "./finding";
import { NEAR_CAPACITY } from "./thresholds";

export interface PlantOf {
  readonly code: string;
  readonly province: string;
  readonly type: string;
  readonly capacityKw: number;
}

/** A plant's civil day, its meters' readings added up. `whole`: every meter's day is anchored. */
export interface PlantDay {
  readonly day: DayNumber;
  /** 96 readings, Wh. */
  readonly wh: Float64Array;
  readonly entries: readonly number[];
}

/** A meter's day as it was first sent and refused; readings that could not be read are NaN. */
export interface RefusedDay {
  readonly meter: string;
  readonly day: DayNumber;
  /** 96 readings, Wh. */
  readonly wh: Float64Array;
  readonly at: number;
  readonly job: string;
  readonly line: number;
}

export interface AcceptedDay {
  readonly wh: Float64Array;
  readonly entry: number;
}

/** What an import refused for being above the ceiling, beside what was accepted for the same day, if anything was. */
export function refusedAboveCapacity(
  plant: PlantOf,
  first: RefusedDay,
  accepted: AcceptedDay | undefined,
): Finding | undefined {
  const ceiling = ceilingWh(plant.capacityKw);
  const refused = slotsWhere(first.wh, (wh) => wh > ceiling);
  if (refused.length === 0) return undefined;
  const compared = slotsWhere(first.wh, (wh) => !Number.isNaN(wh));
  const evidence = {
    kind: "refused-reading",
    plant: plant.code,
    meter: first.meter,
    day: first.day,
    ceilingWh: ceiling,
    refused,
    refusedAt: first.at,
    job: first.job,
    line: first.line,
    comparedSlots: compared.length,
    firstWh: total(compared),
    ...(accepted && { accepted: acceptedPart(accepted, compared, refused) }),
  } as const;
  const about = { rule: "above-capacity", object: first.meter, period: String(first.day) } as const;
  return { ...about, month: monthOfDay(first.day), provinces: [plant.province], severity: "high", evidence };
}

function acceptedPart(
  { wh, entry }: AcceptedDay,
  compared: readonly SlotReading[],
  refused: readonly SlotReading[],
) {
  const same = (slots: readonly SlotReading[]) => slots.map(({ slot }) => ({ slot, wh: wh[slot] ?? 0 }));
  return { wh: total(same(compared)), entry, readings: same(refused) };
}

/** Each meter alone keeps below the ceiling, but together they do not, or they keep to it for hours. */
export function dayAboveCapacity(plant: PlantOf, { day, wh, entries }: PlantDay): Finding | undefined {
  const ceiling = ceilingWh(plant.capacityKw);
  const above = slotsWhere(wh, (reading) => reading > ceiling);
  const floor = ceiling - (ceiling * NEAR_CAPACITY.withinPpm) / 1_000_000;
  const near = slotsWhere(wh, (reading) => reading >= floor);
  const isNear = ceiling > 0 && near.length >= NEAR_CAPACITY.intervals;
  if (above.length === 0 && !isNear) return undefined;
  const kind = above.length > 0 ? "capacity-sum" : "near-capacity";
  const readings = above.length > 0 ? above : near;
  return {
    ...{ rule: "above-capacity", object: plant.code, period: String(day) },
    ...{ month: monthOfDay(day), provinces: [plant.province] },
    severity: above.length > 0 ? "high" : "medium",
    evidence: { kind, plant: plant.code, day, ceilingWh: ceiling, readings, entries },
  };
}

/** The quarter-hours of a day, 0–95, whose reading in Wh fits. */
export function slotsWhere(wh: Float64Array, fits: (wh: number, slot: number) => boolean): SlotReading[] {
  const slots: SlotReading[] = [];
  wh.forEach((reading, slot) => {
    if (fits(reading, slot)) slots.push({ slot, wh: reading });
  });
  return slots;
}

/** Wh. */
export function total(readings: readonly SlotReading[]): number {
  return readings.reduce((sum, { wh }) => sum + wh, 0);
}
