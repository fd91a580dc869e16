import type { Match } from "@/lib/accounting/hours";
import type { SunHours } from "@/lib/accounting/sun";

export interface HeatColumn {
  readonly id: string;
  /** What stands under it: `1`, `10`. */
  readonly label: string;
  /** What is said of it: `2026-10-05`, `2026-10`. */
  readonly full: string;
  readonly weekend?: boolean;
  readonly current?: boolean;
  readonly hours: readonly Match[];
  readonly total: Match;
}

export interface HeatView {
  readonly by: "day" | "month";
  readonly month: string;
  readonly columns: readonly HeatColumn[];
  readonly byHour: readonly Match[];
  readonly total: Match;
  readonly sun: readonly SunHours[];
}

/** 0–1 for drawing; undefined where there was nothing to match. */
export function shareFor({ ofWh, partWh }: Match): number | undefined {
  return ofWh === 0 ? undefined : partWh / ofWh;
}

export const ALL_HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);
export const NO_MATCH: Match = { ofWh: 0, partWh: 0 };

/** Ink by the share; blank where there was nothing to match. */
export function shade(share: number | undefined): string {
  if (share === undefined) return "var(--card)";
  return `color-mix(in oklab, var(--ink) ${(3 + share * 89).toFixed(1)}%, var(--card))`;
}

/** The map's own units. */
export const CELL_H = 16;
const CELL_W = { day: 24, month: 100 } as const;
/** A full month of days is as wide; fewer columns leave the rest blank instead of growing. */
export const MAP_W = 30 + 31 * CELL_W.day;

export function cellWidth({ by, columns }: Pick<HeatView, "by" | "columns">): number {
  return by === "day" ? CELL_W.day : Math.min(CELL_W.month, (MAP_W - 30) / Math.max(1, columns.length));
}
export const LEFT = 30;
export const TOP = 10;
export const DAY_BAR = 30;
