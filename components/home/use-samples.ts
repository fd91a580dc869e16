"use client";

import { useEffect, useState } from "react";
import type { Outcome } from "@/components/certificate/page-state";
import { checkSample } from "./check-sample";
import type { Sample } from "./sample";

/** What this device found of each print, by its mark; checked one after another once the page has come to rest. */
export function useSamples(samples: readonly Sample[]): ReadonlyMap<string, Outcome> {
  const [found, setFound] = useState<ReadonlyMap<string, Outcome>>(new Map());
  useEffect(() => {
    let left = false;
    const checkAll = async (): Promise<void> => {
      for (const sample of samples) {
        if (left) return;
        const outcome = await checkSample(sample);
        if (!left) setFound((before) => new Map(before).set(sample.v, outcome));
      }
    };
    const timer = setTimeout(() => void checkAll(), 300);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [samples]);
  return found;
}
