import "server-only";
import type { EntryRef, LineFigures, MeterRef, Sellable } from "@/components/records/line-view";
import { grouped } from "@/components/ui/format";
import type { ContractRow, MeterRow, MonthRow, SettledPlantRow } from "@/lib/market/state";
import { metersOf } from "@/lib/store/queries/curves";
import { linesOfMonth } from "@/lib/store/queries/records-lines";
import { closedMonths } from "@/lib/store/queries/records-readings";
import { monthOf, plantMonthOf } from "@/lib/store/queries/settlement";
import { openState } from "@/lib/store/rows/open-state";
import { contractTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Reading } from "./listing";
import { pathName, plantName, unitName } from "./matching";

export interface LineDetail {
  readonly number: string;
  readonly about: readonly string[];
  /** Undefined while the month is not settled. */
  readonly figures: LineFigures | undefined;
  /** How the plant's share comes from its meters; undefined while the month is not settled. */
  readonly sellable: Sellable | undefined;
  readonly entries: readonly EntryRef[];
  readonly meters: readonly MeterRef[];
}

/** A contract with its line, down to the meters; undefined where there is no contract of that code. */
export async function lineDetail(
  { db, directory, say }: Reading,
  code: string,
): Promise<LineDetail | undefined> {
  const stored = await db.prisma.contract.findUnique({ where: { code } });
  if (stored === null) return undefined;
  const contract = openState<ContractRow>(db, contractTable, stored);
  const { plant, unit, month, path, number } = contract;
  const row = await monthOf(db, month);
  const { frozen, settled } = (row && (await plantMonthOf(db, plant, month, row.version))) ?? {};
  const line = (await linesOfMonth(db, month)).find((one) => one.contract === code);
  const price = (thousandths: number) => (thousandths / 1000).toFixed(3);
  const terms = { energy: price(contract.energyPrice), environment: price(contract.environmentPrice) };
  const figures = line && {
    input: { ...line, path: line.path.map(({ lossPpm }) => ({ lossPpm })) },
    stored: line,
    channels: line.path.map(({ channel }) => pathName(directory, [channel])),
  };
  return {
    number,
    about: [
      `${plantName(directory, plant)} → ${unitName(directory, unit)}`,
      [
        month,
        path.length === 0 ? say("within") : pathName(directory, path),
        say(`mode.${contract.mode}`),
      ].join(" · "),
      say("drawer.terms", terms),
    ],
    figures,
    sellable: settled &&
      frozen && {
        onGridWh: frozen.onGridWh,
        mechanismWh: frozen.onGridWh - settled.result.G,
        sellableWh: settled.result.G,
      },
    entries: await entriesOf(db, contract, say, { row, settleEntry: line?.entry, settled }),
    meters: await metersUnder(db, contract, say),
  };
}

interface Stages {
  readonly row: MonthRow | undefined;
  readonly settleEntry: number | undefined;
  readonly settled: SettledPlantRow | undefined;
}

async function entriesOf(
  db: Store,
  { code, entry, plant, unit, month }: ContractRow,
  say: Reading["say"],
  { row, settleEntry, settled }: Stages,
): Promise<EntryRef[]> {
  const mechanism = await db.prisma.mechanism.findUnique({
    where: { plant_month: { plant, month } },
    select: { entry: true },
  });
  const certificate = await db.prisma.certificate.findFirst({
    where: { month, unitIndex: db.vault.blind("unit", unit) },
    orderBy: { version: "desc" },
    select: { code: true, entry: true },
  });
  const ref = (kind: string, index: number | undefined): EntryRef[] =>
    index === undefined
      ? []
      : [{ label: say(`drawer.entryKind.${kind}`), href: `/ledger/${index}`, text: grouped(index) }];
  return [
    ...ref("contract", entry),
    ...ref("mechanism", mechanism?.entry),
    ...ref("freeze", row?.freezeEntry),
    ...ref("settle", settleEntry),
    ...ref("trace", settled?.traceEntry),
    ...(certificate === null || settleEntry === undefined
      ? []
      : [
          {
            label: say("drawer.entryKind.certificate"),
            href: `/c/${certificate.code}`,
            text: say("drawer.certificate", { code: certificate.code.slice(-8) }),
          },
        ]),
  ].filter(({ href }) => href !== `/c/${code}`);
}

async function metersUnder(
  db: Store,
  { plant, unit, month }: ContractRow,
  say: Reading["say"],
): Promise<MeterRef[]> {
  const own: MeterRow[] = [...(await metersOf(db, plant)), ...(await metersOf(db, unit))];
  const closed = await closedMonths(
    db,
    own.map(({ code }) => code),
    month,
  );
  return own.map(({ code, id, role }) => {
    const total = closed.get(code);
    return {
      code,
      name: `${id}（${say(`role.${role}`)}）`,
      text: total === undefined ? say("drawer.open") : say("drawer.closed", { wh: grouped(total.totalWh) }),
      href: `/overview/records?kind=readings&month=${month}&meter=${code}`,
      entry:
        total === undefined
          ? undefined
          : {
              label: "",
              href: `/ledger/${total.entry}`,
              text: `${say("drawer.entryKind.close")} ${grouped(total.entry)}`,
            },
    };
  });
}
