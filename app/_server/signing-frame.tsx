import "server-only";
import type { ReactNode } from "react";
import { enrolDeviceKey } from "@/app/_actions/device";
import { cancelRun, resumeRun, startRun } from "@/app/_actions/jobs";
import { submitSigned } from "@/app/_actions/signing";
import { SigningProvider } from "@/components/device/signing-provider";
import { RunsProvider } from "@/components/jobs/runs-provider";
import type { Viewer } from "@/lib/auth/viewer";
import { deviceOwner } from "./device";
import { Words } from "./words";

interface SigningFrameProps {
  person: Viewer;
  children: ReactNode;
}

/** Gives every page behind the sign-in `useSigner`, and the exchange's also `useRuns`. */
export async function SigningFrame({ person, children }: SigningFrameProps) {
  const owner = await deviceOwner(person).catch(() => undefined);
  // Without the ledger there is nothing to sign; the pages say so themselves.
  if (owner === undefined) return children;
  return (
    <Words of={["workplace", "shell", "device", "jobs"]}>
      <SigningProvider owner={owner} actions={{ enrol: enrolDeviceKey, submit: submitSigned }}>
        {person.role === "exchange" ? (
          <RunsProvider actions={{ start: startRun, resume: resumeRun, cancel: cancelRun }}>
            {children}
          </RunsProvider>
        ) : (
          children
        )}
      </SigningProvider>
    </Words>
  );
}
