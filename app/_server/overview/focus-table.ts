import "server-only";
import type { FocusView, MonthBar, OverviewView } from "@/components/overview/overview-view";
import type { CsvValue } from "@/lib/files/csv";

export const focusHeader = ["part", "month", "object", "name", "figure", "wh"] as const;

/**
 * What the page shows of one province, channel or plant, one figure a row, exact Wh: `own` are its accounts, `plant`
 * its plants, `flow` where its energy went or came from, `month` its months.
 */
export function focusRows({ key, name, ...focus }: FocusView, view: OverviewView): CsvValue[][] {
  const rows: CsvValue[][] = [];
  const add = (part: string, month: string, object: string, called: string, figures: object) => {
    for (const [figure, wh] of Object.entries(figures))
      if (figure.endsWith("Wh") && typeof wh === "number")
        rows.push([part, month, object, called, `${figure.slice(0, -2).toLowerCase()}`, wh]);
  };
  const { month } = view;
  for (const own of [focus.sum, focus.channel, focus.plant]) if (own) add("own", month, key, name, own);
  for (const plant of focus.plants) add("plant", month, plant.code, plant.name, plant);
  for (const { from, to, path, sentWh, landedWh } of focus.flows) {
    const way = path.map((at) => view.channels[at]?.code ?? "").join(">");
    add("flow", month, way, `${from}>${to}`, { sentWh, landedWh, lossWh: sentWh - landedWh });
  }
  for (const { month: of, ...bar } of focus.months) add("month", of, key, name, bar);
  return rows;
}

export const monthsHeader = ["month", "settled_wh", "unsold_wh", "mechanism_wh", "received_wh"] as const;

/** Exact Wh; `received_wh` is empty where nothing lands, as in the market as a whole. */
export function monthsRows(months: readonly MonthBar[]): CsvValue[][] {
  return months.map(({ month, settledWh, unsoldWh, mechanismWh, receivedWh }) => [
    month,
    ...[settledWh, unsoldWh, mechanismWh, receivedWh ?? ""],
  ]);
}
