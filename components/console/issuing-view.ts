/** A unit of a finished month: what it gets a certificate for, and the certificate once it is there. */
export interface PlannedView {
  readonly unit: string;
  readonly unitName: string;
  readonly holder: string;
  readonly kwh: number;
  readonly lines: number;
  readonly code?: string;
}

export interface IssuePlanView {
  readonly month: string;
  readonly stage: "open" | "frozen" | "settled" | "finished";
  /** Units with at least one settled kWh, in the order of their ids: the order certificates are issued in. */
  readonly planned: readonly PlannedView[];
  readonly plannedCount: number;
  readonly issued: number;
  readonly waitingKwh: number;
  /** Units whose lines were all settled at 0. */
  readonly nothing: readonly PlannedView[];
  readonly pageSize: number;
}

export interface CertificateView {
  readonly code: string;
  readonly month: string;
  readonly version: number;
  readonly status: "valid" | "superseded" | "revoked" | "disputed";
  readonly level: "minimal" | "standard" | "full";
  readonly entry: number;
  readonly hash: string;
  readonly unit: string;
  readonly unitName: string;
  readonly province: string;
  readonly holder: string;
  readonly kwh: number;
  readonly lines: number;
}
