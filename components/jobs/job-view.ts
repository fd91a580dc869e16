/** A run as its page sees it (GET /api/jobs/<id>). */
export interface JobView {
  readonly id: string;
  readonly name: "import" | "settle" | "issue";
  readonly state: "queued" | "running" | "waiting" | "done" | "failed";
  readonly stage: string;
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
  readonly month?: string | undefined;
  /** Of an import: which form, and what the file was called. */
  readonly form?: string | undefined;
  readonly file?: string | undefined;
  /** Whose device signs; absent where the gateway's own keys do. */
  readonly signer?: JobSignerView | undefined;
  /** Messages that wait to be signed now. */
  readonly unsigned: number;
  /** Milliseconds. */
  readonly waitingSince?: number | undefined;
  readonly outcome?: JobOutcomeView | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface JobSignerView {
  readonly keyId: string;
  readonly name: string;
  readonly device: string;
  /** The person who looks. */
  readonly isMe: boolean;
}

export interface JobOutcomeView {
  readonly accepted: number;
  readonly refused: readonly RefusedLineView[];
  readonly refusedCount: number;
  readonly reason?: string | undefined;
  /** Of a file that could not be read. */
  readonly code?: string | undefined;
}

export interface RefusedLineView {
  readonly line?: number;
  readonly field?: string;
  readonly contract?: string;
  readonly unit?: string;
  readonly code: string;
  readonly reason: string;
}

/** What a person asks for; a file for import is sent to POST /api/jobs/import. */
export type JobWish =
  /** `kwh` as shown: another sum is not settled. */
  | { readonly name: "settle"; readonly month: string; readonly kwh: number }
  | { readonly name: "issue"; readonly month: string };

/** `device`: this browser's key may not sign. `signed-out`: the session is over. */
export type StartAnswer =
  | { readonly ok: true; readonly job: string }
  | {
      readonly ok: false;
      readonly code:
        | "device"
        | "form"
        | "empty"
        | "too-large"
        | "not-text"
        | "unknown"
        | "unavailable"
        | "signed-out";
    };

/** The server actions runs need; the frame hands them in. */
export interface JobActions {
  start(keyId: string, wish: JobWish): Promise<StartAnswer>;
  resume(keyId: string, job: string): Promise<StartAnswer>;
  cancel(job: string): Promise<boolean>;
}

export function isOver({ state }: Pick<JobView, "state">): boolean {
  return state === "done" || state === "failed";
}

/** The run to be shown: one that is under way, else the one begun here until the page knows that it is over. */
export function underWay(begun: string | undefined, newest: JobView | undefined): string | undefined {
  if (newest !== undefined && !isOver(newest)) return newest.id;
  return newest?.id === begun ? undefined : begun;
}

/** Over, and something to be told before it is tried again. */
export function fellShort({ state, outcome }: JobView): boolean {
  return state === "failed" || (state === "done" && (outcome?.refusedCount ?? 0) > 0);
}
