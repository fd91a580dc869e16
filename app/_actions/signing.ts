"use server";

import { viewFollowed } from "@/app/_server/followed";
import { completeFor } from "@/app/_server/signing";
import { actingViewer } from "@/app/_server/viewer";
import type { Completed } from "@/components/device/to-sign";

/** What this device signed, to the gateway. */
export async function submitSigned(id: string, signatures: readonly string[]): Promise<Completed> {
  const person = await actingViewer("enterprise", "regulator", "exchange");
  const answer = await completeFor(person, id, signatures);
  if (answer.ok) await viewFollowed();
  return answer;
}
