/** A key under an entry, and whose it is. */
export interface TrailKey {
  readonly keyId: string;
  readonly custody: "self" | "gateway" | "exchange" | "member";
  readonly name: string;
  /** The person whose browser holds it, where one of ours does. */
  readonly device?: string;
}

/** Who did what: an entry of the log with the people and keys behind it. */
export interface TrailRow {
  readonly index: number;
  readonly type: string;
  /** Unix seconds. */
  readonly time: number;
  readonly txId: string;
  readonly codes: readonly string[];
  readonly keys: readonly TrailKey[];
  /** The person who submitted it, where one did; its e-mail where it has no name. */
  readonly person: string;
  readonly source: string;
}

/** What happened to an account: not in the log, but somebody did it. */
export interface EventRow {
  readonly id: string;
  /** Unix seconds. */
  readonly time: number;
  readonly kind: string;
  readonly email: string;
  readonly by: string;
  readonly address: string;
}

export interface TrailChoice {
  readonly value: string;
  readonly label: string;
}

/** What the last audit said. */
export interface AuditView {
  readonly state: "never" | "running" | "ok" | "wrong" | "failed";
  readonly job: string;
  readonly time: number;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly checked: number;
  readonly count: number;
  readonly reason: string;
  readonly findings: readonly {
    readonly record: string;
    readonly field: string;
    readonly expected: string;
    readonly found: string;
  }[];
}
