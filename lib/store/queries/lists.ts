import { compareText } from "@/lib/crypto/bytes";
import type { CertificateRow, ContractRow, FrozenUnitRow, LineRow, TraceRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import {
  certificateTable,
  contractTable,
  frozenUnitTable,
  lineTable,
  traceTable,
} from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { type Directory, idOf, readDirectory } from "./directory";

// What `lvji list` answers: every object with its code, the id it was imported under and a name. Other objects are
// named by their imported ids, contracts by their numbers.

export async function listParticipants(store: Store) {
  const { participants } = await readDirectory(store);
  return [...participants.values()].map(({ code, id, name, role, uscc, province, status, entry }) => {
    return { code, id, name, kind: role, uscc, province, status, entry };
  });
}

export async function listPlants(store: Store) {
  const { plants, participants } = await readDirectory(store);
  return [...plants.values()].map(({ record, owner, ...plant }) => {
    return { ...plant, owner: idOf(participants, owner) };
  });
}

/** Contracts in number order; of one month where one is given. */
export async function listContracts(store: Store, month?: string) {
  const directory = await readDirectory(store);
  const contracts = await readContracts(store, month);
  return contracts.map((row) => ({ ...namesOf(directory, row), ...termsOf(row), entry: row.entry }));
}

/** Settled lines of the newest version of each month, or of one, in contract-number order. */
export async function listLines(store: Store, month?: string) {
  const directory = await readDirectory(store);
  const contracts = new Map((await readContracts(store, month)).map((row) => [row.code, row]));
  const { lines, traces } = await readLines(store, month);
  const listed = lines.flatMap(({ version, row }) => {
    const contract = contracts.get(row.values.contract);
    if (contract === undefined) return [];
    const { contractKwh, settledKwh, limitedBy, sentWh, landedWh } = row.values;
    const coincidentWh = traces.get(contract.code)?.coincidentWh;
    const figures = { contractKwh, settledKwh, limitedBy, deviationKwh: contractKwh - settledKwh };
    const energy = { sentWh, landedWh, lossWh: sentWh - landedWh };
    const traced = coincidentWh === undefined ? {} : { coincidentWh };
    return [
      { ...namesOf(directory, contract), month: contract.month, version, ...figures, ...energy, ...traced },
    ];
  });
  return listed.sort((a, b) => compareText(a.id, b.id));
}

/** Certificates by code; of one month where one is given. */
export async function listCertificates(store: Store, month?: string) {
  const { units, participants } = await readDirectory(store);
  const contracts = new Map((await readContracts(store, month)).map((row) => [row.code, row]));
  const settled = new Map((await readLines(store, month)).lines.map(({ row }) => [row.values.contract, row]));
  const frozen = await readFrozenUnits(store, month);
  const found = await store.prisma.certificate.findMany({ where: ofMonth(month), orderBy: { code: "asc" } });
  return found.map((stored) => {
    const row = openState<CertificateRow>(store, certificateTable, stored);
    const unit = units.get(row.unit);
    const codes = frozen.get(`${row.month}/${row.version}/${row.unit}`)?.lines ?? [];
    const kwh = codes.reduce((sum, code) => sum + (settled.get(code)?.values.settledKwh ?? 0), 0);
    return {
      code: row.code,
      id: unit?.id ?? row.unit,
      name: unit?.name ?? "",
      unit: unit?.id ?? row.unit,
      holder: participants.get(unit?.owner ?? "")?.name ?? "",
      month: row.month,
      version: row.version,
      kwh,
      lines: codes.map((code) => contracts.get(code)?.number ?? code),
      status: row.status,
      level: row.level,
      entry: row.entry,
    };
  });
}

const ofMonth = (month?: string) => (month === undefined ? {} : { month });

async function readContracts(store: Store, month?: string): Promise<ContractRow[]> {
  const found = await store.prisma.contract.findMany({ where: ofMonth(month) });
  const rows = found.map((row) => openState<ContractRow>(store, contractTable, row));
  return rows.sort((a, b) => compareText(a.number, b.number));
}

async function readLines(store: Store, month?: string) {
  const months = await store.prisma.settlementMonth.findMany({ where: ofMonth(month) });
  const newest = { OR: months.map(({ month, version }) => ({ month, version })) };
  const [lines, traces] = await Promise.all([
    store.prisma.line.findMany({ where: newest }),
    store.prisma.trace.findMany({ where: newest }),
  ]);
  return {
    lines: lines.map((row) => ({ version: row.version, row: openState<LineRow>(store, lineTable, row) })),
    traces: new Map(traces.map((row) => [row.contract, openState<TraceRow>(store, traceTable, row)])),
  };
}

async function readFrozenUnits(store: Store, month?: string): Promise<Map<string, FrozenUnitRow>> {
  const found = await store.prisma.frozenUnit.findMany({ where: ofMonth(month) });
  return new Map(
    found.map((row) => [
      `${row.month}/${row.version}/${row.unit}`,
      openState<FrozenUnitRow>(store, frozenUnitTable, row),
    ]),
  );
}

function namesOf({ plants, units }: Directory, row: ContractRow) {
  const { code, number } = row;
  return {
    code,
    id: number,
    name: number,
    contract: number,
    plant: idOf(plants, row.plant),
    unit: idOf(units, row.unit),
  };
}

function termsOf({ month, contractKwh, energyPrice, environmentPrice, mode, term, scope }: ContractRow) {
  return { month, contractKwh, energyPrice, environmentPrice, mode, term, scope };
}
