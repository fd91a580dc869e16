"use client";

import { createContext, useContext } from "react";
import type { DeviceOwner, Prepared, SignOutcome } from "./to-sign";

export interface Signer {
  readonly owner: DeviceOwner;
  /** How often this browser's keys have changed since the page was opened. */
  readonly changes: number;
  /**
   * Finds this browser's key (and offers to enrol one where there is none), has the commands made up for it, shows
   * them in words, signs and submits them. `prepare` is a server action that calls `prepareFor`.
   *
   *     const { sign } = useSigner();
   *     const outcome = await sign((keyId) => prepareSuspend(keyId, participant, reason));
   *     if (outcome.state === "signed") …outcome.answers[0]
   */
  sign(prepare: (keyId: string) => Promise<Prepared>): Promise<SignOutcome>;
  /** This browser's key for what is signed later (a run); undefined when the person would not enrol one. */
  deviceKey(): Promise<string | undefined>;
  /** Asks for a new key in this browser, whether or not it has one. */
  enrol(): Promise<string | undefined>;
}

export const SignerContext = createContext<Signer | undefined>(undefined);

/** Signing with this device, inside the workplaces' frame. */
export function useSigner(): Signer {
  const signer = useContext(SignerContext);
  if (signer === undefined) throw new Error("useSigner outside SigningFrame");
  return signer;
}
