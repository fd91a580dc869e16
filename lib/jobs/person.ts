/** Long work that a person confirmed: its exchange's signatures are its device's, asked for while it runs. */
import { rmSync } from "node:fs";
import type { Desk } from "@/lib/gateway/desk";
import { deskOf } from "@/lib/gateway/desk";
import { deviceParty, type Person } from "@/lib/gateway/device-keys";
import { type Mailbox, openMailbox, SignatureAwaited } from "@/lib/gateway/mailbox";
import { UnreadableFile } from "@/lib/jobs/csv/records";
import { insertJob, type JobName, JobOver, readJob, type StoredJob, unfinished } from "@/lib/jobs/job";
import { importPayload, issuePayload, settlePayload } from "@/lib/jobs/payloads";
import { enqueuePerson } from "@/lib/jobs/queue";
import { type JobPayloads, jobFingerprint, runHere } from "@/lib/jobs/run";
import { secondKeyOf } from "@/lib/jobs/second-person";
import { isInUploads } from "@/lib/jobs/uploads";
import type { Store } from "@/lib/store/store";
import { inTransaction } from "@/lib/store/transaction";

/**
 * Puts the work in the queue with the person as its signer; its job's id. The same work that is not over yet is not
 * begun again: its id is answered, and whose device signs stays as it was. Undefined where the device may not sign.
 */
export async function startJob<N extends JobName>(
  desk: Desk,
  person: Person,
  name: N,
  payload: JobPayloads[N],
): Promise<string | undefined> {
  if ((await deviceParty(desk, person)) === undefined) return undefined;
  const { store } = desk;
  const fingerprint = await jobFingerprint(name, payload);
  const { accountId, keyId } = person;
  const id = await inTransaction(store, async (client) => {
    // Pressed twice is one run.
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('start/' || $1, 0))", [fingerprint]);
    const known = await unfinished(client, fingerprint);
    const signer = { accountId, keyId };
    return known ?? insertJob(client, { name, payload, fingerprint, state: "queued", signer });
  });
  await enqueuePerson(store, id);
  return id;
}

/**
 * Goes on with work that waits, from now on signed by this person's device: the same one's, or another one's of the
 * exchange. False where there is no such work, it is over, or the device may not sign.
 */
export async function continueJob(desk: Desk, person: Person, id: string): Promise<boolean> {
  const { store } = desk;
  if ((await deviceParty(desk, person)) === undefined) return false;
  const isTaken = await inTransaction(store, async (client) => {
    const taken = await client.query(
      `UPDATE job SET account_id = $2, key_id = $3, updated_at = now(),
         waiting_at = NULL, state = CASE WHEN state = 'waiting' THEN 'queued' ELSE state END
       WHERE id = $1 AND state IN ('queued', 'running', 'waiting')`,
      [id, person.accountId, person.keyId],
    );
    if (taken.rowCount !== 1) return false;
    // One person with two keys is not two people: whoever goes on with the work is no longer its second.
    await client.query("DELETE FROM second_signer WHERE job = $1 AND (account_id = $2 OR key_id = $3)", [
      ...[id, person.accountId, person.keyId],
    ]);
    await client.query("DELETE FROM signing_request WHERE job = $1 AND key_id <> $2", [id, person.keyId]);
    return true;
  });
  if (!isTaken) return false;
  await enqueuePerson(store, id);
  return true;
}

/**
 * Ends work that is not over: nothing more is signed for it, what stands in the ledger stays. False where it is over.
 */
export async function cancelJob(desk: Desk, id: string): Promise<boolean> {
  const job = await readJob(desk.store, id);
  if (job?.accountId === undefined) return false;
  const ended = await desk.store.pool.query(
    `UPDATE job SET state = 'failed', answer = '{"reason": "cancelled"}', updated_at = now()
     WHERE id = $1 AND state IN ('queued', 'running', 'waiting')`,
    [id],
  );
  if (ended.rowCount !== 1) return false;
  await desk.store.pool.query("DELETE FROM signing_request WHERE job = $1", [id]);
  clearUpload(desk, job);
  return true;
}

/** The signer came back to work that rested: on with it. */
export async function wakeJob(store: Store, id: string): Promise<void> {
  const woken = await store.pool.query(
    "UPDATE job SET state = 'queued', updated_at = now() WHERE id = $1 AND state = 'waiting'",
    [id],
  );
  if (woken.rowCount === 1) await enqueuePerson(store, id);
}

/** Work whose process ended over it: taken up again when a worker starts. Whoever is at it still keeps it. */
export async function takeUpAgain(store: Store): Promise<void> {
  const left = await store.pool.query<{ id: string }>(
    "SELECT id FROM job WHERE account_id IS NOT NULL AND state IN ('queued', 'running') ORDER BY created_at",
  );
  for (const { id } of left.rows) await enqueuePerson(store, id);
}

export interface PersonRun {
  /** How long nobody may sign before the work rests. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
}

/** The queue has tried often enough. The row names what broke, not where; starting the same work again goes on. */
export async function giveUp(store: Store, id: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.name : "unknown";
  await store.pool.query(
    `UPDATE job SET state = 'failed', answer = $2, updated_at = now()
     WHERE id = $1 AND state IN ('queued', 'running', 'waiting')`,
    [id, JSON.stringify({ reason })],
  );
}

/** Does the work, or as much of it as gets signed; it then waits, and says so in its row. */
export async function runPersonJob(desk: Desk, id: string, options: PersonRun = {}): Promise<void> {
  const { store } = desk;
  const job = await readJob(store, id);
  if (job === undefined || job.state === "done" || job.state === "failed") return;
  // Asked for its key once the run has its turn: whoever was at it before has closed its own.
  let mailbox: Promise<Mailbox> | undefined;
  const exchangeKeys = async () => {
    mailbox ??= openMailboxOf(store, job, options);
    return [(await mailbox).key];
  };
  const second = secondKeyOf(store, id, options);
  const signed = { ...deskOf(desk, { kind: "job", who: id }, exchangeKeys), secondKey: second.key };
  try {
    await runPayload(signed, job);
    clearUpload(desk, job);
  } catch (error) {
    if (error instanceof UnreadableFile) clearUpload(desk, job);
    else if (!(error instanceof SignatureAwaited || error instanceof JobOver)) throw error;
  } finally {
    await second.close();
    await (await mailbox)?.close();
  }
}

/** Of the device that is the job's now. */
async function openMailboxOf(store: Store, { id }: StoredJob, options: PersonRun): Promise<Mailbox> {
  const { accountId, keyId } = (await readJob(store, id)) ?? {};
  if (accountId === undefined || keyId === undefined) throw new Error(`job ${id} has no signer`);
  return openMailbox(store, {
    ...{ job: id, accountId, ...options },
    party: { keyId, alg: "p256", isSealed: false },
    isWanted: async () => {
      const now = await readJob(store, id);
      return now?.keyId === keyId && now.state !== "failed";
    },
  });
}

async function runPayload(desk: Desk, { id, name, payload, fingerprint }: StoredJob): Promise<void> {
  const options = { fingerprint, only: id, onProgress: () => undefined };
  if (name === "import") await runHere(desk, name, importPayload.parse(payload), options);
  if (name === "settle") await runHere(desk, name, settlePayload.parse(payload), options);
  if (name === "issue") await runHere(desk, name, issuePayload.parse(payload), options);
}

function clearUpload({ dataDir }: Desk, { payload }: StoredJob): void {
  const { data } = importPayload.safeParse(payload);
  if (data !== undefined && isInUploads(dataDir, data.path)) rmSync(data.path, { force: true });
}
