import "server-only";
import { z } from "zod";
import type { JobView, JobWish, StartAnswer } from "@/components/jobs/job-view";
import { accountById } from "@/lib/auth/accounts";
import { noteEvent } from "@/lib/auth/events";
import type { Viewer } from "@/lib/auth/viewer";
import { deviceKeysOf } from "@/lib/gateway/device-keys";
import { answerRequests, openRequests, type SigningRequest } from "@/lib/gateway/requests";
import { readJob } from "@/lib/jobs/job";
import { cancelJob, continueJob, startJob, wakeJob } from "@/lib/jobs/person";
import { agreedMark } from "@/lib/jobs/settle/agreed";
import { LedgerUnavailable } from "@/lib/ledger/ledger";
import type { Hex } from "@/lib/market/command";
import { type JobRecord, jobRecord } from "@/lib/store/queries/jobs";
import { isMonth } from "@/lib/units/interval";
import { desk } from "./desk";
import { viewFollowed } from "./followed";
import { store } from "./market";
import { requestOrigin } from "./request";
import { keyIdText } from "./signing";

const month = z.string().refine(isMonth);
const wishes = z.discriminatedUnion("name", [
  z.object({ name: z.literal("settle"), month, kwh: z.number().int().nonnegative() }),
  z.object({ name: z.literal("issue"), month }),
]);

function personAt({ accountId, participant }: Viewer, keyId: string) {
  return { accountId, participant, keyId };
}

/** Begins long work that this person's device signs for the exchange. The caller has asked for the role. */
export async function startFor(person: Viewer, keyId: string, wish: JobWish): Promise<StartAnswer> {
  const [key, parsed] = [keyIdText.safeParse(keyId), wishes.safeParse(wish)];
  if (!key.success || !parsed.success) return { ok: false, code: "form" };
  const at = personAt(person, key.data);
  return started(async () => {
    const { data } = parsed;
    if (data.name === "issue") return startJob(await desk(), at, data.name, { month: data.month });
    const agreed = agreedMark(await store(), data.month, data.kwh);
    return startJob(await desk(), at, data.name, { month: data.month, preview: false, agreed });
  });
}

/** Runs the start; undefined from it means that the device may not sign. */
export async function started(start: () => Promise<string | undefined>): Promise<StartAnswer> {
  try {
    const job = await start();
    return job === undefined ? { ok: false, code: "device" } : { ok: true, job };
  } catch (error) {
    if (error instanceof LedgerUnavailable) return { ok: false, code: "unavailable" };
    throw error;
  }
}

/** From now on this person's device signs for a run that is not over. */
export async function continueFor(person: Viewer, keyId: string, job: string): Promise<StartAnswer> {
  const key = keyIdText.safeParse(keyId);
  if (!key.success || !isJobId(job)) return { ok: false, code: "form" };
  return started(async () => {
    const before = await signerOf(job);
    if (!(await continueJob(await desk(), personAt(person, key.data), job))) return undefined;
    if (before !== person.accountId) await noteRun("run-taken-over", person, before);
    return job;
  });
}

/** Any person of the exchange may end a run that nobody goes on with; who did is noted with whose it was. */
export async function cancelFor(person: Viewer, job: string): Promise<boolean> {
  if (!isJobId(job)) return false;
  const before = await signerOf(job);
  const isEnded = await cancelJob(await desk(), job);
  if (isEnded) await noteRun("run-ended", person, before);
  return isEnded;
}

const isJobId = (text: string): boolean => z.uuid().safeParse(text).success;

async function signerOf(job: string): Promise<string | undefined> {
  return (await readJob(await store(), job))?.accountId;
}

async function noteRun(kind: "run-ended" | "run-taken-over", person: Viewer, signer: string | undefined) {
  const database = await store();
  const own = { id: person.accountId, email: person.email, participant: person.participant };
  const whose = signer === undefined ? undefined : await accountById(database, signer);
  const by = signer === person.accountId ? "" : person.email;
  await noteEvent(database, kind, whose ?? own, await requestOrigin(), by);
}

export async function jobFor(person: Viewer, id: string): Promise<JobView | undefined> {
  if (!isJobId(id)) return undefined;
  const record = await jobRecord(await store(), id);
  // Whoever hears that it is done looks at what came of it: the view shows that by then.
  if (record?.state === "done") await viewFollowed();
  return record && jobView(person, record);
}

/** A stored run as this person sees it. */
export async function jobView(person: Viewer, record: JobRecord): Promise<JobView> {
  const { accountId, keyId, waitingSince, createdAt, updatedAt, ...rest } = record;
  return {
    ...rest,
    ...(accountId === undefined || keyId === undefined
      ? {}
      : { signer: await signerView(person, accountId, keyId) }),
    waitingSince: waitingSince?.getTime(),
    createdAt: createdAt.getTime(),
    updatedAt: updatedAt.getTime(),
  };
}

async function signerView(person: Viewer, accountId: string, keyId: string) {
  const isMe = accountId === person.accountId;
  const devices = await deviceKeysOf(await store(), person.participant);
  const device = devices.find((one) => one.keyId === keyId)?.label ?? "";
  return { keyId, device, isMe, name: isMe ? person.name || person.email : "" };
}

export interface RequestsView {
  readonly requests: readonly SigningRequest[];
  readonly isOver: boolean;
}

const WAIT_MS = 8_000;
const LOOK_EVERY_MS = 150;

/**
 * What this device is to sign for a run, as soon as there is something, or nothing after a while. Work that rested
 * for want of signatures goes on when its signer asks.
 */
export async function requestsFor(
  person: Viewer,
  keyId: string,
  job: string,
  signal: AbortSignal,
): Promise<RequestsView> {
  const database = await store();
  const at = personAt(person, keyId);
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const record = await jobRecord(database, job);
    const isOver = record === undefined || record.state === "done" || record.state === "failed";
    // Another one's device is asked for nothing, unless it is the second person's: it waits like the signer's.
    const isSigner = record?.accountId === person.accountId && record.keyId === keyId;
    if (isSigner && record.state === "waiting") await wakeJob(database, job);
    const open = await openRequests(database, job, at);
    if (open.length > 0 || isOver || signal.aborted || performance.now() > until) {
      return { requests: open, isOver };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

const signed = z.object({
  key: keyIdText,
  signatures: z
    .array(z.object({ id: z.uuid(), signature: z.string().regex(/^[0-9a-f]{128}$/) }))
    .min(1)
    .max(200),
});

/** How many signatures were taken in; undefined where the device may not sign or the body is not as it should be. */
export async function takeSignatures(
  person: Viewer,
  job: string,
  body: unknown,
): Promise<number | undefined> {
  const parsed = signed.safeParse(body);
  if (!parsed.success) return undefined;
  const { key, signatures } = parsed.data;
  const byId = new Map<string, Hex>(signatures.map(({ id, signature }) => [id, signature]));
  return answerRequests(await desk(), job, personAt(person, key), byId);
}
