import "server-only";
import { getLocale } from "next-intl/server";
import type { CertificateView, IssuePlanView, PlannedView } from "@/components/console/issuing-view";
import { pageAsked } from "@/components/workplace/page-asked";
import { compareText } from "@/lib/crypto/bytes";
import { province } from "@/lib/identifiers/provinces";
import { certifiedOf } from "@/lib/store/queries/certified-months";
import { type MonthStanding, monthStandings } from "@/lib/store/queries/console";
import { rememberedDirectory } from "@/lib/store/queries/find";
import {
  type IssuedQuery,
  type IssuedRow,
  issuedCertificate,
  issuedCertificates,
  issuedCodes,
  issuedOf,
} from "@/lib/store/queries/issuing";
import { lineColumns, settledByUnit } from "@/lib/store/queries/month-columns";
import { isMonth, type Month } from "@/lib/units/interval";
import { store } from "./market";
import { Selections } from "./selections";
import type { Asked } from "./settlement";

const PAGE_SIZE = 50;
const PLAN_SIZE = 20;

/** The month to issue for: the one asked for, else the first finished one that lacks certificates, else the newest. */
export async function issuingMonth(
  asked: Asked,
): Promise<{ months: MonthStanding[]; month: Month | undefined }> {
  const months = (await monthStandings(await store())).reverse();
  const wanted = typeof asked.month === "string" && isMonth(asked.month) ? asked.month : undefined;
  const waiting = months.find(({ stage, certificates }) => stage === "finished" && certificates === 0);
  const finished = months.filter(({ stage }) => stage === "finished");
  return { months, month: wanted ?? (waiting ?? finished.at(-1))?.month };
}

interface Planned {
  readonly all: readonly PlannedView[];
}
const plans = new Selections<Planned>("issuing-plans", 4);

export async function issuePlan(month: Month, asked: Asked): Promise<IssuePlanView> {
  const db = await store();
  const row = await db.prisma.settlementMonth.findUnique({ where: { month }, select: { stage: true } });
  const stage = stageOf(row?.stage);
  const { all } = stage === "finished" ? await planned(month) : { all: [] };
  const certain = all.filter(({ kwh }) => kwh > 0);
  const page = pageAsked(asked.planpage);
  return {
    month,
    stage,
    planned: certain.slice((page - 1) * PLAN_SIZE, page * PLAN_SIZE),
    plannedCount: certain.length,
    issued: certain.filter(({ code }) => code !== undefined).length,
    waitingKwh: certain.reduce((sum, { kwh, code }) => sum + (code === undefined ? kwh : 0), 0),
    nothing: all.filter(({ kwh }) => kwh === 0),
    pageSize: PLAN_SIZE,
  };
}

/** A finished month's units by their ids, from the columns of its lines. */
async function planned(month: Month): Promise<Planned> {
  const db = await store();
  const [columns, directory, certified] = await Promise.all([
    lineColumns(db, month),
    rememberedDirectory(db),
    certifiedOf(db, month),
  ]);
  return plans.of([columns, directory, certified], { month }, () => {
    const { units, participants } = directory;
    const codes = new Map([...certified.values()].map(({ unit, code }) => [unit, code]));
    const all = settledByUnit(columns).map(({ unit, lines, settledKwh }): PlannedView => {
      const row = units.get(unit);
      const code = codes.get(unit);
      return {
        unit: row?.id ?? unit,
        unitName: row?.name ?? "",
        holder: participants.get(row?.owner ?? "")?.name ?? "",
        kwh: settledKwh,
        lines,
        ...(code === undefined ? {} : { code }),
      };
    });
    return { all: all.sort((a, b) => compareText(a.unit, b.unit)) };
  });
}

const stages = ["frozen", "settled", "finished"] as const;
const stageOf = (stored: string | undefined) => stages.find((one) => one === stored) ?? "open";

const text = (value: Asked[string]) => (typeof value === "string" ? value : "");

/** How the address narrows and orders the list. */
function issuedQuery(asked: Asked): Omit<IssuedQuery, "page" | "pageSize"> {
  const sort = text(asked.sort);
  const column = sort.replace(/^-/, "");
  return {
    sought: text(asked.q),
    month: text(asked.of),
    status: text(asked.status),
    sort: column === "code" || column === "entry" ? column : "month",
    descending: sort === "" || sort.startsWith("-"),
  };
}

/** One page of certificates as the address asks for them, and the one it has open. */
export async function certificatesView(asked: Asked) {
  const db = await store();
  const query = issuedQuery(asked);
  const page = pageAsked(asked.page);
  const { rows, total } = await issuedCertificates(db, { ...query, page, pageSize: PAGE_SIZE });
  const code = text(asked.c);
  const detail =
    code === "" ? undefined : (rows.find((row) => row.code === code) ?? (await issuedCertificate(db, code)));
  const viewOf = await shownIn();
  return {
    rows: rows.map(viewOf),
    total,
    pageSize: PAGE_SIZE,
    isNarrowed: [query.sought, query.month, query.status].some((one) => one !== ""),
    detail: detail === undefined ? undefined : viewOf(detail),
  };
}

/** All that the address asks for, to be read a part at a time: there may be very many. */
export async function certificatesExport(asked: Asked) {
  const db = await store();
  const [viewOf, codes] = [await shownIn(), await issuedCodes(db, issuedQuery(asked))];
  const read = async (from: number, to: number): Promise<CertificateView[]> =>
    (await issuedOf(db, codes.slice(from, to))).map(viewOf);
  return { total: codes.length, read };
}

/** The file of what the list shows. */
export function certificatesCsvHref(asked: Asked): string {
  const query = ["q", "of", "status", "sort"].flatMap((name) =>
    text(asked[name]) === "" ? [] : [[name, text(asked[name])]],
  );
  return `/exchange/certificates/issued.csv?${new URLSearchParams(query)}`;
}

/** Provinces in the reader's language. */
async function shownIn(): Promise<(row: IssuedRow) => CertificateView> {
  const english = (await getLocale()) === "en";
  return (row) => {
    const place = province(row.province);
    return { ...row, province: (english ? place?.nameEn : place?.name) ?? row.province };
  };
}
