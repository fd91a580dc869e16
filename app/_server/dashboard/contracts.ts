import "server-only";
import type { ContractState, ContractsView } from "@/components/dashboard/contracts-view";
import type { ContractView } from "@/components/dashboard/dashboard-view";
import { compareText } from "@/lib/crypto/bytes";
import { monthView } from "./month";
import { type Asked, monthsOf } from "./own";

export const PAGE_SIZE = 50;

/** All of one's own contracts, newest month first, numbers in order; months that are finished come from memory. */
async function allContracts(participant: string): Promise<ContractView[]> {
  const months = [...(await monthsOf(participant))].reverse();
  const views = await Promise.all(months.map((mark) => monthView(participant, mark)));
  return views.flatMap(({ groups }) =>
    groups.flatMap(({ contracts }) => contracts).sort((a, b) => compareText(a.number, b.number)),
  );
}

export function stateOf({ settled }: ContractView): ContractState {
  if (settled === undefined) return "open";
  return settled.limitedBy === "contract" ? "full" : settled.limitedBy;
}

/** One's own contracts as the address narrows and sorts them. */
export async function foundContracts(participant: string, asked: Asked) {
  const all = await allContracts(participant);
  const found = sorted(
    all.filter((one) => fits(one, asked)),
    typeof asked.sort === "string" ? asked.sort : "",
  );
  return { all, found };
}

/** One page of them, and the choices the filters offer. */
export async function contractsView(participant: string, asked: Asked): Promise<ContractsView> {
  const { all, found } = await foundContracts(participant, asked);
  const page = Math.max(1, Math.floor(Number(asked.page)) || 1);
  const open = all.find(({ code }) => code === asked.open);
  const names = (value: (one: ContractView) => readonly [string, string]) =>
    [...new Map(all.map(value))].map(([value, label]) => ({ value, label }));
  return {
    rows: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    total: found.length,
    settled: found.filter(({ settled }) => settled !== undefined).length,
    pageSize: PAGE_SIZE,
    months: names(({ month }) => [month, month]),
    plants: names(({ plant, plantName }) => [plant, plantName]),
    units: names(({ unit, unitName }) => [unit, unitName]),
    ...(open === undefined ? {} : { open }),
  };
}

function fits(one: ContractView, { q, month, plant, unit, mode, state }: Asked): boolean {
  const is = (asked: string | string[] | undefined, value: string) =>
    typeof asked !== "string" || asked === "" || asked === value;
  if (!is(month, one.month) || !is(plant, one.plant) || !is(unit, one.unit)) return false;
  if (!is(mode, one.mode) || !is(state, stateOf(one))) return false;
  const sought = typeof q === "string" ? q.trim().toLowerCase() : "";
  if (sought === "") return true;
  return one.number.toLowerCase().startsWith(sought) || one.plantName.toLowerCase().includes(sought);
}

const orders: Readonly<Record<string, (a: ContractView, b: ContractView) => number>> = {
  number: (a, b) => compareText(a.number, b.number),
  month: (a, b) => compareText(a.month, b.month),
  contract: (a, b) => a.contractKwh - b.contractKwh,
  settled: (a, b) => (a.settled?.settledKwh ?? -1) - (b.settled?.settledKwh ?? -1),
  deviation: (a, b) => (a.settled?.deviationKwh ?? -1) - (b.settled?.deviationKwh ?? -1),
};

function sorted(rows: ContractView[], sort: string): ContractView[] {
  const order = orders[sort.replace(/^-/, "")];
  if (order === undefined) return rows;
  return [...rows].sort((a, b) => (sort.startsWith("-") ? order(b, a) : order(a, b)));
}
