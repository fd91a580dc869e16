"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { store } from "@/app/_server/market";
import { actingViewer } from "@/app/_server/viewer";
import type { JudgeAnswer } from "@/components/overview/anomalies/judge-form";
import { judge } from "@/lib/jobs/oversight/judge";
import { STEPS } from "@/lib/oversight/workflow";

/** No row has a larger one: the database would not even compare it. */
const largestId = 2_147_483_647;

const form = z.object({
  anomaly: z.coerce.number().int().positive().max(largestId),
  seen: z.coerce.number().int().nonnegative().max(largestId),
  step: z.enum(STEPS),
  reason: z.string().max(4_000),
});

/** The regulator asks about an anomaly, takes it as explained, or refers it. */
export async function judgeAnomaly(_: JudgeAnswer | undefined, fields: FormData): Promise<JudgeAnswer> {
  const person = await actingViewer("regulator");
  const wish = form.safeParse(Object.fromEntries(fields));
  if (!wish.success) return { ok: false, code: "reason" };
  const by = { account: person.accountId, name: person.name || person.email };
  const answer = await judge(await store(), { ...wish.data, ...by }, new Date());
  if (!answer.ok) return { ok: false, code: answer.code };
  revalidatePath("/overview", "layout");
  return { ok: true };
}
