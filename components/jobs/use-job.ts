"use client";

import { useEffect, useState } from "react";
import { isOver, type JobView } from "./job-view";

const everyMs = 700;

/** A run as it stands now, asked for until it is over; `initial` is what the page was made with. */
export function useJob(id: string, initial: JobView | undefined, onOver: () => void): JobView | undefined {
  const [job, setJob] = useState(initial);
  const wasOver = initial !== undefined && isOver(initial);
  useEffect(() => {
    if (wasOver) return;
    const leaving = new AbortController();
    void (async () => {
      while (!leaving.signal.aborted) {
        const now = await read(id, leaving.signal);
        if (leaving.signal.aborted) return;
        if (now !== undefined) setJob(now);
        if (now !== undefined && isOver(now)) return onOver();
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
    })();
    return () => leaving.abort();
  }, [id, wasOver, onOver]);
  return job;
}

async function read(id: string, signal: AbortSignal): Promise<JobView | undefined> {
  try {
    const response = await fetch(`/api/jobs/${encodeURIComponent(id)}`, { signal, cache: "no-store" });
    return response.ok ? ((await response.json()) as JobView) : undefined;
  } catch {
    return undefined;
  }
}
