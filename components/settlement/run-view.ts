import type { MonthTotals } from "@/lib/market/settlement/month-figures";
import type { LimitedBy } from "@/lib/market/settlement/rules";

/** A month in the strip above the page, newest last. */
export interface MonthMark {
  readonly month: string;
  readonly stage: "open" | "frozen" | "settled" | "finished";
  readonly contracts: number;
  readonly settledWh: number;
  readonly certificates: number;
  readonly finishEntry?: number;
}

/** One thing that was looked at before the run; `href` leads to where it can be mended. */
export interface CheckView {
  readonly id: string;
  readonly level: "ok" | "look" | "stop";
  readonly count: number;
  readonly of: number;
  readonly names: readonly string[];
  readonly href: string;
  /** Where each of the names leads, if each leads somewhere of its own. */
  readonly links?: readonly string[];
}

/** A line with what limits it: the three quantities compared, all in Wh but where the name says kWh. */
export interface LineView {
  readonly contract: string;
  readonly number: string;
  readonly plant: string;
  readonly plantName: string;
  readonly plantType: string;
  readonly plantProvince: string;
  readonly unit: string;
  readonly unitName: string;
  readonly unitProvince: string;
  readonly path: readonly { readonly name: string; readonly lossPpm: number }[];
  readonly contractKwh: number;
  readonly settledKwh: number;
  readonly deviationKwh: number;
  readonly limitedBy: LimitedBy;
  readonly sentWh: number;
  readonly landedWh: number;
  readonly quotaWh: number;
  readonly allowanceWh: number;
  readonly G: number;
  readonly C: number;
  readonly U: number;
  readonly D: number;
}

/** A plant's month: what it metered, sold and did not sell. */
export interface PlantView {
  readonly plant: string;
  readonly name: string;
  readonly type: string;
  readonly province: string;
  readonly lines: number;
  readonly contractKwh: number;
  readonly settledKwh: number;
  readonly onGridWh: number;
  readonly G: number;
  readonly C: number;
  readonly sentWh: number;
  readonly landedWh: number;
  readonly unsoldWh: number;
  readonly settleEntry?: number;
  readonly traceEntry?: number;
}

/** One page of a month's lines or plants with the totals over all of them. */
export interface FiguresView {
  readonly kind: "preview" | "settled";
  readonly month: string;
  readonly totals: MonthTotals;
  readonly plantCount: number;
  readonly tab: "lines" | "plants";
  readonly lines: readonly LineView[];
  readonly plants: readonly PlantView[];
  /** Rows that fit the search, over all pages. */
  readonly found: number;
  readonly pageSize: number;
}

/** What a confirmed run will have signed, and by whom. */
export interface RunPlan {
  readonly month: string;
  readonly plants: number;
  /** Steps the members have already taken, of an interrupted run. */
  readonly frozen: boolean;
  readonly settled: number;
  readonly traced: number;
  readonly settledKwh: number;
  /** Above this many kWh a second person signs the end; absent where genesis set none. */
  readonly twoPersonKwh?: number;
  readonly meters: number;
}
