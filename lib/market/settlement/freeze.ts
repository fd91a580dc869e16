import { toHex } from "@/lib/crypto/bytes";
import type { JsonObject } from "@/lib/market/command";
import type { Context } from "@/lib/market/context";
import { accept, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import { defineRule } from "@/lib/market/rule";
import { inputRoot, type MonthInput } from "@/lib/market/settlement/input-root";
import {
  byNumber,
  closedAsset,
  mechanismWh,
  openSides,
  pathOf,
  plantsOfMonth,
  unitsOfMonth,
} from "@/lib/market/settlement/model";
import { type MonthPayload, monthPayload } from "@/lib/market/settlement/plant-month";
import { sellableWh } from "@/lib/market/settlement/rules";
import { requireExchange } from "@/lib/market/signers";
import { frozenPlants, frozenUnits, months, versionId } from "@/lib/market/state";
import { WH_LIMIT } from "@/lib/units/energy";

/** As many open plants and units as a refusal names. */
const NAMED = 20;

/** Fixes all that the month's settlement depends on, so that nobody chooses its outcome by timing. */
export const freeze = defineRule<MonthPayload>({
  type: "settlement.freeze",
  payload: monthPayload,
  apply(context, payload) {
    const done = inTurn(
      () => requireExchange(context),
      () => requireUnfrozen(context, payload),
      () => requireClosed(context, payload.month),
    );
    return done.ok ? fix(context, payload) : done;
  },
});

/** A month is frozen once; only a correction, of a later release, makes it stale and asks for version + 1. */
function requireUnfrozen({ state }: Context, { month, version }: MonthPayload): Verdict<undefined> {
  if (months.has(state, month)) return refuse("frozen", { field: "month" });
  return version === 1 ? accept(undefined) : refuse("settle-version", { field: "version" });
}

function requireClosed({ state }: Context, month: string): Verdict<undefined> {
  const open = openSides(state, month);
  if (open.length === 0) return accept(undefined);
  const assets = [...new Set(open.map(({ asset }) => asset))];
  const named = assets.slice(0, NAMED).join(" ");
  const rest = assets.length > NAMED ? ` and ${assets.length - NAMED} more` : "";
  return refuse("not-closed", {
    field: "month",
    reason: `open with ${open.length} sides of contracts: ${named}${rest}`,
  });
}

function fix(context: Context, { month, version }: MonthPayload): Verdict<JsonObject> {
  const input = monthInput(context, month, version);
  const assets = [...input.plants, ...input.units];
  if (input.contracts.length === 0) return refuse("unknown", { field: "month", reason: "no contract in it" });
  // Each meter's month is below 2^53, several meters' together may not be.
  const large = assets.find((asset) => asset.meteredWh >= WH_LIMIT);
  if (large)
    return refuse("range", { field: "month", reason: `the readings of ${large.code} reach 2^53 Wh` });
  const root = toHex(inputRoot(input));
  writeFrozen(context, input);
  months.put(context.state, [month], {
    ...{ version, stage: "frozen", inputRoot: root, plants: input.plants.length },
    ...{ settled: 0, traced: 0, freezeEntry: context.index },
  });
  return accept({ inputRoot: root, plants: input.plants.length, contracts: input.contracts.length });
}

function monthInput({ state, market }: Context, month: string, version: number): MonthInput {
  const plants = plantsOfMonth(state, month).map((code) => {
    const plant = closedAsset(state, "generation", month, code);
    const mechanism = mechanismWh(state, code, month);
    return { ...plant, mechanismWh: mechanism, G: sellableWh(plant.meteredWh, mechanism) };
  });
  const units = unitsOfMonth(state, month).map((code) => closedAsset(state, "consumption", month, code));
  const rows = byNumber(plants.flatMap((plant) => plant.contracts));
  const contracts = rows.map((row) => ({ row, path: pathOf(state, row) }));
  return { market: market.origin, month, version, plants, units, contracts };
}

function writeFrozen({ state }: Context, { month, version, plants, units }: MonthInput): void {
  for (const { code, meteredWh, mechanismWh, G, contractedWh, contracts } of plants) {
    const lines = contracts.map((contract) => contract.code);
    const row = { onGridWh: meteredWh, mechanismWh, G, C: contractedWh, lines };
    frozenPlants.put(state, [month, versionId(version), code], row);
  }
  for (const { code, meteredWh, contractedWh, contracts } of units) {
    const lines = contracts.map((contract) => contract.code);
    frozenUnits.put(state, [month, versionId(version), code], { U: meteredWh, D: contractedWh, lines });
  }
}
