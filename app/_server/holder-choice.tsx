import "server-only";
import { disclosed, prepareDisclosure } from "@/app/_actions/disclosure";
import type { DisclosureStanding } from "@/components/certificate/disclosure";
import { HolderDisclosure } from "@/components/holdings/holder-disclosure";
import type { Viewer } from "@/lib/auth/viewer";
import { deviceOwner } from "./device";
import { SigningFrame } from "./signing-frame";
import { Words } from "./words";

/** The choice on the certificate's own page, for its signed-in holder alone. */
export async function HolderChoice({ person, standing }: { person: Viewer; standing: DisclosureStanding }) {
  if ((await deviceOwner(person).catch(() => undefined)) === undefined) return null;
  return (
    <SigningFrame person={person}>
      <Words of={["disclosure", "workplace", "shell", "device"]}>
        <HolderDisclosure {...standing} actions={{ prepare: prepareDisclosure, done: disclosed }} />
      </Words>
    </SigningFrame>
  );
}
