import { fromUtf8 } from "@/lib/crypto/bytes";
import type { Store } from "@/lib/store/store";

// What the gateway's monitor shows: the table `submission`, newest first, and what can be counted in it.

export const SUBMISSION_STATES = ["pending", "accepted", "refused"] as const;
export const SUBMISSION_SOURCES = ["person", "job", "cli", "machine"] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];
export type SubmissionSource = (typeof SUBMISSION_SOURCES)[number];

export interface SubmissionRecord {
  readonly id: string;
  readonly at: Date;
  readonly txId: string;
  readonly type: string;
  readonly source: SubmissionSource;
  /** The person's account, the job, the machine's name. */
  readonly who: string | undefined;
  readonly state: SubmissionState;
  readonly code: string | undefined;
  readonly field: string | undefined;
  readonly reason: string | undefined;
  /** From the gateway's door to the final answer; undefined while there is none. */
  readonly latencyMs: number | undefined;
  /** Of the entry it became. */
  readonly index: number | undefined;
}

export interface SubmissionFilter {
  readonly type?: string;
  readonly state?: SubmissionState;
  readonly source?: SubmissionSource;
  /** A refusal's code. */
  readonly code?: string;
  /** Who, exactly. */
  readonly who?: string;
  /** How the transaction's id begins, or the number of its entry. */
  readonly sought?: string;
  readonly from?: Date;
  readonly to?: Date;
}

export interface SubmissionPage {
  readonly sort?: "at" | "latency";
  readonly descending?: boolean;
  /** From 0. */
  readonly page?: number;
  readonly size?: number;
}

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly tx_id: string;
  readonly type: string;
  readonly source: SubmissionSource;
  readonly who: string | null;
  readonly state: SubmissionState;
  readonly code: string | null;
  readonly field: string | null;
  readonly latency_ms: number | null;
  readonly index: number | null;
  readonly sealed: Buffer | null;
}

const WHERE = `WHERE ($1::text IS NULL OR type = $1) AND ($2::text IS NULL OR state = $2)
  AND ($3::text IS NULL OR source = $3) AND ($4::text IS NULL OR code = $4)
  AND ($5::text IS NULL OR who = $5) AND ($6::timestamptz IS NULL OR at >= $6)
  AND ($7::timestamptz IS NULL OR at < $7)
  AND ($8::text IS NULL OR starts_with(tx_id, lower($8)) OR index::text = $8)`;

function values({ type, state, source, code, who, from, to, sought }: SubmissionFilter) {
  return [type, state, source, code, who, from, to, sought].map((value) => value ?? null);
}

/** One page and how many rows fit. Throws SealBroken. */
export async function listSubmissions(
  store: Store,
  filter: SubmissionFilter = {},
  { sort = "at", descending = true, page = 0, size = 50 }: SubmissionPage = {},
): Promise<{ readonly rows: SubmissionRecord[]; readonly total: number }> {
  const order = sort === "latency" ? "latency_ms" : "at";
  const direction = descending ? "DESC NULLS LAST" : "ASC NULLS LAST";
  const [found, counted] = await Promise.all([
    store.pool.query<Row>(
      `SELECT * FROM submission ${WHERE} ORDER BY ${order} ${direction}, id DESC LIMIT $9 OFFSET $10`,
      [...values(filter), size, page * size],
    ),
    store.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM submission ${WHERE}`,
      values(filter),
    ),
  ]);
  return { rows: found.rows.map((row) => recordOf(store, row)), total: counted.rows[0]?.count ?? 0 };
}

function recordOf(store: Store, row: Row): SubmissionRecord {
  const { at, type, source, state, tx_id: txId, sealed } = row;
  return {
    ...{ id: String(row.id), at, txId, type, source, state },
    who: row.who ?? undefined,
    code: row.code ?? undefined,
    field: row.field ?? undefined,
    reason: sealed === null ? undefined : fromUtf8(store.open(sealed, `submission/${txId}`)),
    latencyMs: row.latency_ms ?? undefined,
    index: row.index ?? undefined,
  };
}

/** How many of each state, and of each refusal code the most frequent first. */
export async function submissionCounts(store: Store, filter: SubmissionFilter = {}) {
  const { rows } = await store.pool.query<{ state: SubmissionState; code: string | null; count: number }>(
    `SELECT state, code, count(*)::int AS count FROM submission ${WHERE} GROUP BY 1, 2 ORDER BY 3 DESC, 2`,
    values(filter),
  );
  const of = (state: SubmissionState) =>
    rows.filter((row) => row.state === state).reduce((sum, { count }) => sum + count, 0);
  return {
    states: { pending: of("pending"), accepted: of("accepted"), refused: of("refused") },
    codes: rows.flatMap(({ code, count }) => (code === null ? [] : [{ code, count }])),
  };
}

export interface Latency {
  readonly count: number;
  /** Milliseconds; undefined where nothing was answered. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
}

/** Of what was answered by the ledger in the window: refusals at the door say nothing of its speed. */
export async function submissionLatency(store: Store, filter: SubmissionFilter = {}): Promise<Latency> {
  const { rows } = await store.pool.query<{ count: number; p: (number | null)[] | null }>(
    `SELECT count(*)::int AS count,
       percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY latency_ms) AS p
     FROM submission ${WHERE} AND state = 'accepted' AND latency_ms IS NOT NULL`,
    values(filter),
  );
  const [p50, p95, p99] = (rows[0]?.p ?? []).map((value) => value ?? undefined);
  return { count: rows[0]?.count ?? 0, p50, p95, p99 };
}

export interface SubmissionMinute {
  /** The minute's beginning. */
  readonly at: Date;
  readonly accepted: number;
  readonly refused: number;
  readonly p95: number | undefined;
}

/** One row a minute up to now, the quiet ones included, oldest first. */
export async function submissionSeries(store: Store, minutes: number): Promise<SubmissionMinute[]> {
  const { rows } = await store.pool.query<{
    readonly at: Date;
    readonly accepted: number;
    readonly refused: number;
    readonly p95: number | null;
  }>(
    `SELECT m.at, count(*) FILTER (WHERE s.state = 'accepted')::int AS accepted,
       count(*) FILTER (WHERE s.state = 'refused')::int AS refused,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY s.latency_ms) FILTER (WHERE s.state = 'accepted') AS p95
     FROM generate_series(date_trunc('minute', now()) - make_interval(mins => $1 - 1),
       date_trunc('minute', now()), interval '1 minute') AS m (at)
     LEFT JOIN submission s ON s.at >= m.at AND s.at < m.at + interval '1 minute'
     GROUP BY m.at ORDER BY m.at`,
    [minutes],
  );
  return rows.map(({ p95, ...row }) => ({ ...row, p95: p95 ?? undefined }));
}
