/** One reading: kWh as text → Wh, with every rule a reading must keep by itself (domain §4, last paragraph). */
import type { FlawCode } from "@/lib/jobs/csv/flaws";
import { type PlantFacts, refusedReading } from "@/lib/market/metering/rules";
import { parseKwhToWh } from "@/lib/units/energy";

/** A day blob holds readings in six bytes. */
const WH_LIMIT = 2 ** 48;

export type ReadingFlaw = Extract<
  FlawCode,
  "empty" | "number" | "decimals" | "negative" | "range" | "above-capacity" | "night"
>;

/** Wh, or why not. `plant` is that of a production meter; `slot` 0–95, or −1 where the start is not to be had. */
export function readWh(text: string, plant: PlantFacts | undefined, slot: number): number | ReadingFlaw {
  const wh = plainWh(text);
  if (typeof wh === "string") return wh;
  if (wh >= WH_LIMIT) return "range";
  if (plant === undefined) return wh;
  // Noon stands in for an unknown quarter-hour: the capacity bounds every one of them.
  return refusedReading(plant, slot < 0 ? 48 : slot, wh) ?? wh;
}

/** The common form without a regular expression; anything unusual goes the long way. */
function plainWh(text: string): number | ReadingFlaw {
  if (text === "") return "empty";
  let value = 0;
  let decimals = -1;
  if (text.length <= 14) {
    for (let at = 0; at < text.length; at++) {
      const digit = text.charCodeAt(at) - 48;
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        if (decimals >= 0) decimals++;
      } else if (digit === -2 && decimals < 0 && at > 0) decimals = 0;
      else return longWay(text);
    }
    if (decimals < 0) return value * 1000;
    if (decimals === 1) return value * 100;
    if (decimals === 2) return value * 10;
    if (decimals === 3) return value;
  }
  return longWay(text);
}

function longWay(text: string): number | ReadingFlaw {
  const parsed = parseKwhToWh(text);
  return parsed.ok ? parsed.wh : parsed.code;
}
