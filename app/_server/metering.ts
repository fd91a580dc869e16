import "server-only";
import { momentOf } from "@/components/ledger/moment";
import {
  type DayView,
  type GroupView,
  type InboxView,
  type MeterRowView,
  missingDays,
} from "@/components/metering/inbox-view";
import { grouped } from "@/components/ui/format";
import { compareText } from "@/lib/crypto/bytes";
import { curveDays } from "@/lib/store/queries/curves";
import {
  arrivals,
  contractedAssets,
  meteredMonths,
  meteringImports,
} from "@/lib/store/queries/metering-inbox";
import { contractMonths } from "@/lib/store/queries/records-contracts";
import { formatDay } from "@/lib/units/day";
import { formatWhAsKwh } from "@/lib/units/energy";
import { daysInMonth, isMonth, type Month, monthAt } from "@/lib/units/interval";
import { store } from "./market";
import { speakingNow } from "./registry/list";
import { type Asked, askedText } from "./registry/spec";

const pageSize = 100;
const groupings = ["grid", "province", "role"] as const;

/** What of a month's curves has arrived, as the address asks for it. */
export async function inboxView(asked: Asked): Promise<InboxView> {
  const months = await inboxMonths();
  const wanted = askedText(asked, "month");
  const month = isMonth(wanted) ? wanted : (months[0] ?? monthAt(Math.floor(Date.now() / 1000)));
  const meters = await meterRows(month);
  const dayCount = daysInMonth(month);
  const blocking = meters.filter(({ isWanted, arrived }) => isWanted && arrived < dayCount);
  const by = groupings.find((one) => one === askedText(asked, "by")) ?? "grid";
  const found = meters.filter((row) => fits(row, asked, by, dayCount));
  const page = Math.min(
    Math.ceil(found.length / pageSize),
    Number.parseInt(askedText(asked, "page"), 10) || 1,
  );
  const from = (Math.max(1, page) - 1) * pageSize;
  return {
    ...{ month, dayCount, by, pageSize, all: meters.length, total: found.length },
    months: months.includes(month) ? months : [month, ...months],
    meters: found.slice(from, from + pageSize),
    complete: meters.filter(({ arrived }) => arrived === dayCount).length,
    blocking: blocking.slice(0, 12).map(({ id, arrived }) => ({ id, missing: dayCount - arrived })),
    blockingCount: blocking.length,
    groups: groupsOf(meters, by, dayCount),
    imports: (await meteringImports(await store())).map(({ totalWh, at, ...rest }) => {
      return { ...rest, totalKwh: totalWh === undefined ? "—" : kwhText(totalWh), at: momentOf(at) };
    }),
    day: await dayView(meters, askedText(asked, "d")),
  };
}

async function inboxMonths(): Promise<Month[]> {
  const db = await store();
  const all = new Set([...(await meteredMonths(db)), ...(await contractMonths(db))]);
  return [...all].sort((a, b) => compareText(b, a));
}

async function meterRows(month: Month): Promise<MeterRowView[]> {
  const db = await store();
  const [{ book, place }, arrived, wanted] = await Promise.all([
    speakingNow(),
    arrivals(db, month),
    contractedAssets(db, month),
  ]);
  const units = new Set(wanted.units.map((index) => index.toString("hex")));
  const isWanted = (of: string) =>
    wanted.plants.has(of) || units.has(Buffer.from(db.vault.blind("unit", of)).toString("hex"));
  return [...book.meters.values()]
    .map(({ code, id, role, of, grid }): MeterRowView => {
      const asset = book.plants.get(of) ?? book.units.get(of);
      const { days = 0, isClosed = false } = arrived.get(code) ?? {};
      return {
        ...{ code, id, role, days, isClosed, isWanted: isWanted(of), name: asset?.name ?? of },
        province: place(asset?.province ?? ""),
        grid: book.participants.get(grid)?.name ?? grid,
        arrived: daysInMonth(month) - missingDays(days, daysInMonth(month)).length,
      };
    })
    .sort((a, b) => compareText(a.id, b.id));
}

function fits(row: MeterRowView, asked: Asked, by: (typeof groupings)[number], dayCount: number): boolean {
  const sought = askedText(asked, "q").trim().toLowerCase();
  if (sought !== "" && ![row.id, row.name, row.code].some((text) => text.toLowerCase().includes(sought)))
    return false;
  const group = askedText(asked, "g");
  if (group !== "" && row[by] !== group) return false;
  const state = askedText(asked, "state");
  if (state === "missing") return row.arrived < dayCount;
  if (state === "complete") return row.arrived === dayCount;
  return state !== "blocking" || (row.isWanted && row.arrived < dayCount);
}

function groupsOf(
  meters: readonly MeterRowView[],
  by: (typeof groupings)[number],
  dayCount: number,
): GroupView[] {
  const groups = new Map<string, { meters: number; complete: number; missing: number }>();
  for (const row of meters) {
    const group = groups.get(row[by]) ?? { meters: 0, complete: 0, missing: 0 };
    group.meters++;
    group.missing += dayCount - row.arrived;
    if (row.arrived === dayCount) group.complete++;
    groups.set(row[by], group);
  }
  return [...groups]
    .map(([key, sums]) => ({ key, name: key, ...sums }))
    .sort((a, b) => b.missing - a.missing || compareText(a.key, b.key));
}

/** `asked` is `<meter code>-<YYYYMMDD>`. */
async function dayView(meters: readonly MeterRowView[], asked: string): Promise<DayView | undefined> {
  const [code = "", day = ""] = asked.split("-");
  const meter = meters.find((one) => one.code === code);
  if (meter === undefined || !/^\d{8}$/.test(day)) return undefined;
  const [found] = await curveDays(await store(), code, [Number(day)]);
  if (found === undefined) return undefined;
  const wh = [...found.wh];
  const total = wh.reduce((sum, one) => sum + one, 0);
  return {
    ...{ meter: code, id: meter.id, entry: found.entry, wh },
    day: formatDay(found.day),
    totalKwh: kwhText(total),
  };
}

function kwhText(wh: number): string {
  const [whole = "", part] = formatWhAsKwh(wh).split(".");
  return grouped(Number(whole)) + (part === undefined ? "" : `.${part}`);
}

/** Every meter's days of a month that have not arrived. */
export async function missingTable(asked: Asked): Promise<(readonly string[])[]> {
  const wanted = askedText(asked, "month");
  if (!isMonth(wanted)) return [];
  const count = daysInMonth(wanted);
  return (await meterRows(wanted)).flatMap(({ id, name, grid, days }) =>
    missingDays(days, count).map((day) => [id, name, grid, `${wanted}-${String(day).padStart(2, "0")}`]),
  );
}
