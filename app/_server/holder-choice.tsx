import "server-only";
import { enrolDeviceKey } from "@/app/_actions/device";
import { disclosed, prepareDisclosure } from "@/app/_actions/disclosure";
import { submitSigned } from "@/app/_actions/signing";
import type { DisclosureStanding } from "@/components/certificate/disclosure";
import { HolderPart } from "@/components/holdings/holder-part";
import type { Viewer } from "@/lib/auth/viewer";
import { deviceOwner } from "./device";
import { Words } from "./words";

/** The choice on the certificate's own page, for its signed-in holder alone. */
export async function HolderChoice({ person, standing }: { person: Viewer; standing: DisclosureStanding }) {
  const owner = await deviceOwner(person).catch(() => undefined);
  if (owner === undefined) return null;
  return (
    <Words of={["disclosure", "workplace", "shell", "device"]}>
      <HolderPart
        {...standing}
        owner={owner}
        signing={{ enrol: enrolDeviceKey, submit: submitSigned }}
        actions={{ prepare: prepareDisclosure, done: disclosed }}
      />
    </Words>
  );
}
