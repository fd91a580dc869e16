"use client";

import { useEffect, useState } from "react";
import { type Checked, checkCertificate, remembered } from "./check-certificate";

/** A certificate on the page and the kWh the page prints for it. */
export interface Checkable {
  readonly code: string;
  readonly kwh: number;
}

/** What this browser has verified of these certificates in this session, and the way to do it now. */
export function useChecked(certificates: readonly Checkable[], market: string) {
  const [found, setFound] = useState<ReadonlyMap<string, Checked>>(new Map());
  const [busy, setBusy] = useState(false);
  const key = certificates.map(({ code, kwh }) => `${code}:${kwh}`).join(" ");
  // biome's rule wants the array itself, which is a new one at every rendering: its text is what decides.
  useEffect(() => {
    const kept = new Map<string, Checked>();
    for (const part of key.split(" ")) {
      const [code = "", kwh] = part.split(":");
      const known = code === "" ? undefined : remembered(code);
      // What was verified was another number: it does not speak for this one.
      if (known !== undefined && (known.state === "failed" || known.kwh === Number(kwh)))
        kept.set(code, known);
    }
    setFound(kept);
  }, [key]);
  const check = async (): Promise<void> => {
    setBusy(true);
    for (const { code, kwh } of certificates) {
      const checked = await checkCertificate(code, market, kwh);
      setFound((before) => new Map(before).set(code, checked));
    }
    setBusy(false);
  };
  return { found, busy, check };
}
