import "server-only";
import type { BetterView } from "@/components/dashboard/better-list";
import type { ContractView, MonthView } from "@/components/dashboard/dashboard-view";
import type { DeviationBy, DeviationRow } from "@/components/dashboard/deviation-matrix";
import type { UseRow } from "@/components/dashboard/emission-accounts";
import type { FlowStrand } from "@/components/dashboard/flow-line";
import type { MonthFigures } from "@/components/dashboard/four-figures";
import type { HeatView } from "@/components/dashboard/heat-view";
import { emissionsOf } from "@/lib/accounting/emissions";
import { joined } from "@/lib/accounting/hours";
import { sumsOf } from "@/lib/accounting/sums";
import { compareText } from "@/lib/crypto/bytes";
import type { LimitedBy } from "@/lib/market/settlement/rules";
import type { OwnMonthMark } from "@/lib/store/queries/dashboard";
import { daysSinceEpoch, yearMonth } from "@/lib/units/interval";
import { type MonthHours, monthColumns } from "./hours";
import { monthSums, monthView } from "./month";
import { type Asked, directory } from "./own";

const MOST_STRANDS = 6;

/** The month's view with its emissions; without them where a unit's month is open or the reader uses nothing. */
export async function figuresOf(participant: string, mark: OwnMonthMark): Promise<MonthFigures> {
  const view = await monthView(participant, mark);
  const units = await unitUses(view);
  if (units === undefined) return { view };
  return { view, emissions: emissionsOf(units, yearMonth(mark.month).year) };
}

/** What each unit used and how much of it is settled; undefined before all of it is known. */
export async function unitUses(view: MonthView): Promise<UseRow[] | undefined> {
  if (view.side !== "consumption" || view.consumedWh === undefined || view.stage !== "finished")
    return undefined;
  const { units } = await directory();
  return view.groups.map(({ id, name, consumedWh = 0, sums }) => ({
    unit: id,
    name,
    province: units.get(id)?.province ?? "",
    consumedWh,
    settledWh: 1000 * sums.settledKwh,
    // Linking GECs to lines is not part of the market's commands yet: none is linked (domain §5).
    linkedWh: 0,
  }));
}

/** One strand a site, the smallest of many together. */
export function strandsOf(view: MonthView, others: (count: number) => string): FlowStrand[] {
  const settled = view.groups.filter(({ contracts }) => contracts.length > 0);
  const byEnergy = [...settled].sort((a, b) => b.sums.contractKwh - a.sums.contractKwh);
  const named = byEnergy.length > MOST_STRANDS ? byEnergy.slice(0, MOST_STRANDS - 1) : byEnergy;
  const rest = byEnergy.slice(named.length);
  const strands = named.map((group) => ({
    id: group.id,
    name: group.name,
    ...group.sums,
    ...shortOf(group.contracts),
    ...(group.certificate === undefined ? {} : { certificate: group.certificate }),
  }));
  if (rest.length === 0) return strands;
  const contracts = rest.flatMap((group) => group.contracts);
  return [
    ...strands,
    { id: "others", name: others(rest.length), ...sumsOf(contracts), ...shortOf(contracts) },
  ];
}

/** Whose side fell short: plants that generated too little, units that used too little. */
function shortOf(contracts: readonly ContractView[]) {
  const by = (side: LimitedBy) => contracts.filter(({ settled }) => settled?.limitedBy === side);
  return {
    shortPlants: by("generation").map(({ plantName }) => plantName),
    shortUnits: by("consumption").map(({ unitName }) => unitName),
  };
}

/** What fell short by unit or plant of this month, or by month. */
export async function deviationRows(
  by: DeviationBy,
  participant: string,
  view: MonthView,
  months: readonly OwnMonthMark[],
): Promise<DeviationRow[]> {
  if (by === "month") {
    const finished = months.filter(({ stage }) => stage === "finished");
    return Promise.all(
      finished.map(async (mark) => ({
        id: mark.month,
        name: mark.month,
        sums: await monthSums(participant, mark),
      })),
    );
  }
  const contracts = view.groups.flatMap((group) => group.contracts);
  const keys = new Map(
    contracts.map((one) => (by === "unit" ? [one.unit, one.unitName] : [one.plant, one.plantName])),
  );
  return [...keys]
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, name]) => ({
      id,
      name,
      sums: sumsOf(contracts.filter((one) => (by === "unit" ? one.unit : one.plant) === id)),
    }));
}

export function deviationBy(asked: Asked): DeviationBy {
  return asked.dev === "plant" || asked.dev === "month" ? asked.dev : "unit";
}

/** The address with one thing said differently. */
export function hrefWith(asked: Asked, changes: Readonly<Record<string, string>>, anchor: string): string {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (typeof value === "string") next.set(name, value);
  for (const [name, value] of Object.entries(changes)) next.set(name, value);
  return `/dashboard?${next}#${anchor}`;
}

const THURSDAY = 4;

/** Hours by days of the month, or by months. */
export async function heatOf(
  by: HeatView["by"],
  hours: MonthHours,
  participant: string,
  months: readonly OwnMonthMark[],
): Promise<HeatView> {
  const { month, sums, sun } = hours;
  if (by === "month") {
    const columns = await monthColumns(participant, months);
    const byHour = sums.byHour.map((_, hour) =>
      joined(columns.map((column) => column.byHour[hour] ?? { ofWh: 0, partWh: 0 })),
    );
    return {
      by,
      month,
      sun: [],
      byHour,
      total: joined(byHour),
      columns: columns.map((column) => ({
        id: column.month,
        label: column.month.slice(5),
        full: column.month,
        current: column.month === month,
        hours: column.byHour,
        total: column.total,
      })),
    };
  }
  const { year, month: number } = yearMonth(month);
  const columns = sums.cells.map((cells, at) => {
    const weekday = (daysSinceEpoch(year, number, at + 1) + THURSDAY) % 7;
    const label = String(at + 1);
    return {
      id: label,
      label,
      full: `${month}-${label.padStart(2, "0")}`,
      weekend: weekday === 0 || weekday === 6,
      hours: cells,
      total: sums.byDay[at] ?? { ofWh: 0, partWh: 0 },
    };
  });
  return { by, month, columns, byHour: sums.byHour, total: sums.total, sun };
}

/** The options with the names of what they are about. */
export async function betterOf(hours: MonthHours): Promise<BetterView[]> {
  const { units } = await directory();
  return hours.options.map(({ unit, toType: _, ...option }) => {
    const name = unit === undefined ? undefined : units.get(unit)?.name || units.get(unit)?.id;
    return { ...option, ...(name === undefined ? {} : { unitName: name }) };
  });
}
