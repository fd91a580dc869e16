"use client";

import { useCallback } from "react";
import {
  Disclosure,
  type DisclosureAnswer,
  type DisclosureStanding,
} from "@/components/certificate/disclosure";
import type { Prepared } from "@/components/device/to-sign";
import { useSigner } from "@/components/device/use-signer";
import type { DisclosureLevel } from "@/lib/market/state";
import "@/components/workplace/parts.css";

export interface DisclosureActions {
  readonly prepare: (keyId: string, code: string, level: string) => Promise<Prepared>;
  /** Has the pages made anew that show the choice. */
  readonly done: (code: string) => Promise<void>;
}

export interface HolderDisclosureProps extends DisclosureStanding {
  readonly actions: DisclosureActions;
  readonly bare?: boolean;
}

/** The choice, signed with the key of this device. */
export function HolderDisclosure({ actions, ...rest }: HolderDisclosureProps) {
  const { sign } = useSigner();
  const { code } = rest;
  const choose = useCallback(
    async (level: DisclosureLevel): Promise<DisclosureAnswer> => {
      const outcome = await sign((keyId) => actions.prepare(keyId, code, level));
      if (outcome.state === "cancelled") return undefined;
      if (outcome.state === "refused") return { ok: false, code: outcome.refusal.code };
      const [answer] = outcome.answers;
      if (answer?.ok !== true) return { ok: false, code: answer?.refusal.code ?? "unavailable" };
      await actions.done(code);
      return { ok: true, entry: answer.receipt.index };
    },
    [sign, actions, code],
  );
  return <Disclosure {...rest} choose={choose} />;
}
