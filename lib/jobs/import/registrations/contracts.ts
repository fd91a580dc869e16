import { randomBytes } from "node:crypto";
import { toHex } from "@/lib/crypto/bytes";
import type { Row } from "@/lib/jobs/csv/row";
import { nextCodes } from "@/lib/jobs/import/registrations/codes";
import { signFor } from "@/lib/jobs/import/registrations/consent";
import { type Form, sealedRecords } from "@/lib/jobs/import/registrations/form";
import type { Registry } from "@/lib/jobs/import/registry";
import type {
  ChannelRow,
  ParticipantRow,
  PlantRow,
  TradeMode,
  TradeScope,
  TradeTerm,
  UnitRow,
} from "@/lib/market/state";
import { contractCode } from "@/lib/market/trading/model";
import { contractSentWh, pathProblem } from "@/lib/market/trading/rules";
import type { Month } from "@/lib/units/interval";

const MODES: readonly TradeMode[] = ["bilateral", "listing", "rolling", "auction"];
const TERMS: readonly TradeTerm[] = ["multi-year", "yearly", "monthly", "within-month"];
const SCOPES: readonly TradeScope[] = ["within", "inter-provincial", "inter-area"];

/** As the rules take them. */
const MOST_CHANNELS = 64;

interface Contract {
  readonly number: string;
  readonly plant: PlantRow;
  readonly unit: UnitRow;
  /** Code of a retailer or aggregator, or empty. */
  readonly via: string;
  readonly month: Month;
  readonly contractKwh: number;
  readonly energyPrice: number;
  readonly environmentPrice: number;
  readonly mode: TradeMode;
  readonly term: TradeTerm;
  readonly scope: TradeScope;
  readonly path: readonly ChannelRow[];
}

export const contractForm: Form<Contract> = {
  key: "number",
  columns: {
    contractKwh: "quantity_kwh",
    energyPrice: "energy_price",
    environmentPrice: "environment_price",
    path: "channels",
  },
  identity: (row) => row.raw("number"),
  entryOf: (row, registry) => registry.contractEntry(row.raw("number")),
  async check(row, registry) {
    const plant = await found(row, "plant", (id) => registry.plant(id));
    const unit = await found(row, "unit", (id) => registry.unit(id));
    const path = await pathOf(row, registry, plant, unit);
    return row.complete<Contract>({
      number: row.text("number"),
      plant,
      unit,
      via: await viaOf(row, registry),
      month: await openMonth(row, registry),
      contractKwh: quantity(row, path),
      energyPrice: row.thousandths("energy_price", "price"),
      environmentPrice: row.thousandths("environment_price", "price"),
      mode: row.oneOf("mode", MODES),
      term: row.oneOf("term", TERMS),
      scope: row.oneOf("scope", SCOPES),
      path,
    });
  },
  parties: partiesOf,
  async draft(records, desk) {
    const parties = records.flatMap((record) => Object.values(partiesOf(record)));
    const signing = await signFor(desk, parties, false);
    if (!signing.ok) return signing;
    const wanted = records.map(({ plant, unit, month }) => contractCode(plant, unit, month));
    const codes = await nextCodes(desk.ledger, wanted);
    const payload = {
      records: records.map(({ plant, month, mode, term, scope }, i) => {
        return { contract: codes[i] ?? "", plant: plant.code, month, mode, term, scope };
      }),
    };
    const sealed = {
      ...sealedRecords(records.map(hiddenOf)),
      ...(signing.onBehalfOf.length > 0 ? { onBehalfOf: signing.onBehalfOf } : {}),
    };
    return { ok: true, draft: { type: "contract.record", payload, sealed, signers: signing.signers } };
  },
};

function partiesOf({ plant, unit, via }: Contract): Readonly<Record<string, string>> {
  return { plant: plant.owner, unit: unit.owner, ...(via === "" ? {} : { via }) };
}

function hiddenOf({ number, unit, via, contractKwh, energyPrice, environmentPrice, path }: Contract) {
  return {
    number,
    unit: unit.code,
    via,
    contractKwh,
    energyPrice,
    environmentPrice,
    path: path.map(({ code }) => code),
    secret: toHex(new Uint8Array(randomBytes(32))),
  };
}

async function found<T>(
  row: Row,
  field: string,
  find: (id: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  const id = row.filled(field);
  if (id === undefined) return undefined;
  return (await find(id)) ?? row.flaw(field, "unknown");
}

async function viaOf(row: Row, registry: Registry): Promise<string | undefined> {
  const id = row.raw("via");
  if (id === "") return "";
  const seller: ParticipantRow | undefined = await registry.participant(id);
  if (seller?.role === "retailer" || seller?.role === "aggregator") return seller.code;
  return row.flaw("via", "unknown", "no retailer or aggregator of this id is registered");
}

async function openMonth(row: Row, registry: Registry): Promise<Month | undefined> {
  const month = row.month("month");
  if (month === undefined || !(await registry.isFrozen(month))) return month;
  return row.flaw("month", "frozen");
}

/** The channels named, when they lead from the plant to the unit. Whether they do is asked once all are known. */
async function pathOf(
  row: Row,
  registry: Registry,
  plant: PlantRow | undefined,
  unit: UnitRow | undefined,
): Promise<readonly ChannelRow[] | undefined> {
  const text = row.raw("channels");
  const path: ChannelRow[] = [];
  for (const id of text === "" ? [] : text.split(">")) {
    const channel = await registry.channel(id);
    if (channel === undefined) return row.flaw("channels", "unknown");
    path.push(channel);
  }
  if (path.length > MOST_CHANNELS) return row.flaw("channels", "path", `at most ${MOST_CHANNELS} channels`);
  if (plant === undefined || unit === undefined) return path;
  const problem = pathProblem(path, plant.province, unit.province);
  return problem === undefined ? path : row.flaw("channels", "path", problem);
}

function quantity(row: Row, path: readonly ChannelRow[] | undefined): number | undefined {
  const kwh = row.integer("quantity_kwh", 1, Math.floor(Number.MAX_SAFE_INTEGER / 1000));
  if (kwh === undefined || contractSentWh(kwh, path ?? []) !== undefined) return kwh;
  return row.flaw("quantity_kwh", "range", "2^48 Wh or more would have to be sent");
}
