import "server-only";
import type { MonthView } from "@/components/dashboard/dashboard-view";
import { pageAsked } from "@/components/workplace/page-asked";
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

/** So many units (or plants) are shown at once; files have all of them. */
const GROUPS = 50;

/** The part of a statement that a page shows; its sums are the whole's. */
export function statementPart(view: MonthView, asked: Asked) {
  const groups = view.groups.filter(({ contracts }) => contracts.length > 0);
  const last = Math.max(1, Math.ceil(groups.length / GROUPS));
  const page = Math.min(last, pageAsked(asked.page));
  const part = { ...view, groups: groups.slice((page - 1) * GROUPS, page * GROUPS) };
  return { view: part, total: groups.length, size: GROUPS };
}
