import "server-only";
import { momentOf } from "@/components/ledger/moment";
import {
  type DayView,
  type Grouping,
  groupings,
  groupOf,
  groupsOf,
  hasDay,
  type InboxView,
  incompleteOf,
  type MeterRowView,
  missingDays,
} from "@/components/metering/inbox-view";
import { grouped } from "@/components/ui/format";
import { compareText } from "@/lib/crypto/bytes";
import { groupedBy } from "@/lib/jobs/grouped";
import { curveDays } from "@/lib/store/queries/curves";
import {
  arrivals,
  contractedAssets,
  meteredMonths,
  meteringImports,
  refusedMeterDays,
} from "@/lib/store/queries/metering-inbox";
import { contractMonths } from "@/lib/store/queries/records-contracts";
import { formatDay } from "@/lib/units/day";
import { formatWhAsKwh } from "@/lib/units/energy";
import { daysInMonth, isMonth, type Month, monthAt } from "@/lib/units/interval";
import { store } from "./market";
import { speakingNow } from "./registry/list";
import { type Asked, askedText } from "./registry/spec";

const pageSize = 100;
/** Plants and units may be thousands: those that lack most are told. */
const mostGroups = 60;
/** Longer lists are for the CSV file. */
const mostCopied = 500;

/** Files listed at once. */
const importsSize = 30;

/** What of a month's curves has arrived, as the address asks for it. */
export async function inboxView(asked: Asked): Promise<InboxView> {
  const months = await inboxMonths();
  const wanted = askedText(asked, "month");
  const month = isMonth(wanted) ? wanted : (months[0] ?? monthAt(Math.floor(Date.now() / 1000)));
  const meters = await meterRows(month);
  const dayCount = daysInMonth(month);
  const blocking = meters.filter(({ isWanted, arrived }) => isWanted && arrived < dayCount);
  const by = byOf(asked);
  const groups = groupsOf(meters, by, dayCount);
  const found = meters.filter((row) => fits(row, asked, dayCount));
  const incomplete = found.filter(({ arrived }) => arrived < dayCount);
  const page = Math.min(
    Math.ceil(found.length / pageSize),
    Number.parseInt(askedText(asked, "page"), 10) || 1,
  );
  const from = (Math.max(1, page) - 1) * pageSize;
  const sentPage = Math.max(1, Number.parseInt(askedText(asked, "sent"), 10) || 1);
  const sent = await meteringImports(await store(), { page: sentPage - 1, size: importsSize });
  return {
    ...{ month, dayCount, by, pageSize, all: meters.length, total: found.length },
    months: months.includes(month) ? months : [month, ...months],
    meters: found.slice(from, from + pageSize),
    complete: meters.filter(({ arrived }) => arrived === dayCount).length,
    blocking: blocking.slice(0, 12).map(({ id, arrived }) => ({ id, missing: dayCount - arrived })),
    blockingCount: blocking.length,
    groups: groups.slice(0, mostGroups),
    moreGroups: Math.max(0, groups.length - mostGroups),
    group: groups.find(({ key }) => key === askedText(asked, "g"))?.name,
    incomplete: incomplete.slice(0, mostCopied).map((row) => incompleteOf(row, dayCount)),
    moreIncomplete: Math.max(0, incomplete.length - mostCopied),
    importsTotal: sent.total,
    importsSize,
    imports: sent.rows.map(({ totalWh, at, ...rest }) => {
      return { ...rest, totalKwh: totalWh === undefined ? "—" : kwhText(totalWh), at: momentOf(at) };
    }),
    day: await dayView(meters, askedText(asked, "d")),
  };
}

function byOf(asked: Asked): Grouping {
  return groupings.find((one) => one === askedText(asked, "by")) ?? "grid";
}

async function inboxMonths(): Promise<Month[]> {
  const db = await store();
  const all = new Set([...(await meteredMonths(db)), ...(await contractMonths(db))]);
  return [...all].sort((a, b) => compareText(b, a));
}

