import type { FileForm } from "./file-forms";
import type { StepState } from "./trace-steps";

/** The five things a month has to have, in the order it gets them. */
export type WayId = "registered" | "contracts" | "metering" | "settled" | "issued";

export interface WayStep {
  readonly id: WayId;
  readonly state: StepState;
  readonly href: string;
  /** For the words of the step. */
  readonly numbers: Readonly<Record<string, number>>;
  /** What is missing, as a message of its own, with the same numbers. */
  readonly lack?: string;
}

/** One line of the way from an empty market to its first certificate. */
export interface FirstStep {
  readonly id:
    | "device"
    | "participants"
    | "plant"
    | "unit"
    | "meters"
    | "contract"
    | "curves"
    | "settle"
    | "issue";
  readonly done: boolean;
  readonly href: string;
  /** The kind of file that brings many at once, where there is one. */
  readonly file?: FileForm;
}

export interface JobLine {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly state: string;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  /** Requests that wait for a signature of the exchange. */
  readonly waiting: number;
  readonly href: string;
}
