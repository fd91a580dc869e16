import "server-only";
import { getLocale } from "next-intl/server";
import type { ContractsView } from "@/components/dashboard/contracts-view";
import type { ContractView } from "@/components/dashboard/dashboard-view";
import { fewChoices } from "@/components/workplace/few-choices";
import { pageAsked } from "@/components/workplace/page-asked";
import { type OwnMonthMark, ownContracts } from "@/lib/store/queries/dashboard";
import type { Directory } from "@/lib/store/queries/directory";
import { contractColumns, lineColumns } from "@/lib/store/queries/month-columns";
import { chosenRows, type OwnRow, ownRows } from "@/lib/store/queries/own-rows";
import { store } from "../market";
import { Selections } from "../selections";
import { contractView } from "./month";
import { type Asked, directory, monthsOf, scopeOf } from "./own";

export const PAGE_SIZE = 50;

type Names = readonly (readonly [value: string, label: string])[];
interface Choices {
  readonly months: Names;
  readonly plants: Names;
  readonly units: Names;
}

const rowsOfMonth = new Selections<readonly OwnRow[]>("own-rows", 60);
const selections = new Selections<readonly OwnRow[]>("own-contracts", 40);
const choices = new Selections<Choices>("own-choices", 20);

/** What the list is chosen from, newest month first: of each contract what narrows and sorts it. */
async function ownMonths(participant: string): Promise<readonly (readonly OwnRow[])[]> {
  const [db, scope, marks] = await Promise.all([store(), scopeOf(participant), monthsOf(participant)]);
  const own = {
    participant,
    side: scope.side,
    units: scope.units.map(({ code }) => code),
    plants: scope.plants,
  };
  const read = async ({ month }: OwnMonthMark) => {
    const [contracts, lines] = await Promise.all([contractColumns(db, month), lineColumns(db, month)]);
    return rowsOfMonth.of([contracts, lines], { ...own, month }, () =>
      ownRows(scope, month, contracts, lines),
    );
  };
  return Promise.all([...marks].reverse().map(read));
}

/** One's own contracts as the address narrows and sorts them: newest month first, numbers in order. */
export async function foundContracts(participant: string, asked: Asked) {
  const [months, names, scope, locale] = await Promise.all([
    ownMonths(participant),
    directory(),
    scopeOf(participant),
    getLocale(),
  ]);
  const { q, month, plant, unit, mode, state, sort } = asked;
  const wanted = { q, month, plant, unit, mode, state, sort };
  const found = selections.of([names, ...months], wanted, () => chosenRows(months.flat(), wanted, names));
  const stages = new Map((await monthsOf(participant)).map((mark) => [mark.month, mark]));
  // Only what is shown is opened.
  const viewsOf = async (codes: readonly string[]): Promise<ContractView[]> => {
    const opened = await ownContracts(await store(), scope, codes);
    return opened.map((one) => {
      const { stage } = stages.get(one.contract.month) ?? { stage: "open" };
      return contractView(one, { stage }, scope, names, locale === "en");
    });
  };
  return { months, names, found, viewsOf };
}

/** One page of them, and the choices the filters offer. */
export async function contractsView(participant: string, asked: Asked): Promise<ContractsView> {
  const { months, names, found, viewsOf } = await foundContracts(participant, asked);
  const page = pageAsked(asked.page);
  const shown = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(({ code }) => code);
  const [rows, [open]] = await Promise.all([
    viewsOf(shown),
    viewsOf(typeof asked.open === "string" ? [asked.open] : []),
  ]);
  const known = choices.of([names, ...months], {}, () => choicesOf(months, names));
  const listed = (values: Names) => values.map(([value, label]) => ({ value, label }));
  return {
    rows,
    total: found.length,
    settled: found.filter(({ settled }) => settled !== undefined).length,
    pageSize: PAGE_SIZE,
    months: listed(known.months),
    plants: fewChoices(listed(known.plants), asked.plant),
    units: fewChoices(listed(known.units), asked.unit),
    ...(open === undefined ? {} : { open }),
  };
}

function choicesOf(months: readonly (readonly OwnRow[])[], { plants, units }: Directory): Choices {
  const [plantCodes, unitCodes] = [new Set<string>(), new Set<string>()];
  const named: string[] = [];
  for (const rows of months) {
    for (const { plant, unit } of rows) {
      plantCodes.add(plant);
      unitCodes.add(unit);
    }
    named.push(...rows.slice(0, 1).map(({ month }) => month));
  }
  return {
    months: named.map((month) => [month, month]),
    plants: [...plantCodes].map((code) => [code, plants.get(code)?.name ?? code]),
    units: [...unitCodes].map((code) => [code, units.get(code)?.name || units.get(code)?.id || code]),
  };
}
