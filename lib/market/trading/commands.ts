import { z } from "zod";
import { takeCode } from "@/lib/market/codes";
import type { Context } from "@/lib/market/context";
import { code, codes, contractNumber, hex, integer, month, records } from "@/lib/market/fields";
import { accept, forEachRecord, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import { defineRule, openedAs, openedIfSealed, type Rule, recordField, sealRecords } from "@/lib/market/rule";
import { requireConsent } from "@/lib/market/signers";
import {
  type ChannelRow,
  type ContractRow,
  channels,
  contractedPlants,
  contractedUnits,
  contractNumbers,
  contracts,
  isFrozen,
  type PlantRow,
  participants,
  plantContracts,
  plants,
  type Table,
  textId,
  type UnitRow,
  unitContracts,
  units,
} from "@/lib/market/state";
import { contractCode } from "@/lib/market/trading/model";
import { contractSentWh, pathProblem } from "@/lib/market/trading/rules";
import { WH_LIMIT, WH_PER_KWH } from "@/lib/units/energy";

const record = z.strictObject({
  contract: code,
  plant: code,
  month,
  mode: z.enum(["bilateral", "listing", "rolling", "auction"]),
  term: z.enum(["multi-year", "yearly", "monthly", "within-month"]),
  scope: z.enum(["within", "inter-provincial", "inter-area"]),
});
type Registration = z.infer<typeof record>;
const payload = z.strictObject({ records: records(record) });
type Payload = z.infer<typeof payload>;

/** A retailer's or aggregator's code, or empty. */
const via = z.union([z.literal(""), code]);
const path = z.array(code).max(64);
const sealedRecord = {
  number: { schema: contractNumber },
  unit: { schema: code },
  via: { schema: via },
  contractKwh: { schema: integer },
  energyPrice: { schema: integer },
  environmentPrice: { schema: integer },
  path: { schema: path },
  secret: { schema: hex(32) },
};

/** Everything a contract names, found. */
interface Deal {
  readonly registration: Registration;
  readonly number: string;
  readonly plant: PlantRow;
  readonly unit: UnitRow;
  readonly via: string;
  readonly contractKwh: number;
  readonly path: readonly ChannelRow[];
}

function dealOf(context: Context, registration: Registration, i: number): Verdict<Deal> {
  const { state } = context;
  const opened = <T>(field: string, schema: z.ZodType<T>) => openedAs(context, recordField(i, field), schema);
  const plant = plants.get(state, registration.plant);
  if (!plant) return refuse("unknown", { field: "plant" });
  const unit = units.get(state, opened("unit", code));
  if (!unit) return refuse("unknown", { field: "unit" });
  const seller = opened("via", via);
  const viaRole = participants.get(state, seller)?.role;
  if (seller !== "" && viaRole === undefined) return refuse("unknown", { field: "via" });
  if (seller !== "" && viaRole !== "retailer" && viaRole !== "aggregator")
    return refuse("role", { field: "via" });
  const found = opened("path", path).map((channel) => channels.get(state, channel));
  const whole = found.filter((channel) => channel !== undefined);
  if (whole.length < found.length) return refuse("unknown", { field: "path" });
  const [number, contractKwh] = [opened("number", contractNumber), opened("contractKwh", integer)];
  return accept({ registration, number, plant, unit, via: seller, contractKwh, path: whole });
}

/** Who must sign a deal: plant owner, unit owner, and the retailer or aggregator between them. */
function partiesOf({ plant, unit, via }: Deal): string[] {
  return via === "" ? [plant.owner, unit.owner] : [plant.owner, unit.owner, via];
}

function requirePath({ path, plant, unit }: Deal): Verdict<undefined> {
  const reason = pathProblem(path, plant.province, unit.province);
  return reason === undefined ? accept(undefined) : refuse("path", { field: "path", reason });
}

/** Adds to a plant's or unit's contracts of the month; every axis stays below 2^53 Wh. */
function addContracted(
  context: Context,
  table: Table<{ wh: number; count: number }>,
  ids: readonly string[],
  wh: number,
): Verdict<undefined> {
  const before = table.get(context.state, ...ids) ?? { wh: 0, count: 0 };
  const sum = before.wh + wh;
  if (sum >= WH_LIMIT)
    return refuse("range", { field: "contractKwh", reason: "the month's contracts reach 2^53 Wh" });
  table.put(context.state, ids, { wh: sum, count: before.count + 1 });
  return accept(undefined);
}

function addQuantities(context: Context, deal: Deal): Verdict<undefined> {
  const { month } = deal.registration;
  const sentWh = contractSentWh(deal.contractKwh, deal.path);
  if (sentWh === undefined) return refuse("range", { field: "contractKwh" });
  const landedWh = deal.contractKwh * WH_PER_KWH;
  return inTurn(
    () => addContracted(context, contractedPlants, [month, deal.plant.code], sentWh),
    () => addContracted(context, contractedUnits, [month, deal.unit.code], landedWh),
  );
}

function rowOf(context: Context, deal: Deal, i: number, onBehalfOf: readonly string[]): ContractRow {
  const { contract, month, mode, term, scope } = deal.registration;
  const opened = <T>(field: string, schema: z.ZodType<T>) => openedAs(context, recordField(i, field), schema);
  return {
    code: contract,
    number: deal.number,
    plant: deal.plant.code,
    unit: deal.unit.code,
    via: deal.via,
    month,
    contractKwh: deal.contractKwh,
    energyPrice: opened("energyPrice", integer),
    environmentPrice: opened("environmentPrice", integer),
    mode,
    term,
    scope,
    path: deal.path.map((channel) => channel.code),
    secret: opened("secret", hex(32)),
    onBehalf: onBehalfOf.filter((party) => partiesOf(deal).includes(party)),
    entry: context.index,
    record: i,
  };
}

function write(context: Context, row: ContractRow): void {
  const { state } = context;
  contracts.put(state, [row.code], row);
  contractNumbers.put(state, [textId(row.number)], { code: row.code });
  plantContracts.put(state, [row.month, row.plant, row.code], {});
  unitContracts.put(state, [row.month, row.unit, row.code], {});
}

function recordDeal(
  context: Context,
  deal: Deal,
  i: number,
  onBehalfOf: readonly string[],
): Verdict<undefined> {
  const { contract, month } = deal.registration;
  const { state } = context;
  const wanted = contractCode(deal.plant, deal.unit, month);
  const isKnown = () => contractNumbers.has(state, textId(deal.number));
  return inTurn(
    () => (isFrozen(state, month) ? refuse("frozen", { field: "month" }) : accept(undefined)),
    () => requirePath(deal),
    () => (isKnown() ? refuse("duplicate", { field: "number" }) : accept(undefined)),
    () => addQuantities(context, deal),
    () => takeCode(context, contract, wanted, { field: "contract" }),
    () => accept(write(context, rowOf(context, deal, i, onBehalfOf))),
  );
}

function recordAll(context: Context, { records }: Payload): Verdict<Record<string, never>> {
  const onBehalfOf = openedIfSealed(context, "onBehalfOf", codes) ?? [];
  const parties = new Set<string>();
  const done = inTurn(
    () =>
      forEachRecord(records, (registration, i) => {
        const deal = dealOf(context, registration, i);
        if (!deal.ok) return deal;
        for (const party of partiesOf(deal.value)) parties.add(party);
        return recordDeal(context, deal.value, i, onBehalfOf);
      }),
    () => requireConsent(context, parties, onBehalfOf),
  );
  return done.ok ? accept({}) : done;
}

export const tradingRules: readonly Rule[] = [
  defineRule<Payload>({
    type: "contract.record",
    payload,
    sealed: ({ records }) =>
      sealRecords(records, () => sealedRecord).set("onBehalfOf", { schema: codes, optional: true }),
    apply: recordAll,
  }),
];
