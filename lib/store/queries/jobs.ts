import { openAnswer } from "@/lib/store/rows/job-answer";
import type { Store } from "@/lib/store/store";

/** A job as its page shows it: counts, not the lines themselves, and as many refusals as are kept. */
export interface JobRecord {
  readonly id: string;
  readonly name: "import" | "settle" | "issue";
  readonly state: "queued" | "running" | "waiting" | "done" | "failed";
  readonly stage: string;
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
  /** Of a settlement or an issuing run. */
  readonly month: string | undefined;
  /** Of an import: which form, and what the file was called. */
  readonly form: string | undefined;
  readonly file: string | undefined;
  /** Of a rebuild: whose. */
  readonly member: string | undefined;
  readonly accountId: string | undefined;
  readonly keyId: string | undefined;
  /** Messages that wait to be signed now. */
  readonly unsigned: number;
  /** Since when nobody signs. */
  readonly waitingSince: Date | undefined;
  readonly outcome: JobOutcome | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface JobOutcome {
  /** Records taken in, lines settled, certificates issued. */
  readonly accepted: number;
  readonly refused: readonly RefusedLine[];
  readonly refusedCount: number;
  /** Why the whole could not be done. */
  readonly reason: string | undefined;
  /** Of a file that could not be read: `header`, `utf-8`, `line-length`, `missing`. */
  readonly code: string | undefined;
}

export interface RefusedLine {
  readonly line?: number;
  readonly field?: string;
  readonly contract?: string;
  readonly unit?: string;
  readonly code: string;
  readonly reason: string;
}

interface Row {
  readonly id: string;
  readonly name: JobRecord["name"];
  readonly state: JobRecord["state"];
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly payload: {
    readonly month?: string;
    readonly name?: string;
    readonly file?: string;
    readonly member?: string;
  };
  readonly answer: unknown;
  readonly account_id: string | null;
  readonly key_id: string | null;
  readonly waiting_at: Date | null;
  readonly unsigned: number;
  readonly oldest: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

interface StoredAnswer {
  readonly accepted?: number;
  readonly refused?: readonly RefusedLine[];
  readonly refusedCount?: number;
  readonly reason?: string;
  readonly code?: string;
}

const SELECT = `SELECT j.id, j.name, j.state, j.stage, j.done, j.total, j.payload, j.account_id, j.key_id,
    j.waiting_at, j.created_at, j.updated_at, j.answer,
    (SELECT count(*)::int FROM signing_request r WHERE r.job = j.id AND r.signed_at IS NULL) AS unsigned,
    (SELECT min(created_at) FROM signing_request r WHERE r.job = j.id AND r.signed_at IS NULL) AS oldest
  FROM job j`;

export async function jobRecord(store: Store, id: string): Promise<JobRecord | undefined> {
  const { rows } = await store.pool.query<Row>(`${SELECT} WHERE j.id = $1`, [id]);
  return rows[0] && recordOf(store, rows[0]);
}

export interface JobFilter {
  readonly name?: JobRecord["name"];
  readonly month?: string;
  readonly form?: string;
  /** Only what is not over yet. */
  readonly unfinished?: boolean;
  readonly limit?: number;
}

/** The newest first. */
export async function jobRecords(store: Store, filter: JobFilter = {}): Promise<JobRecord[]> {
  const { name, month, form, unfinished = false, limit = 20 } = filter;
  const { rows } = await store.pool.query<Row>(
    `${SELECT} WHERE ($1::text IS NULL OR j.name = $1) AND ($2::text IS NULL OR j.payload->>'month' = $2)
       AND ($3::text IS NULL OR j.payload->>'name' = $3)
       AND (NOT $4 OR j.state IN ('queued', 'running', 'waiting'))
     ORDER BY j.created_at DESC, j.id LIMIT $5`,
    [name ?? null, month ?? null, form ?? null, unfinished, limit],
  );
  return rows.map((row) => recordOf(store, row));
}

function recordOf(store: Store, row: Row): JobRecord {
  const { id, name, state, stage, done, total, payload, unsigned } = row;
  const isImport = name === "import";
  return {
    ...{ id, name, state, stage, done, total, unsigned },
    month: payload.month,
    member: payload.member,
    form: isImport ? payload.name : undefined,
    file: isImport ? payload.file : undefined,
    accountId: row.account_id ?? undefined,
    keyId: row.key_id ?? undefined,
    waitingSince: row.waiting_at ?? row.oldest ?? undefined,
    outcome: row.answer === null ? undefined : outcomeOf(openAnswer(store, id, row.answer)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function outcomeOf(answer: StoredAnswer): JobOutcome {
  const { refused = [], reason, code } = answer;
  return {
    accepted: answer.accepted ?? 0,
    refused,
    refusedCount: answer.refusedCount ?? refused.length,
    reason,
    code,
  };
}
