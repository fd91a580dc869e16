"use client";

import { SigningProvider } from "@/components/device/signing-provider";
import type { DeviceOwner, SigningActions } from "@/components/device/to-sign";
import { HolderDisclosure, type HolderDisclosureProps } from "./holder-disclosure";

export interface HolderSigningProps extends HolderDisclosureProps {
  readonly owner: DeviceOwner;
  readonly signing: SigningActions;
}

/** The holder's choice where no workplace stands around it. */
export function HolderSigning({ owner, signing, ...choice }: HolderSigningProps) {
  return (
    <SigningProvider owner={owner} actions={signing}>
      <HolderDisclosure {...choice} />
    </SigningProvider>
  );
}
