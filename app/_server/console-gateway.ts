import "server-only";
import type { GatewayView, SubmissionDetailView, SubmissionView } from "@/components/console/gateway-view";
import { pageAsked } from "@/components/workplace/page-asked";
import { accountsOf } from "@/lib/auth/accounts";
import type { Viewer } from "@/lib/auth/viewer";
import type { Entry } from "@/lib/market/entry";
import {
  deliveryOf,
  outboxStanding,
  refusalCounts,
  slowestAnswer,
} from "@/lib/store/queries/console-gateway";
import { entryByIndex } from "@/lib/store/queries/entries";
import {
  listSubmissions,
  SUBMISSION_SOURCES,
  SUBMISSION_STATES,
  type SubmissionFilter,
  type SubmissionRecord,
  submissionCounts,
  submissionLatency,
  submissionSeries,
} from "@/lib/store/queries/submissions";
import { store } from "./market";
import type { Asked } from "./settlement";

const PAGE_SIZE = 50;
const MINUTES = 60;
const HOURS = [1, 24, 168] as const;
const MOST_EXPORTED = 50_000;

const text = (value: Asked[string]): string => (typeof value === "string" ? value.trim() : "");
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

function filterOf(asked: Asked): SubmissionFilter {
  const [type, code, sought] = [text(asked.type), text(asked.code), text(asked.q)];
  const state = SUBMISSION_STATES.find((one) => one === text(asked.state));
  const source = SUBMISSION_SOURCES.find((one) => one === text(asked.source));
  return {
    ...(type === "" ? {} : { type }),
    ...(code === "" ? {} : { code }),
    ...(sought === "" ? {} : { sought }),
    ...(state === undefined ? {} : { state }),
    ...(source === undefined ? {} : { source }),
  };
}

/** The monitor, as the address asks for it. */
export async function gatewayView(person: Viewer, asked: Asked): Promise<GatewayView> {
  const db = await store();
  const hours = HOURS.find((one) => String(one) === text(asked.hours)) ?? 24;
  const now = new Date();
  const since = new Date(now.getTime() - hours * 3_600_000);
  const sort = text(asked.sort);
  const page = {
    sort: sort.endsWith("latency") ? "latency" : "at",
    descending: sort === "" || sort.startsWith("-"),
    page: pageAsked(asked.page) - 1,
    size: PAGE_SIZE,
  } as const;
  const [{ states }, latency, slowest, outbox, minutes, refusals, list, names] = await Promise.all([
    submissionCounts(db, { from: since }),
    submissionLatency(db, { from: since }),
    slowestAnswer(db, since),
    outboxStanding(db),
    submissionSeries(db, MINUTES),
    refusalCounts(db, since),
    listSubmissions(db, filterOf(asked), page),
    peopleAndJobs(person),
  ]);
  const { p50, p95, p99 } = latency;
  const rows = list.rows.map((row) => viewOf(row, names));
  return {
    ...{ hours, rows },
    count: states.accepted + states.refused + states.pending,
    refused: states.refused,
    latency: { p50, p95, p99, slowest },
    pending: outbox.pending,
    pendingAge: outbox.oldest && seconds(now) - seconds(outbox.oldest),
    minutes: minutes.map(({ at, accepted, refused }) => ({ accepted, refused, time: seconds(at) })),
    refusals: refusals.map(({ last, ...rest }) => ({ ...rest, last: seconds(last) })),
    total: list.total,
    isNarrowed: Object.keys(filterOf(asked)).length > 0,
    pageSize: PAGE_SIZE,
    detail: await detailOf(list.rows, text(asked.s), names),
  };
}

/** All that fits the filter, for a file. */
export async function gatewayExport(person: Viewer, asked: Asked): Promise<SubmissionView[]> {
  const names = await peopleAndJobs(person);
  const { rows } = await listSubmissions(await store(), filterOf(asked), { size: MOST_EXPORTED });
  return rows.map((row) => viewOf(row, names));
}

/** The newest refusals, for the console's first page. */
export async function refusedLately(person: Viewer, most: number): Promise<SubmissionView[]> {
  const names = await peopleAndJobs(person);
  const { rows } = await listSubmissions(await store(), { state: "refused" }, { size: most });
  return rows.map((row) => viewOf(row, names));
}

function viewOf(row: SubmissionRecord, names: ReadonlyMap<string, string>): SubmissionView {
  const { id, txId, type, source, state, code = "", latencyMs, index, who = "" } = row;
  // A job's id says nothing to people; its source does.
  const named = names.get(who) ?? (source === "machine" || source === "cli" ? who : "");
  const wholeMs = latencyMs === undefined ? undefined : Math.round(latencyMs);
  return {
    id,
    txId,
    type,
    source,
    state,
    code,
    latencyMs: wholeMs,
    entry: index,
    time: seconds(row.at),
    who: named,
  };
}

/** Whose submissions may be named: the exchange's own people, and the jobs they confirmed. */
async function peopleAndJobs(person: Viewer): Promise<Map<string, string>> {
  const db = await store();
  const people = await accountsOf(db, person.participant);
  const names = new Map(people.map(({ id, name, email }) => [id, name || email]));
  const jobs = await db.prisma.job.findMany({
    where: { accountId: { in: people.map(({ id }) => id) } },
    select: { id: true, accountId: true },
  });
  for (const { id, accountId } of jobs) names.set(id, names.get(accountId ?? "") ?? "");
  return names;
}

async function detailOf(
  rows: readonly SubmissionRecord[],
  id: string,
  names: ReadonlyMap<string, string>,
): Promise<SubmissionDetailView | undefined> {
  const found = rows.find((row) => row.id === id);
  if (found === undefined) return undefined;
  const { field = "", reason = "", txId } = found;
  const delivery = await deliveryOf(await store(), txId);
  return {
    ...viewOf(found, names),
    ...{ field, reason },
    attempts: delivery?.attempts,
    step: delivery?.step ?? "",
    ...(await outline(found)),
  };
}

/** Of what was entered, its outline; what was refused is not kept. */
async function outline({ index }: SubmissionRecord) {
  const record = index === undefined ? undefined : await entryByIndex(await store(), index);
  if (record === undefined) return { bytes: undefined, signers: undefined, sealed: [] };
  // The members wrote the text: it is read as what it is.
  const { command } = JSON.parse(record.text) as Entry;
  const sealed = new Set(Object.keys(command.sealed).map((name) => name.replace(/^records\/\d+\//, "")));
  return { bytes: Buffer.byteLength(record.text), signers: command.signers.length, sealed: [...sealed] };
}
