import { MODES, PARTICIPANT_KINDS, SCOPES, TERMS } from "@/components/registry/kinds";
import { englishMonth } from "@/components/ui/english-month";
import { grouped, groupedKwh, percentOfPpm } from "@/components/ui/format";
import { energyType } from "@/lib/identifiers/energy-types";
import { province } from "@/lib/identifiers/provinces";
import { DISCLOSURE_LEVELS } from "@/lib/market/rows";
import { formatDay, isDayNumber } from "@/lib/units/day";
import { isMonth, yearMonth } from "@/lib/units/interval";
import { formatPrice } from "@/lib/units/money";

/**
 * A value of a command as people say it. `groups`: the value itself, cut into groups of so many characters; `text`: the
 * same in every language, with the unit the bytes count in where it is another; `names`: by language; `key`: a message
 * of `device.values`.
 */
export type SaidValue =
  | { readonly groups: number }
  | { readonly text: string; readonly unit?: string }
  | { readonly names: { readonly zh: string; readonly en: string } }
  | { readonly key: string; readonly values?: Readonly<Record<string, string>> };

export type Scalar = string | number | boolean;

/** Values a field is known to take; each has a message `device.values.<field>.<value>`. */
export const namedValues: Readonly<Record<string, readonly string[]>> = {
  alg: ["p256", "sm2", "ed25519"],
  custody: ["self", "gateway", "exchange"],
  level: DISCLOSURE_LEVELS,
  mode: MODES,
  // Of a participant, or of a meter.
  role: [...PARTICIPANT_KINDS, "production", "consumption"],
  scope: SCOPES,
  term: TERMS,
};

const texts: Readonly<Record<string, (value: string) => SaidValue | undefined>> = {
  fromProvince: place,
  month,
  province: place,
  toProvince: place,
  type: (code) => {
    const found = energyType(code);
    return found && { names: { zh: found.name, en: found.nameEn } };
  },
};

const numbers: Readonly<Record<string, (value: number) => SaidValue | undefined>> = {
  capacityKw: (kw) => ({ text: `${grouped(kw)} kW` }),
  coincidentWh: energy,
  consumedWh: energy,
  contractKwh: wholeEnergy,
  day: (day) => (isDayNumber(day) ? { text: formatDay(day) } : undefined),
  energyPrice: price,
  environmentPrice: price,
  latE6: (angle) => ({ text: `${degrees(angle)}${angle < 0 ? " S" : " N"}`, unit: "10⁻⁶°" }),
  lonE6: (angle) => ({ text: `${degrees(angle)}${angle < 0 ? " W" : " E"}`, unit: "10⁻⁶°" }),
  lossPpm: (ppm) => (ppm < 0 ? undefined : { text: percentOfPpm(ppm), unit: "ppm" }),
  settledKwh: wholeEnergy,
  wh: energy,
};

/** How a field's value is said, from nothing but the value; undefined where it stays as it stands in the bytes. */
export function sayValue(field: string, value: Scalar): SaidValue | undefined {
  if (typeof value === "boolean") return undefined;
  if (typeof value === "number") {
    return Object.hasOwn(numbers, field) && Number.isSafeInteger(value) ? numbers[field]?.(value) : undefined;
  }
  if (Object.hasOwn(namedValues, field) && namedValues[field]?.includes(value))
    return { key: `${field}.${value}` };
  const said = Object.hasOwn(texts, field) ? texts[field]?.(value) : undefined;
  return said ?? groups(value);
}

/** Trace codes and key ids in fours, what is longer in eights, as everywhere else. */
function groups(value: string): SaidValue | undefined {
  if (/^L1[0-9A-Z]{30}$/.test(value) || /^[0-9a-f]{32}$/.test(value)) return { groups: 4 };
  return /^[0-9a-f]{64,}$/.test(value) ? { groups: 8 } : undefined;
}

function place(code: string): SaidValue | undefined {
  const found = province(code);
  return found && { names: { zh: found.name, en: found.nameEn } };
}

function month(text: string): SaidValue | undefined {
  if (!isMonth(text)) return undefined;
  const { year, month: number } = yearMonth(text);
  return {
    key: "month",
    values: { year: String(year), month: String(number), english: englishMonth(text) },
  };
}

function price(thousandths: number): SaidValue | undefined {
  return thousandths < 0 ? undefined : { key: "price", values: { yuan: formatPrice(thousandths) } };
}

function wholeEnergy(kwh: number): SaidValue {
  return { text: `${grouped(kwh)} kWh` };
}

function energy(wh: number): SaidValue | undefined {
  return wh < 0 ? undefined : { text: `${groupedKwh(wh)} kWh`, unit: "Wh" };
}

/** Millionths of a degree in degrees, exact: `-36180000` → `36.18°`; which side of zero is said behind it. */
function degrees(millionths: number): string {
  const whole = Math.floor(Math.abs(millionths) / 1_000_000);
  const rest = String(Math.abs(millionths) % 1_000_000).padStart(6, "0");
  return `${whole}.${rest.replace(/0{1,4}$/, "")}°`;
}
