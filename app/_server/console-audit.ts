import "server-only";
import { z } from "zod";
import { EVENTS_SHOWN } from "@/components/console/events-table";
import type { AuditView, EventRow, TrailChoice, TrailKey, TrailRow } from "@/components/console/trail-view";
import { pageAsked } from "@/components/workplace/page-asked";
import { accountsOf } from "@/lib/auth/accounts";
import { shortAddress } from "@/lib/auth/agent";
import { eventsOf } from "@/lib/auth/events";
import type { Viewer } from "@/lib/auth/viewer";
import { COMMAND_TYPES } from "@/lib/market/command";
import { memberKeyId } from "@/lib/market/members/roster";
import { type TrailEntry, type TrailFilter, trailEntries } from "@/lib/store/queries/audit";
import { openAnswer } from "@/lib/store/rows/job-answer";
import type { Store } from "@/lib/store/store";
import { dayParts, parseDay } from "@/lib/units/day";
import { daysSinceEpoch } from "@/lib/units/interval";
import { market, store } from "./market";
import type { Asked } from "./settlement";

const PAGE_SIZE = 50;
const MOST_EXPORTED = 50_000;
const DAY_SECONDS = 86_400;
const UTC8_SECONDS = 28_800;

const text = (value: Asked[string]): string => (typeof value === "string" ? value.trim() : "");

/** What the address asks for; what it does not understand is left out. */
export function trailFilter(asked: Asked): TrailFilter {
  const [type, object, account] = [text(asked.type), text(asked.q).toUpperCase(), text(asked.who)];
  const [from, to] = [dayStart(text(asked.from)), dayStart(text(asked.to))];
  return {
    ...(COMMAND_TYPES.some((known) => known === type) ? { type } : {}),
    ...(object === "" ? {} : { object }),
    ...(account === "" ? {} : { account }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to: to + DAY_SECONDS }),
  };
}

/** Unix seconds of a civil day's start, UTC+8. */
function dayStart(written: string): number | undefined {
  const parsed = parseDay(written);
  if (!parsed.ok) return undefined;
  const { year, month, day } = dayParts(parsed.day);
  return daysSinceEpoch(year, month, day) * DAY_SECONDS - UTC8_SECONDS;
}

export async function trailPage(person: Viewer, asked: Asked) {
  const db = await store();
  const people = await accountsOf(db, person.participant);
  const page = pageAsked(asked.page);
  const { rows, total } = await trailEntries(db, trailFilter(asked), page, PAGE_SIZE);
  const choices = people.map(({ id, name, email }): TrailChoice => ({ value: id, label: name || email }));
  return { rows: await named(db, rows, choices), total, pageSize: PAGE_SIZE, people: choices };
}

/** All that fits the filter, for a file. */
export async function trailExport(person: Viewer, asked: Asked): Promise<TrailRow[]> {
  const db = await store();
  const people = await accountsOf(db, person.participant);
  const { rows } = await trailEntries(db, trailFilter(asked), 1, MOST_EXPORTED);
  return named(
    db,
    rows,
    people.map(({ id, name, email }) => ({ value: id, label: name || email })),
  );
}

async function named(
  db: Store,
  rows: readonly TrailEntry[],
  people: readonly TrailChoice[],
): Promise<TrailRow[]> {
  const { ledger } = await market();
  const members = new Map(
    (await ledger.roster()).flatMap((roster) =>
      roster.members.map((one) => [memberKeyId(one), one.name] as const),
    ),
  );
  const nameOf = new Map(people.map(({ value, label }) => [value, label]));
  const devices = await deviceOwners(db);
  return rows.map(({ index, type, time, txId, codes, signers, source, who }) => ({
    ...{ index, type, time, txId, codes, source },
    person: nameOf.get(who) ?? "",
    keys: signers.map(({ keyId, custody, participantName }): TrailKey => {
      const device = nameOf.get(devices.get(keyId) ?? "");
      return {
        keyId,
        custody: custodyOf(custody),
        name: members.get(keyId) ?? participantName,
        ...(device === undefined ? {} : { device }),
      };
    }),
  }));
}

function custodyOf(custody: string): TrailKey["custody"] {
  return (["self", "gateway", "exchange"] as const).find((one) => one === custody) ?? "member";
}

async function deviceOwners(db: Store): Promise<Map<string, string>> {
  const found = await db.prisma.deviceKey.findMany({ select: { keyId: true, accountId: true } });
  return new Map(found.map(({ keyId, accountId }) => [keyId, accountId]));
}

/** What happened to the accounts of this exchange, newest first; undefined for all but its administrators. */
export async function securityEvents(person: Viewer): Promise<EventRow[] | undefined> {
  if (!person.isAdmin) return undefined;
  const events = await eventsOf(await store(), person.participant, EVENTS_SHOWN);
  return events.map(({ id, at, kind, email, by, address }) => {
    return { id, time: Math.floor(at.getTime() / 1000), kind, email, by, address: shortAddress(address) };
  });
}

const answerShape = z.object({
  checked: z.number().default(0),
  findings: z
    .array(z.object({ record: z.string(), field: z.string(), expected: z.string(), found: z.string() }))
    .default([]),
  count: z.number().optional(),
  reason: z.string().default(""),
});

/** Where the last audit of the whole ledger stands. */
export async function lastAudit(): Promise<AuditView> {
  const db = await store();
  const job = await db.prisma.job.findFirst({
    where: { name: "audit" },
    orderBy: { createdAt: "desc" },
  });
  const nothing = {
    job: "",
    time: 0,
    stage: "",
    done: 0,
    total: 0,
    checked: 0,
    count: 0,
    reason: "",
    findings: [],
  };
  if (job === null) return { ...nothing, state: "never" };
  const { id, stage, done, total, updatedAt } = job;
  const about = { ...nothing, job: id, time: Math.floor(updatedAt.getTime() / 1000), stage, done, total };
  if (job.state !== "done" && job.state !== "failed") return { ...about, state: "running" };
  const answer = answerShape.parse(job.answer === null ? {} : openAnswer(db, id, job.answer));
  const count = answer.count ?? answer.findings.length;
  if (job.state === "failed") return { ...about, state: "failed", reason: answer.reason };
  return { ...about, ...answer, count, state: count === 0 ? "ok" : "wrong" };
}
