/** Forms whose rows register something, by the name of their file. */
import { channelForm } from "@/lib/jobs/import/registrations/channels";
import { contractForm } from "@/lib/jobs/import/registrations/contracts";
import type { Form } from "@/lib/jobs/import/registrations/form";
import { meterForm } from "@/lib/jobs/import/registrations/meters";
import { type OwnerKeys, participantForm } from "@/lib/jobs/import/registrations/participants";
import { plantForm } from "@/lib/jobs/import/registrations/plants";
import { unitForm } from "@/lib/jobs/import/registrations/units";

export type RegistrationName = "participants" | "plants" | "units" | "meters" | "channels" | "contracts";

export type Work<T> = <R>(form: Form<R>) => T;

/** `ownerKeys` concerns participants only. */
export function withForm<T>(name: RegistrationName, ownerKeys: OwnerKeys, work: Work<T>): T {
  switch (name) {
    case "participants":
      return work(participantForm(ownerKeys));
    case "plants":
      return work(plantForm);
    case "units":
      return work(unitForm);
    case "meters":
      return work(meterForm);
    case "channels":
      return work(channelForm);
    case "contracts":
      return work(contractForm);
  }
}
