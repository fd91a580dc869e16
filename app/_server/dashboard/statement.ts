import "server-only";
import type { MonthView } from "@/components/dashboard/dashboard-view";
import { addedUp } from "@/lib/accounting/sums";
import { monthView } from "./month";
import { type Asked, chosenMonth, monthsOf } from "./own";

/** A month's statement, of all one's units or of one; undefined where there is none. */
export async function statementOf(participant: string, asked: Asked): Promise<MonthView | undefined> {
  const mark = chosenMonth(await monthsOf(participant), asked);
  if (mark === undefined) return undefined;
  const view = await monthView(participant, mark);
  if (typeof asked.unit !== "string" || asked.unit === "") return view;
  const groups = view.groups.filter(({ id }) => id === asked.unit);
  return { ...view, groups, sums: addedUp(groups.map(({ sums }) => sums)) };
}
