/** Energy: integer Wh on meters and axes, integer kWh in contracts and settled quantities (domain §2). */

/** Quantities are refused from here on: a double holds every smaller integer exactly. */
export const WH_LIMIT = 2 ** 53;

export const WH_PER_KWH = 1000;

export type DecimalRefusal = "number" | "negative" | "decimals" | "range";
export type ParsedDecimal = { ok: true; value: number } | { ok: false; code: DecimalRefusal };
export type ParsedWh = { ok: true; wh: number } | { ok: false; code: DecimalRefusal };
export type ParsedKwh = { ok: true; kwh: number } | { ok: false; code: "integer" | "range" };

const DECIMAL = /^([0-9]+)(?:\.([0-9]+))?$/;
const SIGNED = /^-[0-9]+(?:\.[0-9]+)?$/;

/**
 * Reads `[0-9]+(\.[0-9]{1,3})?` as an integer of thousandths, below 2^53.
 * A fourth decimal is refused even if it is 0, as are signs, blanks, exponents, separators (formats, "Files in").
 */
export function parseThousandths(text: string): ParsedDecimal {
  const match = DECIMAL.exec(text);
  if (match === null) return { ok: false, code: SIGNED.test(text) ? "negative" : "number" };
  const [, whole = "", fraction = ""] = match;
  if (fraction.length > 3) return { ok: false, code: "decimals" };
  const value = exactInteger(whole + fraction.padEnd(3, "0"));
  return value === undefined ? { ok: false, code: "range" } : { ok: true, value };
}

/** kWh as decimal text, at most three decimals → integer Wh. */
export function parseKwhToWh(text: string): ParsedWh {
  const parsed = parseThousandths(text);
  return parsed.ok ? { ok: true, wh: parsed.value } : parsed;
}

/** Whole kWh as text (`[0-9]+`) whose Wh stay below 2^53. */
export function parseWholeKwh(text: string): ParsedKwh {
  if (!/^[0-9]+$/.test(text)) return { ok: false, code: "integer" };
  const kwh = exactInteger(text);
  if (kwh === undefined || kwh * WH_PER_KWH >= WH_LIMIT) return { ok: false, code: "range" };
  return { ok: true, kwh };
}

/** Whole kWh → Wh. Throws RangeError when the result would not be an exact integer below 2^53. */
export function kwhToWh(kwh: number): number {
  const wh = kwh * WH_PER_KWH;
  if (!Number.isSafeInteger(kwh) || kwh < 0 || wh >= WH_LIMIT)
    throw new RangeError(`kWh out of range: ${kwh}`);
  return wh;
}

/** The whole kWh contained in a quantity of Wh. */
export function wholeKwh(wh: number): number {
  return Math.floor(wh / WH_PER_KWH);
}

/** Wh as kWh with three decimals, `1234567` → `1234.567`: no grouping, the same text everywhere. */
export function formatWhAsKwh(wh: number): string {
  const kwh = wholeKwh(wh);
  return `${kwh}.${String(wh - kwh * WH_PER_KWH).padStart(3, "0")}`;
}

/** Digits → the integer they spell, or undefined from 2^53 on. Leading zeros do not count. */
function exactInteger(digits: string): number | undefined {
  const significant = digits.replace(/^0+/, "");
  if (significant.length > 16) return undefined;
  const value = Number(significant);
  return value < WH_LIMIT ? value : undefined;
}
