import { type DayNumber, formatDay } from "@/lib/units/day";
import type { Unit } from "./companies";

/**
 * The few things in the demonstration market that do not add up, put there for the regulator to find: each the kind of
 * thing that happens, none of them a fault of the ledger. A member that diverged cannot be staged and is left out.
 */

/** A wind farm's day, first sent with three readings beyond what 300 MW can give, refused, and sent again as it was. */
export const resentDay = {
  month: "2026-09",
  meter: "m-huitengliang",
  day: 20260926,
  firstSlot: 9,
  wh: [78_412_000, 79_036_000, 76_908_000],
} as const;

/** Readings changed before they are sent: Wh, by meter and day. */
const glow = {
  meter: "m-hongsibao",
  day: 20260908,
  firstSlot: 82,
  wh: [312_000, 268_500, 241_000, 190_250],
} as const;

/** A second line went into production: from that day on the unit needs a multiple of what it did. */
const newWorkshop = { meter: "m-jianghan-wh", from: 20261008, factor: 2.1 } as const;

/** More than a 20 MW plant can make in a month; agreed all the same. */
const tooMuch = { plant: "hami", unit: "tianshan-wlmq", month: "2026-09", kwh: 3_622_000 } as const;

/** A unit that trades nothing yet; three days of its meter never came. */
export const idleUnits: readonly Unit[] = [
  {
    id: "caoyuan-bt2",
    owner: "caoyuan",
    name: "包头二期（未入市）",
    province: "15",
    peakKw: 3200,
    shift: "two-shift",
    level: "standard",
  },
];
const missingDays: Readonly<Record<string, readonly DayNumber[]>> = {
  "m-caoyuan-bt2": [20261013, 20261014, 20261015],
};

/** A meter's day as it is sent. */
export function sentReadings(meter: string, day: DayNumber, wh: Float64Array): Float64Array {
  if (meter === newWorkshop.meter && day >= newWorkshop.from) {
    return wh.map((reading) => Math.floor(reading * newWorkshop.factor));
  }
  if (meter !== glow.meter || day !== glow.day) return wh;
  return withReadings(wh, glow.firstSlot, glow.wh);
}

/** The resent day as it was first sent; `wh` is how it was accepted later. */
export function firstSent(wh: Float64Array): Float64Array {
  return withReadings(wh, resentDay.firstSlot, resentDay.wh);
}

export function isSent(meter: string, day: DayNumber): boolean {
  return !missingDays[meter]?.includes(day);
}

/** The month's quantity of a trade, kWh. */
export function agreedKwh(trade: { plant: string; unit: string }, month: string, kwh: number): number {
  const isIt = trade.plant === tooMuch.plant && trade.unit === tooMuch.unit && month === tooMuch.month;
  return isIt ? tooMuch.kwh : kwh;
}

function withReadings(wh: Float64Array, firstSlot: number, readings: readonly number[]): Float64Array {
  const changed = wh.slice();
  readings.forEach((reading, at) => {
    changed[firstSlot + at] = reading;
  });
  return changed;
}

/** `20260926` → the name of the file it came in first. */
export const resentFile = `${resentDay.month}-curves-${formatDay(resentDay.day)}`;
