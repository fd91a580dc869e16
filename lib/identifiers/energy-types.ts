/** How a plant generates, as trace codes and files write it (domain §6). */

export interface EnergyType {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

/** Types a plant can have. */
export const ENERGY_TYPES: readonly EnergyType[] = [
  { code: "W1", name: "陆上风电", nameEn: "Onshore wind" },
  { code: "W2", name: "海上风电", nameEn: "Offshore wind" },
  { code: "S1", name: "集中式光伏", nameEn: "Utility-scale solar" },
  { code: "S2", name: "分布式光伏", nameEn: "Distributed solar" },
  { code: "S3", name: "光热发电", nameEn: "Concentrated solar" },
  { code: "H1", name: "水电", nameEn: "Hydro" },
  { code: "B1", name: "生物质发电", nameEn: "Biomass" },
  { code: "G1", name: "地热发电", nameEn: "Geothermal" },
  { code: "O1", name: "海洋能发电", nameEn: "Ocean" },
];

/** A certificate of several types. */
export const MIXED_ENERGY: EnergyType = { code: "MX", name: "多种类型", nameEn: "Mixed" };
export const NO_ENERGY = "00";

// Marked pure: what reads no type does not load them (the verifier).
const byCode = /* @__PURE__ */ new Map(
  /* @__PURE__ */ ENERGY_TYPES.concat(MIXED_ENERGY).map((type) => [type.code, type]),
);

/** The type of that code, MX included; undefined for `00` and anything else. */
export function energyType(code: string): EnergyType | undefined {
  return byCode.get(code);
}

/** Whether a plant may be of this type: all but mixed, which only a certificate can be. */
export function isPlantEnergy(code: string): boolean {
  return code !== MIXED_ENERGY.code && byCode.has(code);
}

/** Photovoltaics generate nothing in intervals 0–7 and 92–95 (domain §4). */
export function isPhotovoltaic(code: string): boolean {
  return code === "S1" || code === "S2";
}
