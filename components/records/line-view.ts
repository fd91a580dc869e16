import type { LineInput, SettledLine } from "@/lib/market/settlement/rules";

/** What a line is settled from, and what the books say came of it. */
export interface LineFigures {
  readonly input: LineInput;
  readonly stored: Pick<SettledLine, "settledKwh" | "limitedBy" | "sentWh" | "landedWh">;
  /** Names of the path's channels, from the sending to the receiving end. */
  readonly channels: readonly string[];
}

/** What a plant could sell of what it metered in the month, Wh: metered = mechanism + sellable. */
export interface Sellable {
  readonly onGridWh: number;
  readonly mechanismWh: number;
  readonly sellableWh: number;
}

/** A day as it was first sent beside what was accepted, in words. */
export interface RefusedView {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly sum: readonly string[];
}

export interface EntryRef {
  readonly label: string;
  readonly href: string;
  readonly text: string;
}

export interface MeterRef {
  readonly code: string;
  readonly name: string;
  readonly text: string;
  readonly href: string;
  readonly entry: EntryRef | undefined;
}
