"use server";

import { revalidatePath } from "next/cache";
import { disclose, mayChooseForHolder, parseDisclosure } from "@/app/_server/disclosure";
import type { DisclosureAnswer } from "@/components/certificate/disclosure";

/** The holder chooses how openly its certificate is shown. Without sign-in, in the demonstration market only. */
export async function chooseDisclosure(
  _: DisclosureAnswer | undefined,
  form: FormData,
): Promise<DisclosureAnswer> {
  if (!(await mayChooseForHolder())) return { ok: false, code: "elsewhere" };
  const wish = parseDisclosure(form);
  if (!wish) return { ok: false, code: "form" };
  const answer = await disclose(wish);
  if (answer.ok) revalidatePath(`/c/${wish.code}`);
  return answer;
}