async function meterRows(month: Month): Promise<MeterRowView[]> {
  const db = await store();
  const span = [Number(`${month.replace("-", "")}01`), Number(`${month.replace("-", "")}31`)] as const;
  const [{ book, place }, arrived, wanted, refusals] = await Promise.all([
    speakingNow(),
    arrivals(db, month),
    contractedAssets(db, month),
    refusedMeterDays(db, span),
  ]);
  const flaws = groupedBy(refusals, ({ meter }) => meter);
  const units = new Set(wanted.units.map((index) => index.toString("hex")));
  const isWanted = (of: string) =>
    wanted.plants.has(of) || units.has(Buffer.from(db.vault.blind("unit", of)).toString("hex"));
  return [...book.meters.values()]
    .map(({ code, id, role, of, grid }): MeterRowView => {
      const asset = book.plants.get(of) ?? book.units.get(of);
      const { days = 0, isClosed = false } = arrived.get(code) ?? {};
      return {
        ...{ code, id, role, of, days, isClosed, isWanted: isWanted(of), name: asset?.name ?? of },
        province: place(asset?.province ?? ""),
        grid: book.participants.get(grid)?.name ?? grid,
        refused: (flaws.get(code) ?? [])
          .map((flaw) => ({ day: flaw.day % 100, code: flaw.code }))
          .filter(({ day }) => !hasDay(days, day)),
        arrived: daysInMonth(month) - missingDays(days, daysInMonth(month)).length,
      };
    })
    .sort((a, b) => compareText(a.id, b.id));
}

function fits(row: MeterRowView, asked: Asked, dayCount: number): boolean {
  const sought = askedText(asked, "q").trim().toLowerCase();
  if (sought !== "" && ![row.id, row.name, row.code].some((text) => text.toLowerCase().includes(sought)))
    return false;
  const group = askedText(asked, "g");
  if (group !== "" && groupOf(row, byOf(asked))?.key !== group) return false;
  const state = askedText(asked, "state");
  if (state === "missing") return row.arrived < dayCount;
  if (state === "refused") return row.refused.length > 0;
  if (state === "complete") return row.arrived === dayCount;
  return state !== "blocking" || (row.isWanted && row.arrived < dayCount);
}

/** `asked` is `<meter code>-<YYYYMMDD>`. */
async function dayView(meters: readonly MeterRowView[], asked: string): Promise<DayView | undefined> {
  const [code = "", day = ""] = asked.split("-");
  const meter = meters.find((one) => one.code === code);
  if (meter === undefined || !/^\d{8}$/.test(day)) return undefined;
  const db = await store();
  const number = Number(day);
  const [[found], flaws] = await Promise.all([
    curveDays(db, code, [number]),
    refusedMeterDays(db, [number, number], code),
  ]);
  if (found === undefined && flaws.length === 0) return undefined;
  return {
    ...{ meter: code, id: meter.id, day: formatDay(number) },
    curve: found && {
      ...{ entry: found.entry, wh: [...found.wh] },
      totalKwh: kwhText(found.wh.reduce((sum, one) => sum + one, 0)),
    },
    flaws: flaws.map(({ job, file, line, lines, code: why, at }) => {
      return { job, file, line, lines, code: why, at: momentOf(at) };
    }),
  };
}

function kwhText(wh: number): string {
  const [whole = "", part] = formatWhAsKwh(wh).split(".");
  return grouped(Number(whole)) + (part === undefined ? "" : `.${part}`);
}

/** Where the table below is to be had, narrowed as the page is. */
export function missingHref(month: Month, asked: Asked): string {
  const filters = ["q", "g", "state", "by"].map((field) => [field, askedText(asked, field)]);
  const fields = new URLSearchParams([["month", month], ...filters.filter(([, text]) => text !== "")]);
  return `/exchange/metering/missing.csv?${fields}`;
}

/** The days of a month that have not arrived, a line a meter and day, with the reason where one was refused. */
export async function missingTable(asked: Asked): Promise<(readonly string[])[]> {
  const wanted = askedText(asked, "month");
  if (!isMonth(wanted)) return [];
  const count = daysInMonth(wanted);
  const rows = (await meterRows(wanted)).filter((row) => fits(row, asked, count));
  return rows.flatMap(({ id, name, grid, days, refused }) =>
    missingDays(days, count).map((day) => [
      ...[id, name, grid, `${wanted}-${String(day).padStart(2, "0")}`],
      refused.find((one) => one.day === day)?.code ?? "",
    ]),
  );
}
