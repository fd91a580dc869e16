/** What long work is asked to do, as it lies in the queue and in its row. */
import { z } from "zod";
import { FORM_NAMES, type FormName } from "@/lib/jobs/csv/forms";
import type { ImportName } from "@/lib/jobs/import/import-file";
import { isMonth } from "@/lib/units/interval";

const month = z.string().refine(isMonth);

export const settlePayload = z.object({
  month,
  preview: z.boolean().default(false),
  agreed: z.string().optional(),
});
export const issuePayload = z.object({ month });
export const rebuildPayload = z.object({ member: z.string() });
export const importPayload = z.object({
  name: z.enum(FORM_NAMES).refine((name): name is ImportName => isImportable(name)),
  path: z.string(),
  zero: z.boolean().default(false),
  mended: z.boolean().default(false),
  ownerKeys: z.enum(["none", "p256", "mixed"]).default("none"),
});

function isImportable(name: FormName): name is ImportName {
  return name !== "gec";
}
