import { type EnergySource, sourceOf } from "@/components/ui/energy-source";
import type { Figures } from "@/lib/proof/verify/figures";

/** What the card prints. Absent means withheld. */
export interface CardFace {
  readonly hash: string;
  readonly code: string;
  readonly issuer: string;
  readonly demo: boolean;
  readonly month: string;
  readonly version: number;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly settledKwh?: number;
  readonly consumedWh?: number;
  readonly holder?: string;
  /** Largest first; empty where the lines are withheld. */
  readonly mix: readonly { readonly source: EnergySource; readonly kwh: number }[];
  /** The one source the code names where the lines are withheld. */
  readonly codeSource: EnergySource;
  /** GB/T 2260 provinces of production, of the code where lines are withheld; empty when several and withheld. */
  readonly from: readonly string[];
  readonly to: string;
}

export function cardFaceOf(figures: Figures, issuer: string, demo: boolean): CardFace {
  // Positions 4–9 and 10–11 of the code (domain §6); the verifier has compared the code with what was issued.
  const place = figures.code.slice(3, 9);
  const energy = figures.code.slice(9, 11);
  return {
    hash: figures.hash,
    code: figures.code,
    issuer,
    demo,
    month: figures.month,
    version: figures.version,
    issuedAt: figures.issuedAt,
    settledKwh: figures.settledKwh,
    consumedWh: figures.consumedWh,
    holder: figures.holder?.name,
    mix: mixOf(figures),
    codeSource: sourceOf(energy),
    from: provincesOf(figures, place),
    to: figures.unitProvince,
  };
}

function mixOf(figures: Figures): CardFace["mix"] {
  const bySource = new Map<EnergySource, number>();
  for (const { plant, settledKwh } of figures.lines) {
    if (plant === undefined || settledKwh === undefined || settledKwh === 0) continue;
    const source = sourceOf(plant.type);
    bySource.set(source, (bySource.get(source) ?? 0) + settledKwh);
  }
  return [...bySource].map(([source, kwh]) => ({ source, kwh })).sort((a, b) => b.kwh - a.kwh);
}

function provincesOf(figures: Figures, place: string): string[] {
  const found = new Set<string>();
  for (const { plant, settledKwh } of figures.lines) {
    if (plant !== undefined && settledKwh !== 0) found.add(plant.province);
  }
  if (found.size === 0 && place !== "000000") found.add(place.slice(0, 2));
  return [...found];
}
