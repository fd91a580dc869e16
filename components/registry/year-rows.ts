import { addMonths, isMonth } from "@/lib/units/interval";

/** A year's deal as the market records it: twelve numbers, one a month, from the month given. */
export function yearRows(row: Readonly<Record<string, string>>): Record<string, string>[] {
  const { number = "", month = "" } = row;
  if (!isMonth(month)) return [{ ...row }];
  return Array.from({ length: 12 }, (_, i) => {
    const at = addMonths(month, i);
    return { ...row, month: at, number: `${number}-${at.replace("-", "")}` };
  });
}
