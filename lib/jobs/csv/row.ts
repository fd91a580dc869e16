/** One record of a file, its fields read by the form's rules; every bad field leaves one refusal. */
import { textProblem } from "@/lib/crypto/text";
import { isProvince } from "@/lib/identifiers/provinces";
import { type FlawCode, type Refused, refused } from "@/lib/jobs/csv/flaws";
import type { CsvRecord } from "@/lib/jobs/csv/records";
import { parseThousandths } from "@/lib/units/energy";
import { isMonth, type Month } from "@/lib/units/interval";

/** Of a name, a contract number, an id: what the rules take (lib/market/fields). */
const MOST_CHARACTERS = 200;
const PRINTABLE_ASCII = /^[\x20-\x7e]{1,200}$/;
const COORDINATE = /^([+-]?)([0-9]+)(?:\.([0-9]+))?$/;

/** Why the record as a whole has no fields to look at, or undefined. */
export function columnsFlaw(record: CsvRecord, columns: readonly string[]): Refused | undefined {
  if (record.malformed !== undefined) return refused(record.line, "", "columns", record.malformed);
  if (record.fields.length === columns.length) return undefined;
  const reason = `${record.fields.length} fields where the header has ${columns.length}`;
  return refused(record.line, "", "columns", reason);
}

/** Readers answer the value, or undefined after noting the refusal. Only the first flaw of a field is kept. */
export class Row {
  readonly flaws: Refused[] = [];
  readonly line: number;
  private readonly fields: readonly string[];

  constructor(
    record: CsvRecord,
    private readonly columns: readonly string[],
  ) {
    this.line = record.line;
    this.fields = record.fields;
  }

  /** The field as it stands; empty for a column the header may leave out. */
  raw(field: string): string {
    return this.fields[this.columns.indexOf(field)] ?? "";
  }

  flaw(field: string, code: FlawCode | (string & {}), reason?: string): undefined {
    if (this.flaws.some((flaw) => flaw.field === field)) return undefined;
    this.flaws.push(
      reason === undefined
        ? refused(this.line, field, code as FlawCode)
        : { line: this.line, field, code, reason },
    );
    return undefined;
  }

  filled(field: string): string | undefined {
    const text = this.raw(field);
    return text === "" ? this.flaw(field, "empty") : text;
  }

  text(field: string): string | undefined {
    const text = this.filled(field);
    if (text === undefined) return undefined;
    if (text.length > MOST_CHARACTERS)
      return this.flaw(field, "text", `at most ${MOST_CHARACTERS} characters`);
    return textProblem(text) === undefined ? text : this.flaw(field, "text");
  }

  /** An id being given: printable ASCII. */
  id(field: string): string | undefined {
    const text = this.filled(field);
    if (text === undefined) return undefined;
    return PRINTABLE_ASCII.test(text) ? text : this.flaw(field, "id");
  }

  oneOf<T extends string>(field: string, values: readonly T[]): T | undefined {
    const text = this.filled(field);
    if (text === undefined) return undefined;
    const value = values.find((candidate) => candidate === text);
    return value ?? this.flaw(field, "range", `one of ${values.join(", ")}`);
  }

  /** `[0-9]+` within [least, most]. */
  integer(field: string, least: number, most: number): number | undefined {
    const text = this.filled(field);
    if (text === undefined) return undefined;
    if (!/^[0-9]+$/.test(text)) return this.flaw(field, "integer");
    const value = Number(text);
    if (value >= least && value <= most) return value;
    return this.flaw(field, "range", `a whole number from ${least} to ${most}`);
  }

  /** `[0-9]+(\.[0-9]{1,3})?` as thousandths. A sign is `negative` only where energy is meant. */
  thousandths(field: string, meaning: "energy" | "price"): number | undefined {
    const text = this.filled(field);
    if (text === undefined) return undefined;
    const parsed = parseThousandths(text);
    if (parsed.ok) return parsed.value;
    return this.flaw(field, parsed.code === "negative" && meaning === "price" ? "number" : parsed.code);
  }

  month(field: string): Month | undefined {
    const text = this.filled(field);
    if (text === undefined) return undefined;
    return isMonth(text) ? text : this.flaw(field, "date");
  }

  province(field: string): string | undefined {
    const text = this.filled(field);
    if (text === undefined) return undefined;
    return isProvince(text) ? text : this.flaw(field, "province");
  }

  /** Degrees with up to six decimals and a sign → millionths of a degree, at most `limit` degrees either way. */
  coordinate(field: string, limit: number): number | undefined {
    const text = this.filled(field);
    if (text === undefined) return undefined;
    const match = COORDINATE.exec(text);
    if (match === null)
      return this.flaw(field, "number", "digits, a point and up to six digits, maybe a sign");
    const [, sign = "", whole = "", fraction = ""] = match;
    if (fraction.length > 6) return this.flaw(field, "decimals");
    const millionths = Number(whole + fraction.padEnd(6, "0"));
    if (millionths > limit * 1_000_000) return this.flaw(field, "range", `at most ${limit} degrees`);
    return sign === "-" && millionths !== 0 ? -millionths : millionths;
  }

  /** The record when no field has a flaw and every value was read, else undefined. */
  complete<T extends object>(record: { readonly [K in keyof T]: T[K] | undefined }): T | undefined {
    if (this.flaws.length > 0) return undefined;
    if (Object.values(record).includes(undefined))
      throw new Error(`line ${this.line}: a value is missing unsaid`);
    return record as T;
  }
}
