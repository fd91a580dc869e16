/**
 * Emission factors of purchased electricity, kgCO₂/kWh × 10,000, as published by the Ministry of Ecology and
 * Environment with the National Bureau of Statistics. Facts copied from ../shared/data/emission-factors.csv.
 */

export type FactorScope = "regional" | "provincial" | "excluding_market";

export interface Factor {
  readonly scope: FactorScope;
  /** A grid region's name, a province's two digits, or CN. */
  readonly region: string;
  readonly year: number;
  /** 0.0001 kgCO₂/kWh. */
  readonly value: number;
  /** Known only second-hand. */
  readonly unverified: boolean;
}

type Values = readonly (readonly [region: string, year: number, value: number])[];

const REGIONAL: Values = [
  ["华北", 2022, 6776],
  ["华北", 2023, 6361],
  ["东北", 2022, 5564],
  ["东北", 2023, 5122],
  ["华东", 2022, 5617],
  ["华东", 2023, 5500],
  ["华中", 2022, 5395],
  ["华中", 2023, 5271],
  ["西北", 2022, 5857],
  ["西北", 2023, 5543],
  ["南方", 2022, 3869],
  ["南方", 2023, 4042],
  ["西南", 2022, 2268],
  ["西南", 2023, 2472],
];

const EXCLUDING_MARKET: Values = [
  ["CN", 2022, 5856],
  ["CN", 2023, 6096],
];

/** Only what was read in the announcement itself; the other provinces' are second-hand and left out. */
const PROVINCIAL: Values = [
  ["44", 2023, 4419],
  ["51", 2023, 1564],
];

const REGION_PROVINCES: Readonly<Record<string, readonly string[]>> = {
  华北: ["11", "12", "13", "14", "15", "37"],
  东北: ["21", "22", "23"],
  华东: ["31", "32", "33", "34", "35"],
  华中: ["41", "42", "43", "36"],
  西北: ["61", "62", "63", "64", "65"],
  南方: ["44", "45", "46", "52", "53"],
  西南: ["50", "51", "54"],
};

/** The announcement's grid region of a province; Taiwan, Hong Kong and Macau stand in none. */
export function regionOf(province: string): string | undefined {
  return Object.entries(REGION_PROVINCES).find(([, provinces]) => provinces.includes(province))?.[0];
}

/** All factors, one row each. */
export function factors(): Factor[] {
  const rows = (scope: FactorScope, values: Values) =>
    values.map(([region, year, value]) => ({ scope, region, year, value, unverified: false }));
  return [
    ...rows("regional", REGIONAL),
    ...rows("excluding_market", EXCLUDING_MARKET),
    ...rows("provincial", PROVINCIAL),
  ];
}

/** The newest not after the year of use; a year before all of them takes the oldest. */
export function newestFactor(scope: FactorScope, region: string, year: number): Factor | undefined {
  const known = factors()
    .filter((factor) => factor.scope === scope && factor.region === region)
    .sort((a, b) => a.year - b.year);
  return known.filter((factor) => factor.year <= year).at(-1) ?? known[0];
}

/** Location-based: the province's own factor where it was announced for the newest year, else its grid region's. */
export function locationFactor(province: string, year: number): Factor | undefined {
  const region = regionOf(province);
  const regional = region === undefined ? undefined : newestFactor("regional", region, year);
  const provincial = newestFactor("provincial", province, year);
  if (provincial === undefined) return regional;
  return regional !== undefined && regional.year > provincial.year ? regional : provincial;
}

/** Market-based, for what no certificate covers: the national average without non-fossil energy traded in the market. */
export function residualFactor(year: number): Factor | undefined {
  return newestFactor("excluding_market", "CN", year);
}
