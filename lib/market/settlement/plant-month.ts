/** What `settlement.settle` and `settlement.trace` have in common: one plant's month of one version. */
import { z } from "zod";
import { code, month } from "@/lib/market/fields";
import { accept, refuse, type Verdict } from "@/lib/market/refusal";
import {
  type FrozenPlantRow,
  type FrozenUnitRow,
  frozenPlants,
  frozenUnits,
  type MonthRow,
  months,
  type StateReader,
  versionId,
} from "@/lib/market/state";

export const version = z.int().min(1).max(9999);
export const monthPayload = z.strictObject({ month, version });
export type MonthPayload = z.infer<typeof monthPayload>;
export const plantMonthPayload = z.strictObject({ month, version, plant: code });
export type PlantMonth = z.infer<typeof plantMonthPayload>;

/** The month, frozen as this version. */
export function requireFrozen(
  state: StateReader,
  payload: { readonly month: string; readonly version: number },
): Verdict<MonthRow> {
  const row = months.get(state, payload.month);
  if (!row) return refuse("not-frozen", { field: "month" });
  return row.version === payload.version ? accept(row) : refuse("settle-version", { field: "version" });
}

/** The plant as it was frozen; `unknown` where it has no contract in the month. */
export function requireFrozenPlant(state: StateReader, payload: PlantMonth): Verdict<FrozenPlantRow> {
  const row = frozenPlants.get(state, payload.month, versionId(payload.version), payload.plant);
  return row
    ? accept(row)
    : refuse("unknown", { field: "plant", reason: "the plant has no contract in the month" });
}

/** A unit of a line: it was frozen with its contracts, so it is there. */
export function frozenUnit(
  state: StateReader,
  { month, version }: Pick<PlantMonth, "month" | "version">,
  unit: string,
): FrozenUnitRow {
  const row = frozenUnits.get(state, month, versionId(version), unit);
  if (!row) throw new Error(`unit ${unit} is not frozen in ${month}`);
  return row;
}
