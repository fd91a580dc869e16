import "server-only";
import { rmSync } from "node:fs";
import type { JobView } from "@/components/jobs/job-view";
import { BULK_FLAWS, type BulkAnswer } from "@/components/registry/bulk-view";
import type { RegistryKind } from "@/components/registry/kinds";
import type { Viewer } from "@/lib/auth/viewer";
import { columnNames } from "@/lib/jobs/csv/forms";
import { UnreadableFile } from "@/lib/jobs/csv/records";
import type { Row } from "@/lib/jobs/csv/row";
import { checkFile } from "@/lib/jobs/import/registrations/check-file";
import { takeUpload } from "@/lib/jobs/uploads";
import { jobRecords } from "@/lib/store/queries/jobs";
import { deskFor } from "../desk";
import { jobView } from "../jobs";
import { dataDir, store } from "../market";
import { contractWarnings } from "./warnings";

/** What a person looks through before confirming; more is brought in parts. */
const MOST_BYTES = 64 * 1024 * 1024;
/** So many refused lines are listed and given back at once. */
const MOST_LINES = 2_000;

/** Looks through a file as its import would. The copy is gone afterwards, whatever came of it. */
export async function bulkCheck(
  person: Viewer,
  form: RegistryKind,
  body: AsyncIterable<Uint8Array>,
): Promise<BulkAnswer> {
  const upload = await takeUpload(dataDir(), body, MOST_BYTES);
  if (!upload.ok) return { ok: false, code: upload.code };
  try {
    return await found(person, form, upload.path);
  } catch (error) {
    const code = BULK_FLAWS.find((one) => error instanceof UnreadableFile && one === error.code);
    if (code === undefined) throw error;
    return { ok: false, code };
  } finally {
    rmSync(upload.path, { force: true });
  }
}

async function found(person: Viewer, form: RegistryKind, path: string): Promise<BulkAnswer> {
  const { columns, good, refused, records } = await checkFile(await deskFor(person), form, path);
  const lines = records.slice(0, MOST_LINES);
  const last = lines.at(-1)?.line ?? 0;
  return {
    ...{ ok: true, columns, good: good.length, refusedLines: records.length, lines },
    refused: refused.filter(({ line }) => line <= last),
    warnings: form === "contracts" ? await contractWarnings(good.map(asked)) : {},
  };
}

function asked(row: Row): Record<string, string> {
  return Object.fromEntries(columnNames("contracts").map((name) => [name, row.raw(name)]));
}

/** The newest run of this form, whoever began it: what came of it, or how far it is. */
export async function newestImport(person: Viewer, form: RegistryKind): Promise<JobView | undefined> {
  const [record] = await jobRecords(await store(), { name: "import", form, limit: 1 });
  return record && jobView(person, record);
}
