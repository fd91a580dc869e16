import "server-only";
import { getLocale } from "next-intl/server";
import type { ContractState, ContractsView } from "@/components/dashboard/contracts-view";
import type { ContractView } from "@/components/dashboard/dashboard-view";
import { fewChoices } from "@/components/workplace/few-choices";
import { compareText } from "@/lib/crypto/bytes";
import type { LimitedBy } from "@/lib/market/settlement/rules";
import type { OwnContract, OwnMonth } from "@/lib/store/queries/dashboard";
import type { Directory } from "@/lib/store/queries/directory";
import { once } from "../records/matching";
import { Selections } from "../selections";
import { contractView } from "./month";
import { type Asked, directory, monthOf, monthsOf, scopeOf } from "./own";

export const PAGE_SIZE = 50;

/** A contract and the month it stands in: what a list is chosen from; views are made of those that are shown. */
interface Own {
  readonly one: OwnContract;
  readonly month: OwnMonth;
}

type Names = readonly (readonly [value: string, label: string])[];
interface Choices {
  readonly months: Names;
  readonly plants: Names;
  readonly units: Names;
}

const selections = new Selections<readonly Own[]>(40);
const choices = new Selections<Choices>(20);

async function ownMonths(participant: string): Promise<readonly OwnMonth[]> {
  const marks = [...(await monthsOf(participant))].reverse();
  return Promise.all(marks.map((mark) => monthOf(participant, mark)));
}

export function stateOf(settled: { readonly limitedBy: LimitedBy } | undefined): ContractState {
  if (settled === undefined) return "open";
  return settled.limitedBy === "contract" ? "full" : settled.limitedBy;
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
  const found = selections.of([names, ...months], wanted, () => {
    const fits = filterOf(wanted, names);
    const all = months.flatMap((own) => own.contracts.map((one): Own => ({ one, month: own })));
    return sorted(all.filter(fits), typeof sort === "string" ? sort : "");
  });
  const viewOf = ({ one, month: own }: Own): ContractView =>
    contractView(one, own, scope, names, locale === "en");
  return { months, names, found, viewOf };
}

/** One page of them, and the choices the filters offer. */
export async function contractsView(participant: string, asked: Asked): Promise<ContractsView> {
  const { months, names, found, viewOf } = await foundContracts(participant, asked);
  const page = Math.max(1, Math.floor(Number(asked.page)) || 1);
  const open = typeof asked.open === "string" ? openOf(months, asked.open) : undefined;
  const known = choices.of([names, ...months], {}, () => choicesOf(months, names));
  const listed = (values: Names) => values.map(([value, label]) => ({ value, label }));
  return {
    rows: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(viewOf),
    total: found.length,
    settled: found.filter(({ one }) => one.line !== undefined).length,
    pageSize: PAGE_SIZE,
    months: listed(known.months),
    plants: fewChoices(listed(known.plants), asked.plant),
    units: fewChoices(listed(known.units), asked.unit),
    ...(open === undefined ? {} : { open: viewOf(open) }),
  };
}

function openOf(months: readonly OwnMonth[], code: string): Own | undefined {
  for (const month of months) {
    const one = month.contracts.find(({ contract }) => contract.code === code);
    if (one !== undefined) return { one, month };
  }
  return undefined;
}

function choicesOf(months: readonly OwnMonth[], { plants, units }: Directory): Choices {
  const [plantCodes, unitCodes] = [new Set<string>(), new Set<string>()];
  for (const { contracts } of months) {
    for (const { contract } of contracts) {
      plantCodes.add(contract.plant);
      unitCodes.add(contract.unit);
    }
  }
  return {
    months: months.map(({ month }) => [month, month]),
    plants: [...plantCodes].map((code) => [code, plants.get(code)?.name ?? code]),
    units: [...unitCodes].map((code) => [code, units.get(code)?.name || units.get(code)?.id || code]),
  };
}

function filterOf({ q, month, plant, unit, mode, state }: Asked, { plants, units }: Directory) {
  const is = (asked: string | string[] | undefined, value: string) =>
    typeof asked !== "string" || asked === "" || asked === value;
  const sought = typeof q === "string" ? q.trim().toLowerCase() : "";
  const has = (name: string | undefined) => name?.toLowerCase().includes(sought) ?? false;
  const isPlantNamed = once((code) => has(plants.get(code)?.name));
  const isUnitNamed = once((code) => has(units.get(code)?.name));
  return ({ one: { contract, line } }: Own): boolean => {
    if (!is(month, contract.month) || !is(plant, contract.plant) || !is(unit, contract.unit)) return false;
    if (!is(mode, contract.mode) || !is(state, stateOf(line))) return false;
    if (sought === "" || contract.number.toLowerCase().startsWith(sought)) return true;
    return isPlantNamed(contract.plant) || isUnitNamed(contract.unit);
  };
}

const orders: Readonly<Record<string, (a: Own, b: Own) => number>> = {
  number: (a, b) => compareText(a.one.contract.number, b.one.contract.number),
  month: (a, b) => compareText(a.one.contract.month, b.one.contract.month),
  contract: (a, b) => a.one.contract.contractKwh - b.one.contract.contractKwh,
  settled: (a, b) => (a.one.line?.settledKwh ?? -1) - (b.one.line?.settledKwh ?? -1),
  deviation: (a, b) => (a.one.line?.deviationKwh ?? -1) - (b.one.line?.deviationKwh ?? -1),
};

function sorted(rows: Own[], sort: string): Own[] {
  const order = orders[sort.replace(/^-/, "")];
  if (order === undefined) return rows;
  return rows.sort((a, b) => (sort.startsWith("-") ? order(b, a) : order(a, b)));
}
