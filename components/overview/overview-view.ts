import type {
  ChannelSum,
  Flow,
  NationalChannel,
  NationalTotals,
  ProvinceSum,
} from "@/lib/oversight/national";

/** What the overview shows of one month; quantities Wh. */
export interface OverviewView {
  readonly month: string;
  readonly version: number;
  readonly english: boolean;
  readonly months: readonly MonthBar[];
  readonly totals: NationalTotals;
  /** What the month's certificates stand for; absent before one is issued. */
  readonly certifiedWh?: number;
  readonly provinces: readonly ProvinceSum[];
  readonly channels: readonly ChannelView[];
  readonly flows: readonly Flow[];
  readonly plants: readonly MapPlant[];
  readonly plantCount: number;
  readonly ranking: Ranking;
  readonly focus?: FocusView;
}

export interface MonthBar {
  readonly month: string;
  readonly settledWh: number;
  readonly unsoldWh: number;
  readonly mechanismWh: number;
  /** Of a province: what landed there, from elsewhere and from itself. */
  readonly receivedWh?: number;
}

/** A day of a month: what was metered, what of it was settled, and what of that was used in the same quarter-hour. */
export interface DayBar {
  readonly day: string;
  readonly meteredWh: number;
  readonly sentWh: number;
  readonly matchedWh: number;
}

export interface ChannelView extends NationalChannel, ChannelSum {}

/** A plant on the map, or all of one kind in a province where there are many. */
export interface MapPlant {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly province: string;
  readonly lonE6: number;
  readonly latE6: number;
  readonly count: number;
  readonly sentWh: number;
}

export const rankTabs = ["plants", "channels", "units", "provinces"] as const;
export type RankTab = (typeof rankTabs)[number];

export interface Ranking {
  readonly tab: RankTab;
  readonly sort: "energy" | "share" | "name";
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly largestWh: number;
  readonly rows: readonly RankRow[];
}

export interface RankRow {
  readonly key: string;
  readonly at?: string;
  readonly href: string;
  readonly name: string;
  readonly province?: string;
  readonly type?: string;
  readonly energyWh: number;
  /** Of what: sellable, sent, all landed, on-grid. */
  readonly partWh: number;
  readonly wholeWh: number;
}

/** A province, channel or plant by itself. */
export interface FocusView {
  readonly kind: "province" | "channel" | "plant";
  readonly key: string;
  readonly name: string;
  readonly sum?: ProvinceSum;
  readonly channel?: ChannelView;
  readonly plant?: FocusPlant;
  readonly plants: readonly FocusPlant[];
  readonly plantCount: number;
  readonly flows: readonly Flow[];
  readonly months: readonly MonthBar[];
}

export interface FocusPlant {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly province: string;
  readonly capacityKw: number;
  readonly onGridWh: number;
  readonly mechanismWh: number;
  readonly unsoldWh: number;
  readonly sentWh: number;
  readonly lines: number;
}
