/** `import NAME FILE`: which form it is decides how the file is read. */
import type { Desk } from "@/lib/gateway/desk";
import type { FormName } from "@/lib/jobs/csv/forms";
import type { ImportAnswer } from "@/lib/jobs/import/answer";
import { importCurves } from "@/lib/jobs/import/curves/import-curves";
import { channelForm } from "@/lib/jobs/import/registrations/channels";
import { contractForm } from "@/lib/jobs/import/registrations/contracts";
import { mechanismForm } from "@/lib/jobs/import/registrations/mechanism";
import { meterForm } from "@/lib/jobs/import/registrations/meters";
import { type OwnerKeys, participantForm } from "@/lib/jobs/import/registrations/participants";
import { plantForm } from "@/lib/jobs/import/registrations/plants";
import { type RegistrationRun, register } from "@/lib/jobs/import/registrations/register";
import { unitForm } from "@/lib/jobs/import/registrations/units";
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
  /** Participants only. */
  readonly ownerKeys: OwnerKeys;
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
  const registration: RegistrationRun = { ...run, name, path };
  switch (name) {
    case "participants":
      return register(registration, participantForm(payload.ownerKeys));
    case "plants":
      return register(registration, plantForm);
    case "units":
      return register(registration, unitForm);
    case "meters":
      return register(registration, meterForm);
    case "channels":
      return register(registration, channelForm);
    case "contracts":
      return register(registration, contractForm);
    case "mechanism":
      return register(registration, mechanismForm);
  }
}
