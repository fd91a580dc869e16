"use client";

import { createContext, useContext } from "react";
import type { JobWish, StartAnswer } from "./job-view";

export interface ImportWish {
  /** contracts, participants, … as the files' forms are called. */
  readonly form: string;
  readonly file: File;
  /** Curves: readings that break a rule, and missing ones, count as 0. */
  readonly zero?: boolean;
  /** Participants: keys the gateway makes and keeps for them. */
  readonly ownerKeys?: "none" | "p256" | "mixed";
  /** Bytes sent and to be sent. */
  onSent?(sent: number, total: number): void;
}

export type RunOutcome =
  | { readonly state: "started"; readonly job: string }
  | { readonly state: "cancelled" }
  | { readonly state: "refused"; readonly code: Extract<StartAnswer, { ok: false }>["code"] };

export interface Runs {
  /** Asks the person to confirm what the run may have signed, and begins it. This device then signs as it goes. `kwh` is what it is about. */
  start(wish: JobWish, kwh?: number): Promise<RunOutcome>;
  /** Sends a file and begins its import. */
  importFile(wish: ImportWish): Promise<RunOutcome>;
  /** Goes on with a run that waits, with this device. */
  resume(run: {
    readonly id: string;
    readonly name: string;
    readonly form?: string | undefined;
    readonly month?: string | undefined;
  }): Promise<RunOutcome>;
  /** Ends a run that is not over; what stands in the ledger stays. */
  cancel(job: string): Promise<boolean>;
  /** Why this device does not sign for a run: the server asked for something else than was confirmed. */
  readonly objections: Readonly<Record<string, string>>;
  /** Runs this device signs for. */
  readonly here: readonly string[];
}

export const RunsContext = createContext<Runs | undefined>(undefined);

/** Long work of the exchange, inside its workplace's frame. */
export function useRuns(): Runs {
  const runs = useContext(RunsContext);
  if (runs === undefined) throw new Error("useRuns outside the exchange's frame");
  return runs;
}
