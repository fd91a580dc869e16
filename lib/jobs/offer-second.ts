/** Somebody of the exchange comes forward as the second person of a run that two have to sign. */
import type { Desk } from "@/lib/gateway/desk";
import { deviceParty, type Person } from "@/lib/gateway/device-keys";
import { readJob } from "@/lib/jobs/job";
import { wakeJob } from "@/lib/jobs/person";

/** `same`: it is the one who confirmed the run. `over`: nothing is left to sign. */
export type SecondAnswer = "ok" | "device" | "same" | "over";

/** This person's device will sign the last step, too. Whoever came last is asked. */
export async function offerSecond(desk: Desk, person: Person, job: string): Promise<SecondAnswer> {
  const { store } = desk;
  if ((await deviceParty(desk, person)) === undefined) return "device";
  const row = await readJob(store, job);
  if (row === undefined || row.name !== "settle" || row.state === "done" || row.state === "failed")
    return "over";
  if (row.accountId === person.accountId || row.keyId === person.keyId) return "same";
  // Asked of the row again, held meanwhile: it may become this very person's between the two.
  const offered = await store.pool.query(
    `INSERT INTO second_signer (job, account_id, key_id)
       SELECT $1, $2, $3 FROM job WHERE id = $1 AND account_id IS DISTINCT FROM $2
         AND key_id IS DISTINCT FROM $3 FOR SHARE
     ON CONFLICT (job) DO UPDATE SET account_id = $2, key_id = $3, created_at = now()`,
    [job, person.accountId, person.keyId],
  );
  if (offered.rowCount !== 1) return "same";
  await wakeJob(store, job);
  return "ok";
}
