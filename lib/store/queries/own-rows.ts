import { compareText } from "@/lib/crypto/bytes";
import type { LimitedBy } from "@/lib/market/settlement/rules";
import type { Month } from "@/lib/units/interval";
import type { Columns } from "./columns";
import type { OwnScope } from "./dashboard";
import type { Directory } from "./directory";

/** What a list of one's own contracts is narrowed and sorted by; `settled` once there is a line. */
export interface OwnRow {
  readonly code: string;
  readonly number: string;
  readonly month: Month;
  readonly plant: string;
  readonly unit: string;
  readonly mode: string;
  readonly contractKwh: number;
  readonly settled?: {
    readonly settledKwh: number;
    readonly deviationKwh: number;
    readonly limitedBy: LimitedBy;
  };
}

/**
 * One's own rows of a month's columns, in number order. The columns hold the whole market: what is somebody else's
 * is left out here, before anything is chosen, counted or sorted.
 */
export function ownRows(scope: OwnScope, month: Month, contracts: Columns, lines: Columns): OwnRow[] {
  const lineOf = new Map(ownPlaces(scope, lines).map((at) => [lines.texts.code?.[at], at]));
  return ownPlaces(scope, contracts).map((at): OwnRow => {
    const code = contracts.texts.code?.[at] ?? "";
    const line = lineOf.get(code);
    return {
      code,
      number: contracts.texts.number?.[at] ?? "",
      month,
      plant: named(contracts, "plant", at),
      unit: named(contracts, "unit", at),
      mode: named(contracts, "mode", at),
      contractKwh: contracts.numbers.contractKwh?.[at] ?? 0,
      ...(line === undefined ? {} : { settled: settledAt(lines, line) }),
    };
  });
}

function settledAt(lines: Columns, at: number): OwnRow["settled"] {
  const settledKwh = lines.numbers.settledKwh?.[at] ?? 0;
  const deviationKwh = (lines.numbers.contractKwh?.[at] ?? 0) - settledKwh;
  const limit = named(lines, "limit", at);
  const limitedBy = limit === "generation" || limit === "consumption" ? limit : "contract";
  return { settledKwh, deviationKwh, limitedBy };
}

function named({ named: columns }: Columns, name: string, at: number): string {
  const column = columns[name];
  return column?.names[column.at[at] ?? -1] ?? "";
}

/** The places `ownContractsOf` finds in the tables. */
function ownPlaces({ side, units, plants, participant }: OwnScope, columns: Columns): number[] {
  const [name, own] =
    side === "consumption"
      ? ["unit", new Set(units.map(({ code }) => code))]
      : side === "generation"
        ? ["plant", new Set(plants)]
        : ["via", new Set([participant])];
  const column = columns.named[name];
  const places: number[] = [];
  if (column === undefined) return places;
  const isOwn = column.names.map((one) => own.has(one));
  column.at.forEach((of, at) => {
    if (isOwn[of]) places.push(at);
  });
  return places;
}

type Value = string | string[] | undefined;

/** A list's filters and its order (`-` before it: downwards) as an address has them; what is no single text is none. */
export type OwnChoice = Readonly<
  Partial<Record<"q" | "month" | "plant" | "unit" | "mode" | "state" | "sort", Value>>
>;

/** The rows a choice leaves, in its order or as they stood. */
export function chosenRows(rows: readonly OwnRow[], choice: OwnChoice, names: Directory): OwnRow[] {
  const chosen = rows.filter(filterOf(choice, names));
  const sort = typeof choice.sort === "string" ? choice.sort : "";
  const order = orders.get(sort.replace(/^-/, ""));
  if (order === undefined) return chosen;
  return chosen.sort((a, b) => (sort.startsWith("-") ? order(b, a) : order(a, b)));
}

function filterOf({ q, month, plant, unit, mode, state }: OwnChoice, { plants, units }: Directory) {
  const is = (asked: Value, value: string) => typeof asked !== "string" || asked === "" || asked === value;
  const sought = typeof q === "string" ? q.trim().toLowerCase() : "";
  const named = (assets: Iterable<readonly [string, { readonly name?: string }]>) =>
    new Set([...assets].filter(([, { name }]) => name?.toLowerCase().includes(sought)).map(([code]) => code));
  const [plantsNamed, unitsNamed] = sought === "" ? [] : [named(plants), named(units)];
  return (row: OwnRow): boolean => {
    if (!is(month, row.month) || !is(plant, row.plant) || !is(unit, row.unit)) return false;
    if (!is(mode, row.mode) || !is(state, stateOf(row))) return false;
    if (sought === "" || row.number.toLowerCase().startsWith(sought)) return true;
    return plantsNamed?.has(row.plant) === true || unitsNamed?.has(row.unit) === true;
  };
}

function stateOf({ settled }: OwnRow): "open" | "full" | "generation" | "consumption" {
  if (settled === undefined) return "open";
  return settled.limitedBy === "contract" ? "full" : settled.limitedBy;
}

const orders: ReadonlyMap<string, (a: OwnRow, b: OwnRow) => number> = new Map([
  ["number", (a, b) => compareText(a.number, b.number)],
  ["month", (a, b) => compareText(a.month, b.month)],
  ["contract", (a, b) => a.contractKwh - b.contractKwh],
  ["settled", (a, b) => (a.settled?.settledKwh ?? -1) - (b.settled?.settledKwh ?? -1)],
  ["deviation", (a, b) => (a.settled?.deviationKwh ?? -1) - (b.settled?.deviationKwh ?? -1)],
]);
