/** Rule 7: which days of which meters are not anchored, or were too late. */
import { groupedBy } from "@/lib/jobs/grouped";
import type { ScanResult } from "@/lib/jobs/oversight/result";
import type { ObjectMonth, Touched } from "@/lib/jobs/oversight/touched";
import type { MeterRow, MonthRow } from "@/lib/market/state";
import { daysUnanchored } from "@/lib/oversight/day-unanchored";
import { meters } from "@/lib/store/queries/anomalies-metering";
import type { Directory } from "@/lib/store/queries/directory";
import { openState } from "@/lib/store/rows/open-state";
import { settlementMonthTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { daysOfMonth } from "@/lib/units/day";
import type { Month } from "@/lib/units/interval";

const METERS_AT_ONCE = 2_000;

/** `now` in Unix seconds. */
export async function scanAnchors(
  store: Store,
  directory: Directory,
  touched: Touched,
  now: number,
): Promise<ScanResult> {
  const wanted = new Map<Month, Set<string>>();
  const want = ({ code, month }: ObjectMonth) =>
    wanted.set(month, (wanted.get(month) ?? new Set()).add(code));
  touched.meterMonths.forEach(want);
  const result: ScanResult = { scopes: [], findings: [] };
  if (wanted.size === 0 && touched.closedMonths.length === 0) return result;
  const [known, since] = await Promise.all([meters(store), inServiceSince(store)]);
  for (const month of touched.closedMonths) for (const code of since.keys()) want({ code, month });
  for (const [month, codes] of wanted) {
    const finishEntry = await finishOf(store, month);
    for (const some of chunked([...codes])) {
      const anchored = await anchorsOf(store, some, month);
      const registered = await registeredAt(
        store,
        some.flatMap((code) => known.get(code) ?? []),
      );
      for (const code of some) {
        const [meter, first] = [known.get(code), since.get(code)];
        if (meter === undefined || first === undefined) continue;
        const own = anchored.get(code) ?? [];
        const there = new Set(own.map(({ day }) => day));
        const missing = daysOfMonth(month).filter((day) => day >= first && !there.has(day));
        const about = {
          code,
          asset: meter.of,
          province: provinceOf(directory, meter),
          registeredAt: registered.get(meter.entry) ?? 0,
        };
        result.scopes.push({ rule: "day-unanchored", object: code, month });
        const days = { month, missing, late: own, ...(finishEntry !== undefined && { finishEntry }) };
        const finding = daysUnanchored(about, days, now);
        if (finding) result.findings.push(finding);
      }
    }
  }
  return result;
}

function provinceOf({ plants, units }: Directory, { role, of }: MeterRow): string {
  return (role === "production" ? plants.get(of)?.province : units.get(of)?.province) ?? "";
}

/** The first anchored day of every meter that has one: from there on its days are expected. */
async function inServiceSince(store: Store): Promise<Map<string, number>> {
  const found = await store.pool.query<{ meter: string; day: number }>(
    "SELECT meter, min(day) AS day FROM meter_day GROUP BY meter",
  );
  return new Map(found.rows.map(({ meter, day }) => [meter, day]));
}

async function finishOf(store: Store, month: Month): Promise<number | undefined> {
  const row = await store.prisma.settlementMonth.findUnique({ where: { month } });
  return row === null ? undefined : openState<MonthRow>(store, settlementMonthTable, row).finishEntry;
}

async function anchorsOf(store: Store, codes: readonly string[], month: Month) {
  const days = daysOfMonth(month);
  const found = await store.pool.query<{ meter: string; day: number; entry: number; time: string }>(
    `SELECT d.meter, d.day, d.entry, e.time FROM meter_day d JOIN entry e ON e.index = d.entry
     WHERE d.meter = ANY($1) AND d.day BETWEEN $2 AND $3 ORDER BY d.day`,
    [codes, days[0], days.at(-1)],
  );
  const rows = found.rows.map(({ meter, day, entry, time }) => ({ meter, day, entry, time: Number(time) }));
  const byMeter = groupedBy(rows, ({ meter }) => meter);
  return new Map(
    [...byMeter].map(([meter, own]) => [meter, own.map(({ day, entry, time }) => ({ day, entry, time }))]),
  );
}

/** Times of the entries that registered these meters. */
async function registeredAt(store: Store, rows: readonly MeterRow[]): Promise<Map<number, number>> {
  const entries = [...new Set(rows.map(({ entry }) => entry))];
  const found = await store.prisma.entry.findMany({
    where: { index: { in: entries } },
    select: { index: true, time: true },
  });
  return new Map(found.map(({ index, time }) => [index, Number(time)]));
}

function chunked(codes: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let at = 0; at < codes.length; at += METERS_AT_ONCE) chunks.push(codes.slice(at, at + METERS_AT_ONCE));
  return chunks;
}
