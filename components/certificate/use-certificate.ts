"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { EvidenceStage, Figures, KwhFigures } from "@/lib/proof/verify/figures";
import type { StageState } from "@/lib/proof/verify/verdict";
import { checkBundle, fetchBundle } from "./bundle-check";
import {
  checkCount,
  hidesClaims,
  ledgerHolds,
  type Outcome,
  type PageState,
  pageStateOf,
  stageStatesOf,
} from "./page-state";
import type { CertificateSummary } from "./summary";
import { useReveal } from "./use-reveal";
import { type Verifier, verifyInWorker } from "./verifier";

export interface CertificatePage {
  /** What may be printed: the proof's own once there is one, the server's claim (in ink) before. */
  readonly figures: Figures;
  readonly kwh: KwhFigures | undefined;
  readonly n: number;
  readonly pick: (n: number) => void;
  readonly state: PageState;
  readonly outcome: Outcome | undefined;
  /** How many checks have been shown, for the certificate and for the stages of the picked kWh. */
  readonly revealed: number;
  readonly stages: Readonly<Record<EvidenceStage, StageState>>;
  readonly ledgerHolds: boolean;
  readonly hidden: boolean;
  /** The kWh being looked up when the certificate itself was already checked. */
  readonly rechecking: number | undefined;
  readonly retry: () => void;
}

/** Holds still before a dragged slider is looked up. */
const settleMs = 220;

export function useCertificate(
  summary: CertificateSummary,
  first: number,
  verifier: Verifier = verifyInWorker,
): CertificatePage {
  const [n, setN] = useState(first);
  const asked = useSettled(n);
  const minimal = summary.figures.level === "minimal";
  const query = useQuery({
    queryKey: ["certificate", summary.figures.code, minimal ? 0 : asked],
    queryFn: async () =>
      checkBundle(summary, await fetchBundle(summary, minimal ? {} : { kwh: asked }), verifier),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const outcome: Outcome | undefined = query.data;
  const current = outcome !== undefined && !query.isPlaceholderData && asked === n;
  const stageRevealed = useReveal(current, outcome?.verdict);
  // The certificate's own checks are shown one by one the first time only; another kWh shows its stages again.
  const seenOnce = useOnce(stageRevealed >= checkCount);
  const revealed = seenOnce ? checkCount : stageRevealed;
  useOwnAddress(n, first, minimal);

  const shown = pageStateOf(outcome, revealed);
  const hidden = hidesClaims(shown, outcome);
  const figures = outcome?.verdict?.figures ?? summary.figures;
  const claimed = summary.figures.kwh?.n === n ? summary.figures.kwh : undefined;
  const waiting = !current || stageRevealed < revealed;
  return {
    figures,
    kwh: figures.kwh?.n === n ? figures.kwh : outcome === undefined ? claimed : undefined,
    n,
    pick: setN,
    state: waiting && shown !== "failed" && shown !== "unknown" ? "checking" : shown,
    outcome,
    revealed,
    stages: useStages(current ? outcome : undefined, stageRevealed),
    ledgerHolds: ledgerHolds(outcome, revealed),
    hidden,
    rechecking: seenOnce && waiting ? n : undefined,
    retry: () => void query.refetch(),
  };
}

/** The same object as long as no stage changes, so that what draws them stands still. */
function useStages(outcome: Outcome | undefined, revealed: number): CertificatePage["stages"] {
  const now = stageStatesOf(outcome, revealed);
  const { production, trade, transmission, consumption, settlement } = now;
  return useMemo(
    () => ({ production, trade, transmission, consumption, settlement }),
    [production, trade, transmission, consumption, settlement],
  );
}

/** The value once it has held still: a slider passes over thousands on its way. */
function useSettled(value: number): number {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === settled) return;
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}

/** True from the first time `now` was. */
function useOnce(now: boolean): boolean {
  const [once, setOnce] = useState(false);
  useEffect(() => {
    if (now) setOnce(true);
  }, [now]);
  return once || now;
}

/** Every kWh has its own address; what the print pinned (`v`, `t`) stays in it. */
function useOwnAddress(n: number, first: number, minimal: boolean): void {
  useEffect(() => {
    const url = new URL(window.location.href);
    if (minimal || url.searchParams.get("kwh") === String(n)) return;
    if (n === first && !url.searchParams.has("kwh")) return;
    url.searchParams.set("kwh", String(n));
    // Without state of its own, so that the router takes note and does not put the old address back.
    window.history.replaceState(null, "", url);
  }, [n, first, minimal]);
}
