import "server-only";
import { z } from "zod";
import type { Completed, Prepared } from "@/components/device/to-sign";
import type { Viewer } from "@/lib/auth/viewer";
import { complete, type PersonDraft, prepare } from "@/lib/gateway/signing";
import { LedgerUnavailable } from "@/lib/ledger/ledger";
import { deskFor } from "./desk";

/** As a browser names its key. */
export const keyIdText = z.string().regex(/^[0-9a-f]{32}$/);
const signatureText = z.string().regex(/^[0-9a-f]{128}$/);
const submission = z.object({ id: z.uuid(), signatures: z.array(signatureText).min(1).max(200) });

/**
 * For server actions: makes up commands for the person's device to sign. Call it last, after session and parsing;
 * `keyId` comes from `useSigner().sign`. Drafts name in `others` whoever signs besides (`consentOf`, `memberSigners`).
 */
export async function prepareFor(
  person: Viewer,
  keyId: string,
  drafts: readonly PersonDraft[],
): Promise<Prepared> {
  const key = keyIdText.safeParse(keyId);
  if (!key.success) return { ok: false, refusal: { code: "device", reason: "not the name of a key" } };
  const { accountId, participant } = person;
  return orUnavailable(async () => prepare(await deskFor(person), { accountId, participant, keyId }, drafts));
}

/** Adds the device's signatures to what was made up for this very person, and submits. */
export async function completeFor(
  person: Viewer,
  id: string,
  signatures: readonly string[],
): Promise<Completed> {
  const parsed = submission.safeParse({ id, signatures });
  if (!parsed.success) return { ok: false, refusal: { code: "signature", reason: "not signatures" } };
  return orUnavailable(async () =>
    complete(await deskFor(person), person, parsed.data.id, parsed.data.signatures),
  );
}

/** A ledger that does not answer is said in words; what was taken in is still delivered. */
export async function orUnavailable<T>(
  work: () => Promise<T>,
): Promise<T | { ok: false; refusal: { code: string; reason: string } }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LedgerUnavailable)) throw error;
    return { ok: false, refusal: { code: "unavailable", reason: "the ledger gives no answer now" } };
  }
}
