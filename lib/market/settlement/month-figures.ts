/** A month's lines as people read them: by plant and by unit, and what has to balance to the Wh. Pure arithmetic. */
import { compareText } from "@/lib/crypto/bytes";
import type { PathChannel } from "@/lib/market/settlement/line-leaf";
import { type LimitedBy, type LineInput, type SettledLine, settleLine } from "@/lib/market/settlement/rules";

/** One line with all that min-of-three needs; quantities Wh unless the name says kWh. Objects by trace code. */
export interface MonthLine extends Omit<LineInput, "path">, Omit<SettledLine, "edges"> {
  readonly contract: string;
  readonly number: string;
  readonly plant: string;
  readonly unit: string;
  readonly path: readonly PathChannel[];
}

/** What a plant's meters read in the month, and its mechanism energy as stated. */
export interface PlantMetered {
  readonly onGridWh: number;
  readonly mechanismWh: number;
}

export interface LineSums {
  readonly lines: number;
  readonly contractKwh: number;
  readonly settledKwh: number;
  readonly sentWh: number;
  readonly landedWh: number;
}

export interface PlantFigures extends LineSums, PlantMetered {
  readonly plant: string;
  readonly G: number;
  readonly C: number;
  /** G less what was sent. */
  readonly unsoldWh: number;
}

export interface UnitFigures extends LineSums {
  readonly unit: string;
  readonly U: number;
  readonly D: number;
}

export interface MonthTotals extends LineSums {
  readonly onGridWh: number;
  /** What of the plants' generation went to the mechanism: on-grid less G. */
  readonly mechanismWh: number;
  readonly unsoldWh: number;
  readonly lossWh: number;
  /** Lines by what limited them. */
  readonly limits: Readonly<Record<LimitedBy, number>>;
}

/** The line settled by the rules from its twelve inputs, whatever was stored of it. */
export function monthLine(
  about: Pick<MonthLine, "contract" | "number" | "plant" | "unit">,
  input: LineInput & { readonly path: readonly PathChannel[] },
): MonthLine {
  const { edges: _, ...settled } = settleLine(input);
  return { ...about, ...input, ...settled };
}

const NOTHING: LineSums = { lines: 0, contractKwh: 0, settledKwh: 0, sentWh: 0, landedWh: 0 };

function added(sums: LineSums, line: MonthLine): LineSums {
  return {
    lines: sums.lines + 1,
    contractKwh: sums.contractKwh + line.contractKwh,
    settledKwh: sums.settledKwh + line.settledKwh,
    sentWh: sums.sentWh + line.sentWh,
    landedWh: sums.landedWh + line.landedWh,
  };
}

function summed(
  lines: readonly MonthLine[],
  of: (line: MonthLine) => string,
): [string, LineSums, MonthLine][] {
  const groups = new Map<string, { sums: LineSums; first: MonthLine }>();
  for (const line of lines) {
    const known = groups.get(of(line));
    groups.set(of(line), { sums: added(known?.sums ?? NOTHING, line), first: known?.first ?? line });
  }
  return [...groups]
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([key, { sums, first }]) => [key, sums, first]);
}

/** Plants with lines, by code. */
export function plantFigures(
  lines: readonly MonthLine[],
  metered: ReadonlyMap<string, PlantMetered>,
): PlantFigures[] {
  return summed(lines, ({ plant }) => plant).map(([plant, sums, { G, C }]) => {
    const { onGridWh, mechanismWh } = metered.get(plant) ?? { onGridWh: G, mechanismWh: 0 };
    return { plant, ...sums, onGridWh, mechanismWh, G, C, unsoldWh: G - sums.sentWh };
  });
}

/** Units with lines, by code. */
export function unitFigures(lines: readonly MonthLine[]): UnitFigures[] {
  return summed(lines, ({ unit }) => unit).map(([unit, sums, { U, D }]) => ({ unit, ...sums, U, D }));
}

/** on-grid = sent + mechanism + unsold, and sent = landed + loss, both to the Wh. */
export function monthTotals(lines: readonly MonthLine[], plants: readonly PlantFigures[]): MonthTotals {
  const sums = lines.reduce(added, NOTHING);
  const limits = { contract: 0, generation: 0, consumption: 0 };
  for (const { limitedBy } of lines) limits[limitedBy]++;
  const onGridWh = plants.reduce((sum, plant) => sum + plant.onGridWh, 0);
  const sellable = plants.reduce((sum, plant) => sum + plant.G, 0);
  return {
    ...sums,
    onGridWh,
    mechanismWh: onGridWh - sellable,
    unsoldWh: plants.reduce((sum, plant) => sum + plant.unsoldWh, 0),
    lossWh: sums.sentWh - sums.landedWh,
    limits,
  };
}
