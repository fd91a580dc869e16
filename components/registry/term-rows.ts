import { addMonths, isMonth } from "@/lib/units/interval";

/** How long a deal runs, in months, and of each month what is not as the form's quantity says. */
export interface Term {
  readonly months: number;
  /** kWh as typed, by month. */
  readonly kwh: Readonly<Record<string, string>>;
}

export const oneMonth: Term = { months: 1, kwh: {} };

/** Three years; all of a deal's contracts go into one command. */
export const MOST_MONTHS = 36;

/**
 * A deal over several months as the market records it: a number and a quantity for each, from the month given. One
 * month keeps its number; of several each has the month behind it.
 */
export function termRows(
  row: Readonly<Record<string, string>>,
  { months, kwh }: Term,
): Record<string, string>[] {
  const { number = "", month = "", quantity_kwh = "" } = row;
  if (months <= 1 || !isMonth(month)) return [{ ...row }];
  return Array.from({ length: Math.min(months, MOST_MONTHS) }, (_, i) => {
    const at = addMonths(month, i);
    const quantity = kwh[at] ?? "";
    return {
      ...row,
      month: at,
      number: `${number}-${at.replace("-", "")}`,
      quantity_kwh: quantity === "" ? quantity_kwh : quantity,
    };
  });
}
