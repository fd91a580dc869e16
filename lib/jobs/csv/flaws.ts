/** Why a line of a file is refused, in codes other tools compare and sentences that say what would be accepted. */

export type FlawCode =
  | "columns"
  | "empty"
  | "number"
  | "decimals"
  | "integer"
  | "range"
  | "text"
  | "id"
  | "unknown"
  | "duplicate"
  | "date"
  | "grid-time"
  | "negative"
  | "above-capacity"
  | "night"
  | "day-incomplete"
  | "path"
  | "province"
  | "frozen";

/** `code` is a FlawCode or, where the market's rules refused, theirs. */
export interface Refused {
  readonly line: number;
  /** The column; empty when the number of columns is wrong. */
  readonly field: string;
  readonly code: string;
  readonly reason: string;
}

const REASONS: Readonly<Record<FlawCode, string>> = {
  columns: "the record does not have as many fields as the header",
  empty: "a value is needed here",
  number: "digits, then at most a point and up to three digits: no sign, exponent, blank or separator",
  decimals: "too many decimals: the value would have to be rounded",
  integer: "digits only: no sign, point, exponent, blank or separator",
  range: "outside the values allowed here",
  text: "text in Unicode normal form C without control or unassigned characters",
  id: "an identifier of printable ASCII characters",
  unknown: "nothing of this id is registered that could stand here",
  duplicate: "already in the market, or earlier in this file",
  date: "no such moment: dates are YYYY-MM-DD, months YYYY-MM, starts ISO 8601 with an offset",
  "grid-time": "not the beginning of a quarter-hour",
  negative: "energy is not negative",
  "above-capacity": "more than the plant's capacity allows in a quarter-hour",
  night: "photovoltaics generate nothing between 23:00 and 02:00",
  "day-incomplete":
    "another reading of this meter's day is refused or missing: a day enters whole or not at all",
  path: "the channels do not lead from the plant's province to the unit's",
  province: "no province-level code of GB/T 2260, or not the one the place lies in",
  frozen: "the month is frozen for settlement",
};

export function refused(line: number, field: string, code: FlawCode, reason?: string): Refused {
  return { line, field, code, reason: reason ?? REASONS[code] };
}

/** By line, then by the order in which the columns stand. */
export function byLine(columns: readonly string[]): (a: Refused, b: Refused) => number {
  const place = new Map(columns.map((column, at) => [column, at]));
  return (a, b) => a.line - b.line || (place.get(a.field) ?? -1) - (place.get(b.field) ?? -1);
}
