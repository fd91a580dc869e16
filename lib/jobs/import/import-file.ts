/** `import NAME FILE`: which form it is decides how the file is read. */
import type { Desk } from "@/lib/gateway/desk";
import type { FormName } from "@/lib/jobs/csv/forms";
import type { ImportAnswer } from "@/lib/jobs/import/answer";
import { importCurves } from "@/lib/jobs/import/curves/import-curves";
import { withForm } from "@/lib/jobs/import/registrations/form-of";
import { mechanismForm } from "@/lib/jobs/import/registrations/mechanism";
import type { OwnerKeys } from "@/lib/jobs/import/registrations/participants";
import { type RegistrationRun, register } from "@/lib/jobs/import/registrations/register";
import type { Progress } from "@/lib/jobs/progress";

/** Forms the market's rules of this release can take in. */
export type ImportName = Exclude<FormName, "gec">;

export interface ImportPayload {
  readonly name: ImportName;
  readonly path: string;
  /** What its owner calls the file, where that is not its path. */
  readonly file?: string;
  /** Readings that break a rule, and missing ones, count as 0. Curves only. */
  readonly zero: boolean;
  /** Registrations: the file may be refused lines that come back mended, with a last column of reasons. */
  readonly mended?: boolean;
  /** Participants only. */
  readonly ownerKeys: Exclude<OwnerKeys, object>;
}

export interface ImportRun {
  readonly desk: Desk;
  readonly job: string;
  readonly steps: string;
  readonly own: ReadonlySet<number>;
  readonly progress: Progress;
}

/** Throws UnreadableFile when nothing of the file can be taken in. */
export function importFile(payload: ImportPayload, run: ImportRun): Promise<ImportAnswer> {
  const { name, path, zero } = payload;
  if (name === "curves") return importCurves({ ...run, path, zero });
  const registration: RegistrationRun = { ...run, name, path, isMended: payload.mended ?? false };
  if (name === "mechanism") return register(registration, mechanismForm);
  return withForm(name, payload.ownerKeys, (form) => register(registration, form));
}
