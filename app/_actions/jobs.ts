"use server";

import { cancelFor, continueFor, startFor } from "@/app/_server/jobs";
import { actingViewer } from "@/app/_server/viewer";
import type { JobWish, StartAnswer } from "@/components/jobs/job-view";

/** Begins a settlement or issuing run, signed by this device as it goes. */
export async function startRun(keyId: string, wish: JobWish): Promise<StartAnswer> {
  const person = await actingViewer("exchange");
  return startFor(person, keyId, wish);
}

/** Goes on with a run that waits for signatures, from now on with this device's. */
export async function resumeRun(keyId: string, job: string): Promise<StartAnswer> {
  const person = await actingViewer("exchange");
  return continueFor(person, keyId, String(job));
}

/** Ends a run that is not over. */
export async function cancelRun(job: string): Promise<boolean> {
  const person = await actingViewer("exchange");
  return cancelFor(person, String(job));
}
