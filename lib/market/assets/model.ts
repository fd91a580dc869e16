import type { WantedCode } from "@/lib/market/codes";
import type { Month } from "@/lib/units/interval";

/** What the codes of assets say (domain §6). Months are those of registration. */

/** What a plant's trace code says of it; its month, number and check come when it is registered. */
export function plantCode(plant: { place: string; type: string }, months: readonly Month[]): WantedCode {
  return {
    object: "P",
    place: plant.place,
    energy: plant.type,
    province: "00",
    months,
    scope: "0",
    mode: "0",
  };
}

/** What a consumption unit's trace code says of it: a province, no place within it, no energy. */
export function unitCode(unit: { province: string }, months: readonly Month[]): WantedCode {
  const { province } = unit;
  return { object: "U", place: `${province}0000`, energy: "00", province, months, scope: "0", mode: "0" };
}

/** The place of a channel is its sending end, its province of consumption the receiving end. */
export function channelCode(
  channel: { fromProvince: string; toProvince: string },
  months: readonly Month[],
): WantedCode {
  const { fromProvince, toProvince } = channel;
  return {
    object: "H",
    place: `${fromProvince}0000`,
    energy: "00",
    province: toProvince,
    months,
    scope: "0",
    mode: "0",
  };
}

/** A production meter stands at its plant, a consumption meter somewhere in its unit's province. */
export function meterCode(
  of: { place: string; type: string } | { province: string },
  months: readonly Month[],
): WantedCode {
  if ("type" in of) {
    const { place, type } = of;
    return { object: "M", place, energy: type, province: "00", months, scope: "0", mode: "0" };
  }
  const { province } = of;
  return { object: "M", place: `${province}0000`, energy: "00", province, months, scope: "0", mode: "0" };
}
