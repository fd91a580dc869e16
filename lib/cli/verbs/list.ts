import { monthOption, type Options } from "@/lib/cli/arguments";
import { CannotTry, type ExitCode } from "@/lib/cli/exit";
import { type Output, tabbed } from "@/lib/cli/output";
import { withLedger } from "@/lib/cli/session";
import { compareText } from "@/lib/crypto/bytes";
import { readRow, readRows, type StateSource } from "@/lib/gateway/view";
import {
  type CertificateRow,
  type ContractRow,
  certificates,
  contracts,
  lines,
  months,
  type ParticipantRow,
  participants,
  plants,
  type Table,
  units,
  versionId,
} from "@/lib/market/state";
import type { Month } from "@/lib/units/interval";

/** Every list's items begin with these; `id` is the imported one, a contract's its number, a certificate's its unit's. */
interface Item {
  readonly code: string;
  readonly id: string;
  readonly name: string;
  readonly [field: string]: string | number;
}

const LISTS: Readonly<Record<string, (ledger: StateSource, month: Month | undefined) => Promise<Item[]>>> = {
  certificates: listCertificates,
  participants: listParticipants,
  plants: listPlants,
  contracts: listContracts,
  lines: listLines,
};

export async function listVerb(args: readonly string[], options: Options, output: Output): Promise<ExitCode> {
  const [what = ""] = args;
  const list = LISTS[what];
  if (list === undefined) throw new CannotTry("list", `list takes one of ${Object.keys(LISTS).join(", ")}`);
  const month = options.month === undefined ? undefined : monthOption(options);
  const items = await withLedger((ledger) => list(ledger, month));
  output.answer(items, () => tabbed(items.map((item) => Object.values(item))));
  return 0;
}

async function all<T>(ledger: StateSource, table: Table<T>): Promise<T[]> {
  const rows: T[] = [];
  for await (const [, row] of readRows(ledger, table)) rows.push(row);
  return rows;
}

async function nameOf(ledger: StateSource, table: Table<{ id: string; name: string }>, code: string) {
  return (await readRow(ledger, table, code)) ?? { id: code, name: "" };
}

async function listParticipants(ledger: StateSource): Promise<Item[]> {
  const rows = await all<ParticipantRow>(ledger, participants);
  return rows
    .map(({ code, id, name, role, province, uscc, status }) => ({
      code,
      id,
      name,
      role,
      province,
      uscc,
      status,
    }))
    .sort((a, b) => compareText(a.id, b.id));
}

async function listPlants(ledger: StateSource): Promise<Item[]> {
  const rows = await all(ledger, plants);
  const items = rows.map(
    async ({ code, id, name, owner, type, capacityKw, province, place, projectCode }) => {
      const { id: ownerId } = await nameOf(ledger, participants, owner);
      return { code, id, name, owner: ownerId, type, capacityKw, province, place, projectCode };
    },
  );
  return (await Promise.all(items)).sort((a, b) => compareText(a.id, b.id));
}

async function contractRows(ledger: StateSource, month: Month | undefined): Promise<ContractRow[]> {
  const rows = await all(ledger, contracts);
  return rows
    .filter((row) => month === undefined || row.month === month)
    .sort((a, b) => compareText(a.month, b.month) || compareText(a.number, b.number));
}

async function sidesOf(ledger: StateSource, { plant, unit }: { plant: string; unit: string }) {
  const [from, to] = await Promise.all([nameOf(ledger, plants, plant), nameOf(ledger, units, unit)]);
  return { name: `${from.name} → ${to.name}`, plant: from.id, unit: to.id };
}

async function listContracts(ledger: StateSource, month: Month | undefined): Promise<Item[]> {
  const rows = await contractRows(ledger, month);
  return Promise.all(
    rows.map(async (row) => {
      const { code, number, contractKwh, mode, term, scope } = row;
      const sides = await sidesOf(ledger, row);
      return { code, id: number, ...sides, month: row.month, contractKwh, mode, term, scope };
    }),
  );
}

/** Lines of the newest version of each settled month. */
async function listLines(ledger: StateSource, month: Month | undefined): Promise<Item[]> {
  const items: Item[] = [];
  for (const row of await contractRows(ledger, month)) {
    const stage = await readRow(ledger, months, row.month);
    if (stage === undefined) continue;
    const line = await readRow(ledger, lines, row.month, versionId(stage.version), row.code);
    if (line === undefined) continue;
    const { contractKwh, settledKwh, limitedBy, sentWh, landedWh } = line.values;
    const sides = await sidesOf(ledger, row);
    const settled = { contractKwh, settledKwh, limitedBy, sentWh, landedWh };
    items.push({
      code: row.code,
      id: row.number,
      ...sides,
      month: row.month,
      version: stage.version,
      ...settled,
    });
  }
  return items;
}

async function listCertificates(ledger: StateSource, month: Month | undefined): Promise<Item[]> {
  const rows = (await all<CertificateRow>(ledger, certificates)).filter(
    (row) => month === undefined || row.month === month,
  );
  const items = await Promise.all(
    rows.map(async ({ code, unit, month, version, count, status, level, entry, hash }) => {
      const { id, name } = await nameOf(ledger, units, unit);
      return { code, id, name, month, version, lines: count, status, level, entry, hash };
    }),
  );
  return items.sort((a, b) => compareText(a.month, b.month) || compareText(a.id, b.id));
}
