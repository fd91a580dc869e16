import type { WantedCode } from "@/lib/market/codes";
import type { Month } from "@/lib/units/interval";

/** A contract's code says where it is generated, of what, where it is consumed, and its month; scope and mode are 0. */
export function contractCode(
  plant: { place: string; type: string },
  unit: { province: string },
  month: Month,
): WantedCode {
  const { place, type } = plant;
  return {
    object: "K",
    place,
    energy: type,
    province: unit.province,
    months: [month],
    scope: "0",
    mode: "0",
  };
}
