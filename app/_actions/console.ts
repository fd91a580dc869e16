"use server";

import { market, store } from "@/app/_server/market";
import { actingViewer } from "@/app/_server/viewer";
import { enqueue } from "@/lib/jobs/queue";
import { queueRebuild } from "@/lib/jobs/rebuild/rebuild";

/** Has a worker drop what a member that does not agree has stored and replay it from the others. Answers "ok" or a code. */
export async function rebuildMember(name: string): Promise<string> {
  const person = await actingViewer("exchange");
  if (!person.isAdmin) return "admin";
  return queueRebuild(await store(), (await market()).ledger, { member: String(name) });
}

/** Has the whole ledger computed again by a worker; once at a time. */
export async function startAudit(): Promise<void> {
  await actingViewer("exchange");
  await enqueue(await store(), "audit", {});
}
