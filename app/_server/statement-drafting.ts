import "server-only";
import type { Cell } from "@/components/holdings/statement";
import type { Factor } from "@/lib/accounting/factors";
import type { StatementFigures } from "./statement-figures";

/** Messages of `statement`. */
export type Says = (key: string, values?: Record<string, string | number>) => string;

/** What the tables are made with. */
export interface Drafting {
  readonly figures: StatementFigures;
  readonly says: Says;
  readonly province: (code: string) => string;
  /** Where a factor holds, in the reader's words. */
  readonly region: (factor: Factor) => string;
  /** The announcement of a year's factors, in the reader's words. */
  readonly announcement: (year: number) => string;
  readonly plantName: (code: string) => string;
  readonly plantType: (code: string) => string;
}

/** Where the factors of these years were announced. */
export function sourceNote(
  { says, announcement }: Drafting,
  years: readonly (number | undefined)[],
): string[] {
  const known = [...new Set(years)].filter((year) => year !== undefined && year !== 0);
  return known.map((year) => says("note.source", { year: String(year), source: announcement(Number(year)) }));
}

export const kwhOf = (wh: number): Cell => ({ value: wh, decimals: 3 });
export const tonnesOf = (centitonnes: number | undefined): Cell =>
  centitonnes === undefined ? undefined : { value: centitonnes, decimals: 2 };
