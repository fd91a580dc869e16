"use server";

import { market, store } from "@/app/_server/market";
import { actingViewer } from "@/app/_server/viewer";
import { enqueue } from "@/lib/jobs/queue";
import { LedgerUnavailable } from "@/lib/ledger/ledger";

/** Drops what a member that does not agree has stored and replays it from the others. Answers "ok" or a code. */
export async function rebuildMember(name: string): Promise<string> {
  const person = await actingViewer("exchange");
  if (!person.isAdmin) return "admin";
  const { ledger } = await market();
  const member = (await ledger.members()).find((one) => one.name === name);
  if (member === undefined || member.state === "agreeing" || member.state === "lagging") return "state";
  try {
    await ledger.rebuild(name);
    return "ok";
  } catch (error) {
    if (error instanceof LedgerUnavailable) return error.code;
    throw error;
  }
}

/** Has the whole ledger computed again by a worker; once at a time. */
export async function startAudit(): Promise<void> {
  await actingViewer("exchange");
  await enqueue(await store(), "audit", {});
}
