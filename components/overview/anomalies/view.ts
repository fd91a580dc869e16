import type { RuleName, Severity } from "@/lib/oversight/finding";
import type { AnomalyState } from "@/lib/oversight/workflow";

export type Standing = AnomalyState | "gone";

export interface LinkView {
  readonly label: string;
  readonly href: string;
}

/** One line of the list, in the reader's words. */
export interface AnomalyRowView {
  readonly id: number;
  readonly standing: Standing;
  readonly stateLabel: string;
  readonly ruleLabel: string;
  readonly object: string;
  readonly sentence: string;
  /** Day it was first found. */
  readonly seen: string;
  readonly links: readonly LinkView[];
}

/** 96 quarter-hours of a day, Wh; `null` where there is none. */
export interface DayCurveView {
  readonly kind: "day";
  readonly anchored: readonly number[] | null;
  /** As first sent and refused; only what `flagged` names is drawn. */
  readonly first: readonly number[] | null;
  readonly ceilingWh: number | null;
  readonly flagged: readonly number[];
  /** Slots in the dark: [from, to). */
  readonly dark: readonly (readonly [number, number])[];
  readonly label: string;
  readonly limitLabel: string;
  readonly anchoredLabel: string;
  readonly firstLabel: string;
}

export interface DaysView {
  readonly kind: "days";
  readonly days: readonly { readonly day: string; readonly wh: number | null; readonly isNow: boolean }[];
  readonly levels: readonly {
    readonly wh: number;
    readonly label: string;
    readonly from: number;
    readonly to: number;
  }[];
  readonly label: string;
}

export interface BarsView {
  readonly kind: "bars";
  readonly bars: readonly { readonly label: string; readonly value: number; readonly text: string }[];
  readonly limit: number;
  readonly limitLabel: string;
}

export interface RulerView {
  readonly kind: "ruler";
  readonly low: number;
  readonly high: number;
  readonly registered: number;
  readonly effective: number;
  readonly registeredLabel: string;
  readonly effectiveLabel: string;
}

export interface StripView {
  readonly kind: "strip";
  readonly label: string;
  readonly days: readonly {
    readonly date: number;
    readonly state: "there" | "late" | "missing";
    readonly label: string;
  }[];
}

export type ChartView = DayCurveView | DaysView | BarsView | RulerView | StripView;

/** The exact figures: the first column names, the others are numbers already grouped. */
export interface TableView {
  readonly head: readonly string[];
  /** The column a phone has no room for: its figure stands in the sentence too. */
  readonly spare?: number;
  readonly rows: readonly TableRow[];
  readonly more?: string;
}

export interface TableRow {
  readonly id: string;
  readonly cells: readonly string[];
  /** Index of the cell that is wrong. */
  readonly wrong?: number;
  readonly sum?: boolean;
  readonly href?: string;
}

export interface HistoryView {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly note?: string;
  readonly href?: LinkView;
  readonly refused?: boolean;
}

export interface AnomalyDetailView {
  readonly id: number;
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly state: AnomalyState;
  readonly standing: Standing;
  readonly question: string;
  readonly about: string;
  readonly chart: ChartView | undefined;
  readonly table: TableView;
  readonly ruleHead: string;
  readonly ruleText: string;
  readonly history: readonly HistoryView[];
  /** The last event, by which an action says what it judged. */
  readonly seen: number;
}
