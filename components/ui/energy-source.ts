import type { IconName } from "./icons";

/** The hue and glyph of a plant's energy type: solar covers S1–S3, wind W1 and W2. */
export type EnergySource = "solar" | "wind" | "hydro" | "biomass" | "geo" | "ocean" | "mixed";

const byLetter: Readonly<Record<string, EnergySource>> = {
  S: "solar",
  W: "wind",
  H: "hydro",
  B: "biomass",
  G: "geo",
  O: "ocean",
};

export function sourceOf(energyType: string | undefined): EnergySource {
  return byLetter[energyType?.[0] ?? ""] ?? "mixed";
}

export function iconOf(source: EnergySource): IconName {
  return source;
}
