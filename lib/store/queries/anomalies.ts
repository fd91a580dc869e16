import { fromUtf8 } from "@/lib/crypto/bytes";
import type { RuleName } from "@/lib/oversight/finding";
import type { AnomalyState } from "@/lib/oversight/workflow";
import { type AnomalyRecord, eventSubject, openAnomaly } from "@/lib/store/queries/anomaly-rows";
import type { Store } from "@/lib/store/store";

/** `gone`: a later scan no longer finds it, and nobody had judged it. */
export type AnomalyStanding = AnomalyState | "gone";

export interface AnomalyFilter {
  readonly state?: AnomalyStanding;
  readonly rule?: RuleName;
  /** Of the month, and those that belong to none. */
  readonly month?: string;
  readonly province?: string;
  /** Trace code of what it is about. */
  readonly object?: string;
}

export type AnomalySort = "state" | "rule" | "seen" | "month";

export interface AnomalyPage {
  readonly rows: readonly AnomalyRecord[];
  readonly total: number;
}

/** How an anomaly stands, as the list says it. */
export function standingOf({
  state,
  vanishedAt,
}: Pick<AnomalyRecord, "state" | "vanishedAt">): AnomalyStanding {
  return state === "open" && vanishedAt !== undefined ? "gone" : state;
}

const stateOrder =
  "CASE WHEN state = 'open' AND vanished_at IS NULL THEN 0 WHEN state = 'referred' THEN 1 WHEN state = 'explained' THEN 2 ELSE 3 END";
const severityOrder = "CASE severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END";
const orders: Readonly<Record<AnomalySort, string>> = {
  state: `${stateOrder}, ${severityOrder}, first_seen DESC, rule`,
  rule: "rule, first_seen DESC",
  seen: "first_seen",
  month: "month, rule",
};

/** One page of anomalies; `descending` turns every order but the first round. */
export async function listAnomalies(
  store: Store,
  filter: AnomalyFilter,
  options: { sort?: AnomalySort; descending?: boolean; from?: number; limit: number },
): Promise<AnomalyPage> {
  const { clause, values } = conditions(filter);
  const { sort = "state", descending = false, from = 0, limit } = options;
  const [first = "", ...rest] = orders[sort].split(", ");
  const order =
    sort === "state" ? orders.state : [`${first}${descending ? " DESC" : ""}`, ...rest].join(", ");
  const [ids, count] = await Promise.all([
    store.pool.query<{ id: number }>(
      `SELECT id FROM anomaly ${clause} ORDER BY ${order}, id LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
      [...values, limit, from],
    ),
    store.pool.query<{ total: number }>(`SELECT count(*)::int AS total FROM anomaly ${clause}`, values),
  ]);
  const wanted = ids.rows.map(({ id }) => id);
  const rows = await store.prisma.anomaly.findMany({ where: { id: { in: wanted } } });
  const byId = new Map(rows.map((row) => [row.id, openAnomaly(store, row)]));
  return { rows: wanted.flatMap((id) => byId.get(id) ?? []), total: count.rows[0]?.total ?? 0 };
}

function conditions(filter: AnomalyFilter): { clause: string; values: string[] } {
  const { state, rule, month, province, object } = filter;
  const parts: string[] = [];
  const values: string[] = [];
  const add = (value: string | undefined, text: (at: string) => string) => {
    if (value === undefined || value === "") return;
    values.push(value);
    parts.push(text(`$${values.length}`));
  };
  if (state === "gone") parts.push("state = 'open' AND vanished_at IS NOT NULL");
  else add(state, (at) => `state = ${at}${state === "open" ? " AND vanished_at IS NULL" : ""}`);
  add(rule, (at) => `rule = ${at}`);
  add(month, (at) => `month IN (${at}, '')`);
  add(province, (at) => `${at} = ANY(provinces)`);
  add(object, (at) => `(object = ${at} OR key LIKE '%/' || ${at} || '/%')`);
  return {
    clause: parts.length === 0 ? "" : `WHERE ${parts.map((part) => `(${part})`).join(" AND ")}`,
    values,
  };
}

export type AnomalyCounts = Readonly<Record<AnomalyStanding, number>>;

/** How many stand where, whatever the state asked for. */
export async function countAnomalies(
  store: Store,
  filter: Omit<AnomalyFilter, "state"> = {},
): Promise<AnomalyCounts> {
  const { clause, values } = conditions(filter);
  const found = await store.pool.query<{ standing: AnomalyStanding; count: number }>(
    `SELECT CASE WHEN state = 'open' AND vanished_at IS NOT NULL THEN 'gone' ELSE state END AS standing,
     count(*)::int AS count FROM anomaly ${clause} GROUP BY 1`,
    values,
  );
  const counts = { open: 0, referred: 0, explained: 0, gone: 0 };
  for (const { standing, count } of found.rows) counts[standing] = count;
  return counts;
}

/** Open anomalies of a month, and of none, by the provinces they are about. */
export async function openByProvince(store: Store, month: string): Promise<Map<string, number>> {
  const { clause, values } = conditions({ state: "open", month });
  const found = await store.pool.query<{ province: string; count: number }>(
    `SELECT place AS province, count(*)::int AS count FROM anomaly, unnest(provinces) AS place ${clause} GROUP BY place`,
    values,
  );
  return new Map(found.rows.map(({ province, count }) => [province, count]));
}

/** Months that have anomalies, newest first. */
export async function anomalyMonths(store: Store): Promise<string[]> {
  const found = await store.prisma.anomaly.findMany({
    where: { month: { not: "" } },
    distinct: ["month"],
    orderBy: { month: "desc" },
    select: { month: true },
  });
  return found.map(({ month }) => month);
}

export interface AnomalyEventRecord {
  readonly id: number;
  readonly at: Date;
  readonly kind: string;
  /** Name of the person, empty where a scan wrote it. */
  readonly name: string;
  readonly reason: string;
}

/** An anomaly with its history, oldest first; undefined where there is none of that number. */
export async function anomalyById(
  store: Store,
  id: number,
): Promise<{ anomaly: AnomalyRecord; events: readonly AnomalyEventRecord[] } | undefined> {
  const row = await store.prisma.anomaly.findUnique({ where: { id } });
  if (row === null) return undefined;
  const events = await store.prisma.anomalyEvent.findMany({ where: { anomaly: id }, orderBy: { id: "asc" } });
  return {
    anomaly: openAnomaly(store, row),
    events: events.map(({ id: event, at, kind, sealed }) => {
      const note: { name?: string; reason?: string } = JSON.parse(
        fromUtf8(store.open(sealed, eventSubject(id))),
      );
      return { id: event, at, kind, name: note.name ?? "", reason: note.reason ?? "" };
    }),
  };
}
