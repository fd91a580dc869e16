import { compareText } from "@/lib/crypto/bytes";
import { type MonthLine, monthLine } from "@/lib/market/settlement/month-figures";
import type {
  CertificateRow,
  ClosedMonthRow,
  ContractRow,
  LineRow,
  MeterRow,
  SettledPlantRow,
  TraceRow,
  UnitRow,
} from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import type { Table } from "@/lib/store/rows/table";
import * as tables from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { ledgerRows } from "./row-batches";
import { somebody } from "./somebody";

/** Which side of its contracts a participant stands on: it uses, it generates, or contracts are sold through it. */
export type OwnSide = "consumption" | "generation" | "via";

/** All that one participant may look at. Everything here is asked for by blind index or by its own plants' codes. */
export interface OwnScope {
  readonly participant: string;
  readonly side: OwnSide;
  readonly units: readonly UnitRow[];
  readonly plants: readonly string[];
}

/** A contract of one's own and, once the month is settled, what it came to. */
export interface OwnContract {
  readonly contract: ContractRow;
  readonly line?: MonthLine;
  readonly coincidentWh?: number;
  readonly settleEntry?: number;
}

/** One's own month: contracts in number order, readings of one's units, the certificates issued to them. */
export interface OwnMonth {
  readonly month: Month;
  readonly version: number;
  readonly stage: "open" | "frozen" | "settled" | "finished";
  readonly contracts: readonly OwnContract[];
  /** Wh by unit; a unit with an open meter, or without one, is missing. */
  readonly consumedWh: ReadonlyMap<string, number>;
  readonly certificates: readonly CertificateRow[];
}

/** A user's units come first: who both uses and generates reads its dashboard as a user. */
export async function ownScope(store: Store, asked: string): Promise<OwnScope> {
  const [{ prisma, vault }, participant] = [store, somebody(asked)];
  const [unitRows, plantRows] = await Promise.all([
    prisma.unit.findMany({ where: { ownerIndex: vault.blind("unit.owner", participant) } }),
    prisma.plant.findMany({ where: { owner: participant }, select: { code: true } }),
  ]);
  const units = unitRows
    .map((row) => openState<UnitRow>(store, tables.unitTable, row))
    .sort((a, b) => compareText(a.code, b.code));
  const plants = plantRows.map(({ code }) => code).sort(compareText);
  const side = units.length > 0 ? "consumption" : plants.length > 0 ? "generation" : "via";
  return { participant, side, units, plants };
}

const blinded = new WeakMap<OwnScope, readonly Uint8Array[]>();

/** Blind indexes of a scope's units, made once: of thousands that takes its time. */
function unitIndexes({ vault }: Store, scope: OwnScope): readonly Uint8Array[] {
  const known = blinded.get(scope) ?? scope.units.map(({ code }) => vault.blind("unit", code));
  blinded.set(scope, known);
  return known;
}

/** How a scope's contracts are found: a condition on the rows of `contract`, and what its first parameter is. */
export function ownContractsOf(
  store: Store,
  scope: OwnScope,
): { readonly where: string; readonly value: unknown } {
  if (scope.side === "consumption")
    return { where: "unit_index = ANY($1::bytea[])", value: unitIndexes(store, scope) };
  if (scope.side === "generation") return { where: "plant = ANY($1::text[])", value: scope.plants };
  return { where: "via_index = $1::bytea", value: store.vault.blind("contract.via", scope.participant) };
}

/** Where a month of one's own contracts stands: cheap, so that what is kept of it can be looked up by it. */
export interface OwnMonthMark {
  readonly month: Month;
  readonly version: number;
  readonly stage: OwnMonth["stage"];
  readonly contracts: number;
  readonly certificates: number;
}

/** The months with contracts of one's own, oldest first. */
export async function ownMonths(store: Store, scope: OwnScope): Promise<OwnMonthMark[]> {
  const own = ownContractsOf(store, scope);
  const counted = (table: string, where: string, value: unknown) =>
    store.pool.query<{ month: Month; count: number }>(
      `SELECT month, count(*)::int AS count FROM ${table} WHERE ${where} GROUP BY month`,
      [value],
    );
  const [contracts, months, certificates] = await Promise.all([
    counted("contract", own.where, own.value),
    store.prisma.settlementMonth.findMany({ select: { month: true, version: true, stage: true } }),
    counted("certificate", "unit_index = ANY($1::bytea[])", unitIndexes(store, scope)),
  ]);
  const standing = new Map(months.map((row) => [row.month, row]));
  const issued = new Map(certificates.rows.map(({ month, count }) => [month, count]));
  return contracts.rows
    .map(({ month, count }) => {
      const { version = 0, stage = "open" } = standing.get(month) ?? {};
      return {
        month,
        version,
        stage: stageOf(stage),
        contracts: count,
        certificates: issued.get(month) ?? 0,
      };
    })
    .sort((a, b) => compareText(a.month, b.month));
}

function stageOf(text: string): OwnMonth["stage"] {
  return text === "frozen" || text === "settled" || text === "finished" ? text : "open";
}

