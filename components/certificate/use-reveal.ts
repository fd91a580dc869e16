"use client";

import { useEffect, useState } from "react";
import { checkIds, type Verdict } from "@/lib/proof/verify/verdict";
import { checkCount, firstFalse } from "./page-state";
import { useStill } from "./use-device";

/** Between two checks: eighteen take a second and a half. */
const stepMs = 85;

/**
 * Shows the checks one after another, in the order they ran, so that the line can be seen turning. A failing
 * check ends the showing: the rest is said at once. With reduced motion everything is.
 */
export function useReveal(ready: boolean, verdict: Verdict | undefined): number {
  const still = useStill();
  const [revealed, setRevealed] = useState(0);
  const failing = verdict === undefined ? undefined : firstFalse(verdict);
  const stop = failing === undefined ? checkCount : checkIds.indexOf(failing.id) + 1;
  const atOnce = still || verdict === undefined || verdict.verdict === "unusable";
  useEffect(() => {
    if (!ready) {
      setRevealed(0);
      return;
    }
    if (atOnce) {
      setRevealed(checkCount);
      return;
    }
    setRevealed(0);
    const timer = setInterval(() => {
      setRevealed((before) => {
        if (before + 1 < stop) return before + 1;
        clearInterval(timer);
        return checkCount;
      });
    }, stepMs);
    return () => clearInterval(timer);
  }, [ready, atOnce, stop]);
  return revealed;
}
