"use server";

import { revalidatePath } from "next/cache";
import { enrolFor, prepareRevokeFor, renameFor, revokeLostFor } from "@/app/_server/device";
import { viewFollowed } from "@/app/_server/followed";
import { actingViewer } from "@/app/_server/viewer";
import type { CommandAnswer, EnrolAnswer, EnrolWish, Prepared } from "@/components/device/to-sign";

const page = "/account/device-keys";

/** This browser's new key, endorsed for the person's organisation. */
export async function enrolDeviceKey(wish: EnrolWish): Promise<EnrolAnswer> {
  const person = await actingViewer("enterprise", "regulator", "exchange");
  const answer = await enrolFor(person, wish);
  if (answer.ok) await viewFollowed();
  if (answer.ok) revalidatePath(page);
  return answer;
}

export async function renameDevice(keyId: string, label: string): Promise<boolean> {
  const person = await actingViewer("enterprise", "regulator", "exchange");
  const isRenamed = await renameFor(person, keyId, label);
  revalidatePath(page);
  return isRenamed;
}

/** Ends a device's key, signed by this browser's. */
export async function prepareRevokeDevice(byKeyId: string, keyId: string, reason: string): Promise<Prepared> {
  const person = await actingViewer("enterprise", "regulator", "exchange");
  return prepareRevokeFor(person, byKeyId, { keyId, reason });
}

/** Ends the key of a device that is lost, signed by the organisation's key the gateway keeps. */
export async function revokeLostDevice(keyId: string, reason: string): Promise<CommandAnswer> {
  const person = await actingViewer("enterprise", "regulator", "exchange");
  const answer = await revokeLostFor(person, { keyId, reason });
  if (answer.ok) await viewFollowed();
  revalidatePath(page);
  return answer;
}
