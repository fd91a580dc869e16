"use client";

import { useEffect, useRef } from "react";
import { type ConfirmedRun, keysOf } from "@/components/device/device-store";
import { useSigner } from "@/components/device/use-signer";
import { type RunEnd, signRun } from "./sign-run";

interface JobSignerProps {
  run: ConfirmedRun;
  onEnd: (end: Exclude<RunEnd, "left">) => void;
}

/** Signs for a confirmed run with this browser's newest key, unseen; the exchange's frame mounts one a run. */
export function JobSigner({ run, onEnd }: JobSignerProps) {
  const { owner } = useSigner();
  const ended = useRef(onEnd);
  ended.current = onEnd;
  useEffect(() => {
    const leaving = new AbortController();
    void keysOf(owner).then(
      async (keys) => {
        const key = keys.find(({ keyId }) => keyId === run.keyId) ?? keys[0];
        if (key === undefined) return;
        const end = await signRun(run, key, leaving.signal);
        if (end !== "left") ended.current(end);
      },
      () => undefined,
    );
    return () => leaving.abort();
  }, [run, owner]);
  return null;
}
