import type { LineInput, SettledLine } from "@/lib/market/settlement/rules";

/** What a line is settled from, and what the books say came of it. */
export interface LineFigures {
  readonly input: LineInput;
  readonly stored: Pick<SettledLine, "settledKwh" | "limitedBy" | "sentWh" | "landedWh">;
  /** Names of the path's channels, from the sending to the receiving end. */
  readonly channels: readonly string[];
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
