import "server-only";
import { getLocale } from "next-intl/server";
import type {
  CheckView,
  FiguresView,
  LineView,
  MonthMark,
  PlantView,
  RunPlan,
} from "@/components/settlement/run-view";
import { pageAsked } from "@/components/workplace/page-asked";
import { readMarketRow } from "@/lib/gateway/view";
import { province } from "@/lib/identifiers/provinces";
import { parseCode } from "@/lib/identifiers/trace-code";
import {
  type MonthLine,
  type MonthTotals,
  monthTotals,
  type PlantFigures,
  plantFigures,
} from "@/lib/market/settlement/month-figures";
import { type MonthStanding, monthStandings } from "@/lib/store/queries/console";
import { type MonthInput, readMonthInput } from "@/lib/store/queries/settlement-run";
import { anomalyCheck, type CheckId, monthChecks } from "@/lib/store/queries/settlement-run-checks";
import {
  type MonthFigures,
  previewFigures,
  settledFigures,
} from "@/lib/store/queries/settlement-run-figures";
import { isMonth, type Month } from "@/lib/units/interval";
import { market, store } from "./market";
import { Remembered } from "./remembered";
import { Selections } from "./selections";

/** What the view held when so many entries were in it does not change: the same month is read once. */
const inputs = new Remembered<MonthInput>("month-inputs", 4, 1);
const figures = new Remembered<MonthFigures | undefined>("month-figures", 8, 1);

const PAGE_SIZE = 50;

export type Asked = Readonly<Record<string, string | string[] | undefined>>;

/** The months with contracts, oldest first, and the one asked for: else the first that is not finished. */
export async function settlementMonths(
  asked: Asked,
): Promise<{ months: MonthStanding[]; month: Month | undefined }> {
  const months = (await monthStandings(await store())).reverse();
  const wanted = typeof asked.month === "string" && isMonth(asked.month) ? asked.month : undefined;
  const waiting = months.find(({ stage }) => stage !== "finished") ?? months.at(-1);
  return { months, month: wanted ?? waiting?.month };
}

export function monthMarks(months: readonly MonthStanding[]): MonthMark[] {
  return months.map(({ month, stage, contracts, settledWh, certificates, finishEntry }) => {
    return {
      month,
      stage,
      contracts,
      settledWh,
      certificates,
      ...(finishEntry === undefined ? {} : { finishEntry }),
    };
  });
}

export async function monthInput(month: Month): Promise<MonthInput> {
  const db = await store();
  return inputs.get(`${month}/${await viewHeight()}`, () => readMonthInput(db, month));
}

async function viewHeight(): Promise<number> {
  const row = await (await store()).prisma.projection.findUnique({ where: { id: 1 } });
  return row?.next ?? 0;
}

/** A finished month as the members have it, any other as it would come out now; undefined while it is open. */
export async function monthFigures(month: Month): Promise<MonthFigures | undefined> {
  const db = await store();
  const input = await monthInput(month);
  const isFinished = input.row?.stage === "finished";
  const key = isFinished ? `${month}/v${input.row?.version}` : `${month}/${await viewHeight()}`;
  return figures.get(key, () =>
    isFinished ? settledFigures(db, month, input.row?.version ?? 1) : previewFigures(db, input),
  );
}

/** Where each check is mended. */
const fixes: Readonly<Record<CheckId, (month: Month) => string>> = {
  contracts: (month) => `/exchange/contracts?month=${month}`,
  "no-meter": () => "/exchange/meters",
  "days-missing": (month) => `/exchange/metering?month=${month}`,
  closable: (month) => `/exchange/metering?month=${month}`,
  mechanism: (month) => `/exchange/metering?month=${month}`,
  suspended: () => "/exchange/participants?status=suspended",
  pairs: (month) => `/exchange/contracts?month=${month}`,
};

export async function checkViews(month: Month): Promise<CheckView[]> {
  const input = await monthInput(month);
  const { objects, ...anomalies } = await anomalyCheck(await store(), input);
  const checks = monthChecks(input).map((check) => ({ ...check, href: fixes[check.id](month) }));
  const links = objects.map((object) => registryOf(object, month));
  return [...checks, { ...anomalies, links, href: links[0] ?? `/exchange/metering?month=${month}` }];
}

/** Where the console shows what a finding is about. A meter's days stand in the inbox. */
function registryOf(object: string, month: Month): string {
  const parsed = parseCode(object);
  if (!parsed.ok) return "/exchange/members";
  const folders: Readonly<Record<string, string>> = {
    P: "plants",
    U: "units",
    H: "channels",
    K: "contracts",
  };
  const folder = folders[parsed.fields.object];
  return folder === undefined
    ? `/exchange/metering?month=${month}&q=${object}`
    : `/exchange/${folder}/${object}`;
}

const sums = new Selections<{ plants: PlantFigures[]; totals: MonthTotals }>("month-sums", 8);
const shownLines = new Selections<readonly LineView[]>("month-lines", 8);
const shownPlants = new Selections<readonly PlantView[]>("month-plants", 8);

