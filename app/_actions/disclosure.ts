"use server";

import { revalidatePath } from "next/cache";
import { parseDisclosure } from "@/app/_server/disclosure";
import { ownHolding } from "@/app/_server/holdings";
import { prepareFor } from "@/app/_server/signing";
import { actingViewer } from "@/app/_server/viewer";
import type { Prepared } from "@/components/device/to-sign";

/** Makes up the holder's choice of how openly its certificate is shown, for its device to sign. */
export async function prepareDisclosure(keyId: string, code: string, level: string): Promise<Prepared> {
  const person = await actingViewer("enterprise");
  const wish = parseDisclosure({ code, level });
  const own = wish && (await ownHolding(person, wish.code));
  if (!wish || !own) return { ok: false, refusal: { code: "unknown", reason: "no certificate of yours" } };
  return prepareFor(person, keyId, [{ type: "certificate.disclose", payload: { ...wish } }]);
}

/** The pages that show the choice are made anew once it stands in the ledger. */
export async function disclosed(code: string): Promise<void> {
  await actingViewer("enterprise");
  const wish = parseDisclosure({ code, level: "full" });
  if (wish) revalidatePath(`/c/${wish.code}`);
  revalidatePath("/dashboard/certificates");
}
