import { type Factor, locationFactor, residualFactor } from "./factors";

/** What a consumption unit used in a month, and how much of it is settled green power. */
export interface UnitUse {
  readonly unit: string;
  readonly province: string;
  readonly consumedWh: number;
  readonly settledWh: number;
  /** Of the settled, what has its GECs linked; 0 while none are (domain §5). */
  readonly linkedWh: number;
}

/** One product of the sum: energy × factor, in 10 kg of CO₂ (0.01 t), half up. */
export interface EmissionRow {
  readonly id: string;
  readonly wh: number;
  readonly factor: Factor | undefined;
  /** 0.01 t; undefined where there is no factor. */
  readonly centitonnes: number | undefined;
}

export interface Emissions {
  readonly location: readonly EmissionRow[];
  /** Linked green power at 0, green power not linked yet, the rest. */
  readonly market: readonly EmissionRow[];
  /** Sums of the rows as they are shown; undefined where a row has no factor. */
  readonly locationTotal: number | undefined;
  readonly marketTotal: number | undefined;
}

/** Wh × 0.0001 kg/kWh is 10⁻⁷ kg; 0.01 t is 10 kg. Exact, half up. */
export function centitonnesOf(wh: number, factor: number): number {
  return Number((BigInt(wh) * BigInt(factor) + 50_000_000n) / 100_000_000n);
}

const ZERO: Factor = { scope: "excluding_market", region: "CN", year: 0, value: 0, unverified: false };

/** GHG Protocol Scope 2, both ways (domain §5): by the grid one draws from, and by what one bought. */
export function emissionsOf(units: readonly UnitUse[], year: number): Emissions {
  const location = units.map(({ unit, province, consumedWh }) =>
    row(unit, consumedWh, locationFactor(province, year)),
  );
  const sum = (value: (unit: UnitUse) => number) => units.reduce((all, unit) => all + value(unit), 0);
  const residual = residualFactor(year);
  const linked = sum(({ linkedWh }) => linkedWh);
  const settled = sum(({ settledWh }) => settledWh);
  const market = [
    row("linked", linked, ZERO),
    row("unlinked", settled - linked, residual),
    row("rest", sum(({ consumedWh }) => consumedWh) - settled, residual),
  ];
  return { location, market, locationTotal: totalOf(location), marketTotal: totalOf(market) };
}

function row(id: string, wh: number, factor: Factor | undefined): EmissionRow {
  return { id, wh, factor, centitonnes: factor === undefined ? undefined : centitonnesOf(wh, factor.value) };
}

function totalOf(rows: readonly EmissionRow[]): number | undefined {
  let total = 0;
  for (const { centitonnes } of rows) {
    if (centitonnes === undefined) return undefined;
    total += centitonnes;
  }
  return total;
}
