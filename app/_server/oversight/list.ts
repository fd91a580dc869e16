import "server-only";
import { z } from "zod";
import type { AnomalyDetailView, AnomalyRowView } from "@/components/overview/anomalies/view";
import { isRule } from "@/lib/oversight/finding";
import {
  type AnomalyCounts,
  type AnomalyFilter,
  type AnomalySort,
  type AnomalyStanding,
  anomalyById,
  countAnomalies,
  listAnomalies,
} from "@/lib/store/queries/anomalies";
import type { Store } from "@/lib/store/store";
import { store } from "../market";
import { detailOf } from "./detail";
import { type Naming, namingOf } from "./names";
import { rowOf } from "./rows";

export const PAGE_SIZE = 50;
/** Most lines of an export. */
const MOST = 50_000;

const text = z.string().max(64).catch("");
const form = z.object({
  state: z.enum(["open", "referred", "explained", "gone"]).optional().catch(undefined),
  rule: text,
  month: text,
  province: text,
  object: text,
  sort: text,
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  a: z.coerce.number().int().min(1).optional().catch(undefined),
});

/** What the address asks for; anything it should not say is passed over. */
export interface AnomalyAsked extends AnomalyFilter {
  readonly sort: AnomalySort;
  readonly descending: boolean;
  readonly page: number;
  readonly open: number | undefined;
}

export function askedOf(fields: Readonly<Record<string, string | string[] | undefined>>): AnomalyAsked {
  const { state, rule, month, province, object, sort, page, a } = form.parse(fields);
  const order = sort.replace(/^-/, "");
  return {
    ...(state !== undefined && { state: state satisfies AnomalyStanding }),
    ...(isRule(rule) && { rule }),
    ...(month !== "" && { month }),
    ...(province !== "" && { province }),
    ...(object !== "" && { object }),
    sort: order === "rule" || order === "seen" || order === "month" ? order : "state",
    descending: sort.startsWith("-"),
    page,
    open: a,
  };
}

export interface AnomalyListView {
  readonly rows: readonly AnomalyRowView[];
  readonly total: number;
  readonly counts: AnomalyCounts;
  readonly detail: AnomalyDetailView | undefined;
  /** The page shown: the last where a later one was asked for. */
  readonly page: number;
  /** The address opens an anomaly that there is none of. */
  readonly isUnknown: boolean;
  readonly naming: Naming;
}

/** One page of the list with the open one, which stands first where the page would not show it. */
export async function anomalyList(asked: AnomalyAsked, size = PAGE_SIZE): Promise<AnomalyListView> {
  const db = await store();
  const naming = await namingOf(db);
  const { page: _, sort: __, descending: ___, open, state: ____, ...rest } = asked;
  const [{ page, ...list }, counts, opened, detail] = await Promise.all([
    pageOf(db, asked, size),
    countAnomalies(db, rest),
    open === undefined ? undefined : anomalyById(db, open),
    open === undefined ? undefined : detailOf(db, open, naming),
  ]);
  const isThere = opened === undefined || list.rows.some(({ id }) => id === open);
  const records = isThere ? list.rows : [opened.anomaly, ...list.rows];
  const rows = records.map((record) => rowOf(record, naming));
  const isUnknown = open !== undefined && opened === undefined;
  return { rows, total: list.total, counts, detail, page, isUnknown, naming };
}

/** The page asked for, or the last one where the list has become shorter. */
async function pageOf(db: Store, asked: AnomalyAsked, size: number) {
  const { sort, descending } = asked;
  const read = (page: number) =>
    listAnomalies(db, asked, { sort, descending, from: (page - 1) * size, limit: size });
  const list = await read(asked.page);
  if (list.rows.length > 0 || list.total === 0) return { ...list, page: asked.page };
  const page = Math.ceil(list.total / size);
  return { ...(await read(page)), page };
}

/** Every anomaly the filter names, for a file. */
export async function allAnomalies(asked: AnomalyAsked) {
  const db = await store();
  const naming = await namingOf(db);
  const { rows } = await listAnomalies(db, asked, {
    sort: asked.sort,
    descending: asked.descending,
    limit: MOST,
  });
  return { rows: rows.map((record) => ({ record, view: rowOf(record, naming) })), naming };
}
