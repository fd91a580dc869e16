/** Arguments as verbs want them. Throws CannotTry with one line of advice. */
import { CannotTry } from "@/lib/cli/exit";
import { parseCode } from "@/lib/identifiers/trace-code";
import { isMonth, type Month } from "@/lib/units/interval";

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export function monthOption(options: Options): Month {
  const { month } = options;
  if (typeof month === "string" && isMonth(month)) return month;
  throw new CannotTry("month", "--month takes YYYY-MM, for example 2026-09");
}

/** A kWh number, or undefined where none was given. */
export function kwhOption(options: Options): number | undefined {
  const { kwh } = options;
  if (kwh === undefined) return undefined;
  if (typeof kwh === "string" && /^[1-9][0-9]{0,14}$/.test(kwh)) return Number(kwh);
  throw new CannotTry("kwh", "--kwh takes a whole number from 1");
}

/** A certificate's code, with or without the prefix before it. */
export function codeArgument(text: string | undefined): string {
  const parsed = parseCode((text ?? "").slice((text ?? "").lastIndexOf("/") + 1));
  if (parsed.ok) return parsed.text;
  throw new CannotTry("code", `not a trace code: ${parsed.code}`);
}
