import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { finishedMonths, undigestedMonths } from "@/lib/store/digest/national";
import { store } from "../market";

/** As a rule a page is made in a tenth of it; longer it takes only where months have to be added up first. */
const PATIENCE_MS = 1_500;

/** Whether it is there soon. It goes on in any case; that it failed is told to whoever waits for it. */
export function isSoon(work: Promise<unknown>): Promise<boolean> {
  const late = new AbortController();
  const there = work.then(() => true).finally(() => late.abort());
  return Promise.race([there, sleep(PATIENCE_MS, false, { signal: late.signal }).catch(() => there)]);
}

/** Finished months that are added up, of all. */
export async function addedMonths(): Promise<{ done: number; total: number }> {
  const db = await store();
  const [all, missing] = await Promise.all([finishedMonths(db), undigestedMonths(db)]);
  return { done: all.length - missing.length, total: all.length };
}
