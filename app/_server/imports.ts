import "server-only";
import { rmSync } from "node:fs";
import { z } from "zod";
import type { StartAnswer } from "@/components/jobs/job-view";
import type { Viewer } from "@/lib/auth/viewer";
import { readJob } from "@/lib/jobs/job";
import { importPayload } from "@/lib/jobs/payloads";
import { startJob } from "@/lib/jobs/person";
import { takeUpload } from "@/lib/jobs/uploads";
import { desk } from "./desk";
import { started } from "./jobs";
import { dataDir, store } from "./market";
import { keyIdText } from "./signing";

const asked = z.object({
  key: keyIdText,
  form: importPayload.shape.name,
  file: z.string().max(200).default(""),
  zero: z.enum(["0", "1"]).default("0"),
  ownerKeys: importPayload.shape.ownerKeys,
});

/** Takes a file in and begins its import. Nothing of a file that is refused is kept. */
export async function importFor(
  person: Viewer,
  query: Readonly<Record<string, string>>,
  body: AsyncIterable<Uint8Array>,
): Promise<StartAnswer> {
  const parsed = asked.safeParse(query);
  if (!parsed.success) return { ok: false, code: "form" };
  const { key, form, file, zero, ownerKeys } = parsed.data;
  const upload = await takeUpload(dataDir(), body);
  if (!upload.ok) return { ok: false, code: upload.code };
  const { accountId, participant } = person;
  const { path } = upload;
  // The console gives refused lines back with their reasons: they may come again with them.
  const asks = { zero: zero === "1", mended: true, ownerKeys };
  const payload = { name: form, path, ...asks, file };
  const answer = await started(async () =>
    startJob(await desk(), { accountId, participant, keyId: key }, "import", payload),
  );
  if (!answer.ok || !(await isItsFile(answer.job, path))) rmSync(path, { force: true });
  return answer;
}

/** The same file may be under way already: then that one is imported, and this copy is not needed. */
async function isItsFile(job: string, path: string): Promise<boolean> {
  const { data } = importPayload.safeParse((await readJob(await store(), job))?.payload);
  return data?.path === path;
}
