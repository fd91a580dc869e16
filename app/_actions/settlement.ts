"use server";

import { desk } from "@/app/_server/desk";
import { keyIdText } from "@/app/_server/signing";
import { actingViewer } from "@/app/_server/viewer";
import { offerSecond } from "@/lib/jobs/offer-second";

/** Comes forward as the second person of a settlement run: this device signs its last step, too. "ok" or a code. */
export async function offerSecondSigner(keyId: string, job: string): Promise<string> {
  const { accountId, participant } = await actingViewer("exchange");
  const key = keyIdText.safeParse(keyId);
  if (!key.success) return "device";
  return offerSecond(await desk(), { accountId, participant, keyId: key.data }, String(job));
}