/** One's own month, opened; nothing of anybody else's is read. */
export async function ownMonth(store: Store, scope: OwnScope, mark: OwnMonthMark): Promise<OwnMonth> {
  const { month, version, stage } = mark;
  const own = ownContractsOf(store, scope);
  const where = `WHERE ${own.where} AND month = $2`;
  const rows = await ledgerRows(store, tables.contractTable, where, [own.value, month]);
  const contracts = rows
    .map((row) => openState<ContractRow>(store, tables.contractTable, row))
    .sort((a, b) => compareText(a.number, b.number));
  const [settled, consumedWh, certificates] = await Promise.all([
    settledOf(store, contracts, month, version),
    ownConsumption(store, scope, month),
    certificatesOf(store, scope, month),
  ]);
  return {
    month,
    version,
    stage,
    contracts: contracts.map((contract) => ({ contract, ...settled(contract) })),
    consumedWh,
    certificates,
  };
}

/** Contracts of one's own by their codes, opened, in the order asked for; what is not one's own is not found. */
export async function ownContracts(
  store: Store,
  scope: OwnScope,
  codes: readonly string[],
): Promise<OwnContract[]> {
  const own = ownContractsOf(store, scope);
  const where = `WHERE ${own.where} AND code = ANY($2::text[])`;
  const [rows, months] = await Promise.all([
    ledgerRows(store, tables.contractTable, where, [own.value, codes]),
    store.prisma.settlementMonth.findMany({ select: { month: true, version: true } }),
  ]);
  const versions = new Map(months.map(({ month, version }) => [month, version]));
  const byMonth = new Map<Month, ContractRow[]>();
  for (const row of rows) {
    const contract = openState<ContractRow>(store, tables.contractTable, row);
    const known = byMonth.get(contract.month);
    if (known === undefined) byMonth.set(contract.month, [contract]);
    else known.push(contract);
  }
  const found = new Map<string, OwnContract>();
  const open = async ([month, contracts]: [Month, ContractRow[]]) => {
    const settled = await settledOf(store, contracts, month, versions.get(month) ?? 0);
    for (const contract of contracts) found.set(contract.code, { contract, ...settled(contract) });
  };
  await Promise.all([...byMonth].map(open));
  return codes.flatMap((code) => found.get(code) ?? []);
}

async function settledOf(store: Store, contracts: readonly ContractRow[], month: Month, version: number) {
  const codes = contracts.map(({ code }) => code);
  const plants = [...new Set(contracts.map(({ plant }) => plant))];
  const of = (table: Table) =>
    ledgerRows(store, table, "WHERE contract = ANY($1::text[]) AND version = $2", [codes, version]);
  const [lineRows, traceRows, plantRows] = await Promise.all([
    of(tables.lineTable),
    of(tables.traceTable),
    ledgerRows(
      store,
      tables.settledPlantTable,
      "WHERE month = $1 AND version = $2 AND plant = ANY($3::text[])",
      [month, version, plants],
    ),
  ]);
  const lines = new Map(
    lineRows.map((row) => [String(row.contract), openState<LineRow>(store, tables.lineTable, row)]),
  );
  const traces = new Map(
    traceRows.map((row) => [String(row.contract), openState<TraceRow>(store, tables.traceTable, row)]),
  );
  const results = new Map(
    plantRows.map((row) => [
      String(row.plant),
      openState<SettledPlantRow>(store, tables.settledPlantTable, row),
    ]),
  );
  return ({ code, number, plant, unit }: ContractRow): Omit<OwnContract, "contract"> => {
    const values = lines.get(code)?.values;
    const settled = results.get(plant);
    if (values === undefined || settled === undefined) return {};
    const { contractKwh, path, U, D } = values;
    const { G, C } = settled.result;
    const line = monthLine({ contract: code, number, plant, unit }, { contractKwh, path, G, C, U, D });
    const coincidentWh = traces.get(code)?.coincidentWh;
    return {
      line,
      settleEntry: settled.entry,
      ...(coincidentWh === undefined ? {} : { coincidentWh }),
    };
  };
}

/** What one's own units used in a month, Wh by unit; a unit with an open meter, or without one, is missing. */
export async function ownConsumption(
  store: Store,
  scope: OwnScope,
  month: Month,
): Promise<Map<string, number>> {
  const meters = await ownMeters(store, scope);
  const where = "WHERE month = $1 AND meter = ANY($2::text[])";
  const closed = await ledgerRows(store, tables.meterMonthTable, where, [
    month,
    meters.map(({ code }) => code),
  ]);
  const totals = new Map(
    closed.map((row) => [
      String(row.meter),
      openState<ClosedMonthRow>(store, tables.meterMonthTable, row).totalWh,
    ]),
  );
  const sums = new Map<string, number>();
  const open = new Set<string>();
  for (const { code, of } of meters) {
    const total = totals.get(code);
    if (total === undefined) open.add(of);
    else sums.set(of, (sums.get(of) ?? 0) + total);
  }
  for (const unit of open) sums.delete(unit);
  return sums;
}

/** The meters of one's own consumption units. */
export async function ownMeters(store: Store, scope: OwnScope): Promise<MeterRow[]> {
  const assets = scope.units.map(({ code }) => store.vault.blind("meter.of", code));
  const where = "WHERE asset_index = ANY($1::bytea[]) ORDER BY code";
  const rows = await ledgerRows(store, tables.meterTable, where, [assets]);
  return rows.map((row) => openState<MeterRow>(store, tables.meterTable, row));
}

async function certificatesOf(store: Store, scope: OwnScope, month: Month): Promise<CertificateRow[]> {
  const where = "WHERE month = $1 AND unit_index = ANY($2::bytea[]) ORDER BY code";
  const rows = await ledgerRows(store, tables.certificateTable, where, [month, unitIndexes(store, scope)]);
  return rows.map((row) => openState<CertificateRow>(store, tables.certificateTable, row));
}
