"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { AddedUp, AddUp } from "./add-up.worker";
import { compareSums } from "./compare-sums";
import type { OverviewView } from "./overview-view";

/** Green only where this device has added up the month's lines itself and found what the page shows. */
export type AddedState = "adding" | "agrees" | "differs" | "unknown";

interface Added {
  readonly state: AddedState;
  readonly lines: number;
}

const AFTER_MS = 150;
const Shared = createContext<Added>({ state: "adding", lines: 0 });

export function useAdded(): Added {
  return useContext(Shared);
}

export function AddedUpProvider({ view, children }: { view: OverviewView; children: ReactNode }) {
  const [found, setFound] = useState<AddedUp>();
  const worker = useRef<Worker | undefined>(undefined);
  const { month } = view;
  useEffect(
    () => () => {
      worker.current?.terminate();
      worker.current = undefined;
    },
    [],
  );
  useEffect(() => {
    // What was pressed is shown first; then there is time to check it.
    const timer = setTimeout(() => {
      worker.current ??= new Worker(new URL("./add-up.worker.ts", import.meta.url), { type: "module" });
      worker.current.onmessage = ({ data }: MessageEvent<AddedUp>) => {
        if (data.month === month) setFound(data);
      };
      worker.current.onerror = () => setFound({ month, lines: 0, milliseconds: 0 });
      const address = new URL(`/overview/data?m=${month}`, window.location.href).href;
      worker.current.postMessage({ month, address } satisfies AddUp);
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [month]);
  return <Shared value={addedOf(view, found)}>{children}</Shared>;
}

function addedOf(view: OverviewView, found: AddedUp | undefined): Added {
  if (found === undefined || found.month !== view.month) return { state: "adding", lines: 0 };
  const { sums, lines } = found;
  if (sums === undefined) return { state: "unknown", lines };
  return { state: compareSums(view, sums), lines };
}

/** What this device did, in words. */
export function AddedChip({ channels }: { channels: number }) {
  const t = useTranslations("overview.added");
  const { state, lines } = useAdded();
  return (
    <p className="ov-chip" data-added={state} aria-live="polite">
      <svg viewBox="0 0 36 8" width="36" height="8" aria-hidden="true">
        <path d="M0 1L36 2.4V5.6L0 7Z" />
      </svg>
      {t(state, { lines, channels })}
    </p>
  );
}