/** One page of the month's lines or plants, as the address asks for them. */
export async function figuresView(month: Month, asked: Asked): Promise<FiguresView | undefined> {
  const found = await monthFigures(month);
  if (found === undefined) return undefined;
  const input = await monthInput(month);
  const english = (await getLocale()) === "en";
  const { plants, totals } = sums.of([found, input], { month }, () => {
    const own = plantFigures(found.lines, found.metered);
    return { plants: own, totals: monthTotals(found.lines, own) };
  });
  const tab = asked.tab === "plants" ? "plants" : "lines";
  const page = pageAsked(asked.page);
  const cut = <T>(rows: readonly T[]): T[] => rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const { q, limit, sort } = asked;
  const wanted = { month, english, q, limit, sort };
  const names = namesOf(input, english);
  const lines = () =>
    shownLines.of([found, input], wanted, () =>
      sorted(narrowed(found.lines.map(names.line), { q, limit }), sort, lineOrders),
    );
  const plantsShown = () =>
    shownPlants.of([found, input], wanted, () => {
      const views = plants.map(
        (plant): PlantView => ({ ...plant, ...names.plant(plant.plant), ...entriesOf(found, plant.plant) }),
      );
      return sorted(narrowed(views, { q, limit }), sort, plantOrders);
    });
  const rows = { lines: tab === "lines" ? lines() : [], plants: tab === "plants" ? plantsShown() : [] };
  return {
    kind: input.row?.stage === "finished" ? "settled" : "preview",
    month,
    totals,
    plantCount: plants.length,
    tab,
    lines: cut(rows.lines),
    plants: cut(rows.plants),
    found: rows[tab].length,
    pageSize: PAGE_SIZE,
  };
}

function entriesOf({ entries }: MonthFigures, plant: string) {
  const known = entries.get(plant);
  if (known === undefined) return {};
  return { settleEntry: known.settle, ...(known.trace === undefined ? {} : { traceEntry: known.trace }) };
}

/** Plants, units and channels by the names people use, in their language. */
export function namesOf({ plants, units, channels }: MonthInput, english: boolean) {
  const place = (code: string) => (english ? province(code)?.nameEn : province(code)?.name) ?? code;
  const plant = (code: string) => {
    const row = plants.get(code);
    return { name: row?.name ?? code, type: row?.type ?? "", province: place(row?.province ?? "") };
  };
  const line = ({ path, ...rest }: MonthLine): LineView => {
    const unit = units.get(rest.unit);
    const { name, type, province: plantProvince } = plant(rest.plant);
    return {
      ...rest,
      ...{ plantName: name, plantType: type, plantProvince },
      unitName: unit === undefined ? rest.unit : `${unit.id} ${unit.name}`.trim(),
      unitProvince: place(unit?.province ?? ""),
      path: path.map(({ channel, lossPpm }) => ({ name: channels.get(channel)?.name ?? channel, lossPpm })),
    };
  };
  return { plant, line };
}

function narrowed<T extends LineView | PlantView>(rows: readonly T[], { q, limit }: Asked): T[] {
  const sought = typeof q === "string" ? q.trim().toLowerCase() : "";
  return rows.filter((row) => {
    if ("limitedBy" in row && typeof limit === "string" && limit !== "" && row.limitedBy !== limit)
      return false;
    if (sought === "") return true;
    const texts =
      "number" in row ? [row.number, row.plantName, row.unitName, row.contract] : [row.name, row.plant];
    return texts.some((text) => text.toLowerCase().includes(sought));
  });
}

type Orders<T> = Readonly<Record<string, (row: T) => number>>;

const lineOrders: Orders<LineView> = {
  contract: ({ contractKwh }) => contractKwh,
  settled: ({ settledKwh }) => settledKwh,
  deviation: ({ deviationKwh }) => deviationKwh,
  sent: ({ sentWh }) => sentWh,
};
const plantOrders: Orders<PlantView> = {
  contract: ({ contractKwh }) => contractKwh,
  settled: ({ settledKwh }) => settledKwh,
  ongrid: ({ onGridWh }) => onGridWh,
  unsold: ({ unsoldWh }) => unsoldWh,
};

/** By the column the address names; in the order of numbers or codes where it names none. */
function sorted<T>(rows: T[], sort: string | string[] | undefined, orders: Orders<T>): T[] {
  const [name, sign] =
    typeof sort === "string" ? [sort.replace(/^-/, ""), sort.startsWith("-") ? -1 : 1] : ["", 1];
  // An address may name what every object has: that is no column.
  const value = Object.hasOwn(orders, name) ? orders[name] : undefined;
  return value === undefined ? rows : [...rows].sort((a, b) => sign * (value(a) - value(b)));
}

/** What a run of the month would have signed from where it stands. */
export async function runPlan(month: Month, standing: MonthStanding | undefined): Promise<RunPlan> {
  const [input, found, { ledger }] = await Promise.all([monthInput(month), monthFigures(month), market()]);
  const { twoPersonKwh } = await readMarketRow(ledger);
  const settledKwh = found?.lines.reduce((sum, line) => sum + line.settledKwh, 0) ?? 0;
  const closable = monthChecks(input).find(({ id }) => id === "closable")?.count ?? 0;
  return {
    month,
    plants: input.row?.plants ?? new Set(input.contracts.map(({ plant }) => plant)).size,
    frozen: input.row !== undefined,
    settled: standing?.settledPlants ?? 0,
    traced: standing?.tracedPlants ?? 0,
    settledKwh,
    meters: closable,
    ...(twoPersonKwh === undefined ? {} : { twoPersonKwh }),
  };
}
