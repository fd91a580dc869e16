/** A command that reached the gateway, as the monitor lists it. Times are Unix seconds. */
export interface SubmissionView {
  readonly id: string;
  readonly time: number;
  readonly txId: string;
  readonly type: string;
  readonly source: string;
  /** A person's or machine's name, a job's kind. */
  readonly who: string;
  readonly state: "pending" | "accepted" | "refused";
  readonly code: string;
  readonly latencyMs: number | undefined;
  readonly entry: number | undefined;
}

/** One of them with its envelope in outline: sealed fields by name only. */
export interface SubmissionDetailView extends SubmissionView {
  readonly field: string;
  readonly reason: string;
  readonly attempts: number | undefined;
  readonly step: string;
  readonly bytes: number | undefined;
  readonly signers: number | undefined;
  readonly sealed: readonly string[];
}

export interface GatewayView {
  readonly hours: number;
  readonly count: number;
  readonly refused: number;
  readonly latency: Readonly<Record<"p50" | "p95" | "p99" | "slowest", number | undefined>>;
  readonly pending: number;
  /** Seconds the oldest undelivered one has waited. */
  readonly pendingAge: number | undefined;
  readonly minutes: readonly MinuteView[];
  readonly refusals: readonly RefusalView[];
  readonly rows: readonly SubmissionView[];
  readonly total: number;
  /** Whether the list leaves any out. */
  readonly isNarrowed: boolean;
  readonly pageSize: number;
  readonly detail: SubmissionDetailView | undefined;
}

export interface MinuteView {
  readonly time: number;
  readonly accepted: number;
  readonly refused: number;
}

export interface RefusalView {
  readonly code: string;
  readonly count: number;
  readonly types: readonly string[];
  readonly last: number;
}
